#include "workbench/ui/common/errorwords.h"

#include "shared/contract/errors.h"

#include <QCoreApplication>

namespace handoff::text {

namespace {

/// Context of the translations.
struct ErrorWords
{
    Q_DECLARE_TR_FUNCTIONS(ErrorWords)
};

} // namespace

QString errorWords(const QString &code)
{
    const struct
    {
        QString code;
        QString words;
    } known[] = {
        {errors::invalidCredentials().code,
         ErrorWords::tr("The user name or the password is wrong.")},
        {errors::capacityReached(0).code,
         ErrorWords::tr("You hold as many conversations as you may. Release one first.")},
        {errors::notInManualLive().code,
         ErrorWords::tr("The conversation has changed: this is not possible any more.")},
        {errors::versionConflict().code,
         ErrorWords::tr("Somebody else changed the conversation at the same moment. Try again.")},
        {errors::sessionNotFound().code, ErrorWords::tr("This conversation no longer exists.")},
        {errors::permissionDenied().code, ErrorWords::tr("You are not allowed to do this.")},
        {errors::agentOffline().code, ErrorWords::tr("This colleague is offline.")},
        {errors::sameAgent().code, ErrorWords::tr("This colleague has the conversation already.")},
        {errors::transferPending().code,
         ErrorWords::tr("A colleague has been asked already and has not answered yet.")},
        {errors::transferClosed().code,
         ErrorWords::tr("This transfer was answered already, or it took too long.")},
        {errors::transferNotFound().code,
         ErrorWords::tr("This transfer was answered already, or it took too long.")},
        {errors::mailAlreadySent().code,
         ErrorWords::tr("This conversation has been mailed already.")},
        {errors::mailNotConfigured().code,
         ErrorWords::tr("The server is not set up to send mail.")},
        {errors::mailFailed({}).code, ErrorWords::tr("The mail could not be sent.")},
        {errors::tagLimit(0).code, ErrorWords::tr("A conversation has at most 10 tags.")},
        {errors::noteNotFound().code, ErrorWords::tr("This note no longer exists.")},
        {errors::ticketNotFound({}).code, ErrorWords::tr("This ticket no longer exists.")},
        {errors::ticketConflict().code,
         ErrorWords::tr("Somebody else changed the ticket. Reload it and try again.")},
        {errors::invalidTransition({}, {}).code,
         ErrorWords::tr("The ticket cannot go to this status from where it is now.")},
        {errors::attachmentNotFound().code, ErrorWords::tr("This file no longer exists.")},
        {errors::payloadTooLarge().code, ErrorWords::tr("The file is too large.")},
        {errors::unsupportedMediaType().code,
         ErrorWords::tr("Files of this type are not accepted.")},
        {errors::agentNotFound().code, ErrorWords::tr("This colleague no longer exists.")},
        {errors::usernameExists().code, ErrorWords::tr("This user name is taken.")},
        {errors::invalidPassword().code,
         ErrorWords::tr("The password needs at least 8 characters, with letters and digits.")},
        {errors::lastAdminDemoted().code,
         ErrorWords::tr("This is the last administrator: there has to be one.")},
        {errors::shortcutConflict({}).code,
         ErrorWords::tr("Another quick reply has this shortcut.")},
        {errors::systemReply().code, ErrorWords::tr("Presets cannot be deleted.")},
        {errors::systemTag().code, ErrorWords::tr("Presets cannot be deleted.")},
        {errors::tagExists().code, ErrorWords::tr("There is a tag of this name already.")},
        {errors::ruleLimit(0).code, ErrorWords::tr("There can be at most 20 rules of one type.")},
        {errors::adminRequired().code, ErrorWords::tr("Only administrators may do this.")},
    };
    for (const auto &[wire, words] : known) {
        if (code == wire)
            return words;
    }
    return {};
}

} // namespace handoff::text
