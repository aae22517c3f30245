#include "workbench/ui/common/textformat.h"

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
