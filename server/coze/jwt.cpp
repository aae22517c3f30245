#include "server/coze/jwt.h"

#include <QJsonDocument>

#include <openssl/evp.h>
#include <openssl/pem.h>

namespace handoff::coze {

namespace {

constexpr auto encoding = QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals;

QByteArray part(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact).toBase64(encoding);
}

/// A key file with a passphrase must fail, not ask on the terminal.
int noPassphrase(char *, int, int, void *)
{
    return 0;
}

} // namespace

Result<SigningKey> SigningKey::fromPem(const QByteArray &pem)
{
    const std::unique_ptr<BIO, decltype(&BIO_free)> bio(
        BIO_new_mem_buf(pem.constData(), static_cast<int>(pem.size())), &BIO_free);
    std::shared_ptr<EVP_PKEY> key(
        PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr), &EVP_PKEY_free);
    if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA) {
        return Error::plain(
            ErrorKind::Internal, QStringLiteral("COZE_KEY"),
            QStringLiteral("COZE_OAUTH_PRIVATE_KEY: not an RSA private key in PEM"));
    }
    return SigningKey(std::move(key));
}

QByteArray SigningKey::sign(const QJsonObject &header, const QJsonObject &claims) const
{
    const QByteArray input = part(header) + '.' + part(claims);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          &EVP_MD_CTX_free);
    const auto *bytes = reinterpret_cast<const unsigned char *>(input.constData());
    const auto length = static_cast<size_t>(input.size());
    size_t size = 0;
    if (EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, m_key.get()) != 1 ||
        EVP_DigestSign(context.get(), nullptr, &size, bytes, length) != 1)
        return {};
    QByteArray signature(static_cast<qsizetype>(size), Qt::Uninitialized);
    auto *out = reinterpret_cast<unsigned char *>(signature.data());
    if (EVP_DigestSign(context.get(), out, &size, bytes, length) != 1)
        return {};
    signature.truncate(static_cast<qsizetype>(size));
    return input + '.' + signature.toBase64(encoding);
}

} // namespace handoff::coze
