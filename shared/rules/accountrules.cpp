#include "shared/rules/accountrules.h"

#include "shared/text/displaytext.h"
#include "shared/text/searchfold.h"

#include <QRegularExpression>

namespace handoff::AccountRules {

bool isUsername(const QString &name)
{
    static const QRegularExpression sane(QStringLiteral("\\A[A-Za-z0-9][A-Za-z0-9._-]{2,49}\\z"));
    return sane.match(name).hasMatch();
}

bool isPassword(const QString &password)
{
    bool letter = false;
    bool digit = false;
    for (const QChar c : password) {
        letter = letter || c.isLetter();
        digit = digit || c.isDigit();
        if (c.isNull())
            return false;
    }
    return displaytext::length(password) >= minPassword && letter && digit &&
           password.toUtf8().size() <= maxPasswordBytes;
}

QStringList mentionsIn(const QString &text)
{
    static const QRegularExpression at(
        QStringLiteral("(?<![A-Za-z0-9._@-])@([A-Za-z0-9][A-Za-z0-9._-]{2,49})(?![A-Za-z0-9_@-])"));
    QStringList names;
    QStringList folded;
    for (auto it = at.globalMatch(text); it.hasNext() && names.size() < maxMentions;) {
        QString name = it.next().captured(1);
        while (name.endsWith(u'.'))
            name.chop(1);
        const QString fold = searchfold::folded(name);
        if (!isUsername(name) || folded.contains(fold))
            continue;
        names.append(name);
        folded.append(fold);
    }
    return names;
}

} // namespace handoff::AccountRules
