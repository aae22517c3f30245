#include "workbench/models/languageguess.h"

#include <QRegularExpression>
#include <QSet>

namespace handoff {

namespace {

/// What a script says about the language; empty: the words have to.
QString byScript(const QString &text)
{
    QString found;
    for (const QChar c : text) {
        switch (c.script()) {
        case QChar::Script_Hiragana:
        case QChar::Script_Katakana:
            return QStringLiteral("ja"); // its Han characters do not make it Chinese
        case QChar::Script_Hangul:
            return QStringLiteral("ko");
        case QChar::Script_Han:
            found = QStringLiteral("zh");
            break;
        case QChar::Script_Cyrillic:
            found = QStringLiteral("ru");
            break;
        case QChar::Script_Greek:
            found = QStringLiteral("el");
            break;
        case QChar::Script_Arabic:
            found = QStringLiteral("ar");
            break;
        case QChar::Script_Hebrew:
            found = QStringLiteral("he");
            break;
        default:
            break;
        }
    }
    return found;
}

struct Words
{
    const char *language;
    const char *words; ///< common ones that the others do not have
};
constexpr Words table[] = {
    {"en", "the you your is are and we for of with please will thank have our to"},
    {"de", "der die das und sie ihr ihre ihnen ist wir nicht bitte mit werden danke für"},
    {"fr", "le les vous votre et est nous pour avec merci des une dans bonjour"},
    {"es", "el los usted su y es nosotros para con gracias por una hola que"},
    {"it", "il gli lei suo è noi per con grazie una buongiorno che di"},
    {"nl", "het een u uw en zijn wij voor met dank bedankt niet de van"},
    {"pl", "jest i nie dla z dziękujemy proszę państwa się na do"},
    {"pt", "o os você seu é nós para com obrigado uma olá não"},
};

} // namespace

QString guessLanguage(const QString &text)
{
    if (const QString script = byScript(text); !script.isEmpty())
        return script;
    static const QRegularExpression word(QStringLiteral("\\p{L}+"),
                                         QRegularExpression::UseUnicodePropertiesOption);
    QSet<QString> words;
    for (auto it = word.globalMatch(text.toLower()); it.hasNext();)
        words.insert(it.next().captured());
    QString best;
    int most = 0;
    for (const Words &row : table) {
        int hits = 0;
        const QStringList common = QString::fromUtf8(row.words).split(u' ');
        for (const QString &each : common)
            hits += words.contains(each) ? 1 : 0;
        if (hits > most) {
            most = hits;
            best = QString::fromLatin1(row.language);
        }
    }
    return best;
}

} // namespace handoff
