#include "server/config/secretstrength.h"

#include <QHash>
#include <QList>

#include <algorithm>
#include <cmath>

namespace handoff {

namespace {

constexpr double leastBits = 72; ///< 32 random digits have 106, and show 78 at the least

/// Entropy of the whole sequence as its own frequencies show it, in bits.
double bitsOf(const QList<int> &values)
{
    QHash<int, int> count;
    for (const int value : values)
        ++count[value];
    double bits = 0;
    const auto n = static_cast<double>(values.size());
    for (const int times : std::as_const(count))
        bits -= times * std::log2(times / n);
    return bits;
}

/// From each to the next: what counts up or down becomes a row of equals.
QList<int> steps(const QList<int> &values)
{
    QList<int> out;
    for (qsizetype i = 1; i < values.size(); ++i)
        out.append(values.at(i) - values.at(i - 1));
    return out;
}

QList<int> asCodes(const QString &text)
{
    QList<int> out;
    for (const QChar c : text)
        out.append(c.unicode());
    return out;
}

QList<int> asKeys(const QString &text)
{
    static const QString keyboard = QStringLiteral("1234567890-=qwertyuiop[]asdfghjkl;'zxcvbnm,./");
    QList<int> out;
    for (const QChar c : text)
        out.append(static_cast<int>(keyboard.indexOf(c.toLower())));
    return out;
}

/// Most characters are those that stood one part, of whatever length, before.
bool repeats(const QString &text)
{
    for (qsizetype part = 1; part <= text.size() / 2; ++part) {
        qsizetype same = 0;
        for (qsizetype i = part; i < text.size(); ++i)
            same += text.at(i) == text.at(i - part) ? 1 : 0;
        if (same * 2 > text.size() - part && text.size() - part >= 8)
            return true;
    }
    return false;
}

} // namespace

bool isGuessable(const QString &secret)
{
    const QString lower = secret.toLower();
    for (const char *part :
         {"your-secret", "your_secret", "yoursecret", "change-me", "changeme", "change_me",
          "change-in-production", "secret-key", "secret_key", "secretkey", "example", "default",
          "placeholder", "password", "development"}) {
        if (lower.contains(QLatin1String(part)))
            return true;
    }
    return repeats(lower) || std::min({bitsOf(asCodes(lower)), bitsOf(steps(asCodes(lower))),
                                       bitsOf(steps(asKeys(lower)))}) < leastBits;
}

} // namespace handoff
