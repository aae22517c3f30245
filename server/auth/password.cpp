#include "server/auth/password.h"

#include "server/auth/constanttime.h"
#include "shared/rules/accountrules.h"

#include <crypt.h>

namespace handoff::Password {

namespace {

QByteArray crypted(const QByteArray &password, const QByteArray &setting)
{
    const auto data = std::make_unique<crypt_data>(); // 32 KiB: not on a pool thread's stack
    const char *result = crypt_r(password.constData(), setting.constData(), data.get());
    return result && result[0] != '*' ? QByteArray(result) : QByteArray();
}

} // namespace

const QStringList &wellKnown()
{
    static const QStringList all{QStringLiteral("admin123"), QStringLiteral("agent123")};
    return all;
}

bool isWellKnown(const QString &password)
{
    return wellKnown().contains(password);
}

QString hash(const QString &password, int cost)
{
    char setting[CRYPT_GENSALT_OUTPUT_SIZE];
    if (!crypt_gensalt_rn("$2b$", static_cast<unsigned long>(cost), nullptr, 0, setting,
                          sizeof setting))
        return {};
    return QString::fromLatin1(crypted(password.toUtf8(), QByteArray(setting)));
}

bool verify(const QString &password, const QString &hash)
{
    const QByteArray bytes = password.toUtf8();
    const QByteArray stored = hash.toLatin1();
    constexpr int most = AccountRules::maxPasswordBytes;
    const QByteArray result = crypted(bytes.left(most), stored);
    return !result.isEmpty() && equalConstantTime(result, stored) && bytes.size() <= most;
}

} // namespace handoff::Password
