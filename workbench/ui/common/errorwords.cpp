#include "workbench/ui/common/textformat.h"

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
        QLatin1String code;
        QString words;
    } known[] = {
        {QLatin1String("TICKET_NOT_FOUND"), ErrorWords::tr("This ticket no longer exists.")},
        {QLatin1String("TICKET_CONFLICT"),
         ErrorWords::tr("Somebody else changed the ticket. Reload it and try again.")},
        {QLatin1String("INVALID_TRANSITION"),
         ErrorWords::tr("The ticket cannot go to this status from where it is now.")},
        {QLatin1String("ATTACHMENT_NOT_FOUND"), ErrorWords::tr("This file no longer exists.")},
        {QLatin1String("PAYLOAD_TOO_LARGE"), ErrorWords::tr("The file is too large.")},
        {QLatin1String("UNSUPPORTED_MEDIA_TYPE"),
         ErrorWords::tr("Files of this type are not accepted.")},
        {QLatin1String("AGENT_NOT_FOUND"), ErrorWords::tr("This colleague no longer exists.")},
        {QLatin1String("USERNAME_EXISTS"), ErrorWords::tr("This user name is taken.")},
        {QLatin1String("INVALID_PASSWORD"),
         ErrorWords::tr("The password needs at least 8 characters, with letters and digits.")},
        {QLatin1String("LAST_ADMIN"),
         ErrorWords::tr("This is the last administrator: there has to be one.")},
        {QLatin1String("SHORTCUT_CONFLICT"),
         ErrorWords::tr("Another quick reply has this shortcut.")},
        {QLatin1String("SYSTEM_REPLY"), ErrorWords::tr("Presets cannot be deleted.")},
        {QLatin1String("SYSTEM_TAG"), ErrorWords::tr("Presets cannot be deleted.")},
        {QLatin1String("TAG_EXISTS"), ErrorWords::tr("There is a tag of this name already.")},
        {QLatin1String("RULE_LIMIT"), ErrorWords::tr("There can be at most 20 rules of one type.")},
        {QLatin1String("ADMIN_REQUIRED"), ErrorWords::tr("Only administrators may do this.")},
    };
    for (const auto &[wire, words] : known) {
        if (code == wire)
            return words;
    }
    return {};
}

} // namespace handoff::text
