#include "tests/server/coze/testkey.h"

#include <QJsonDocument>
#include <QList>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>

namespace handoff::test {

namespace {

EVP_PKEY *key()
{
    static const std::shared_ptr<EVP_PKEY> made(EVP_RSA_gen(2048), &EVP_PKEY_free);
    return made.get();
}

QByteArray text(BIO *bio)
{
    char *bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    const QByteArray pem(bytes, size);
    BIO_free(bio);
    return pem;
}

} // namespace

QByteArray testKeyPkcs8()
{
    BIO *bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PKCS8PrivateKey(bio, key(), nullptr, nullptr, 0, nullptr, nullptr);
    return text(bio);
}

QByteArray testKeyPkcs1()
{
    BIO *bio = BIO_new(BIO_s_mem());
    PEM_write_bio_PrivateKey_traditional(bio, key(), nullptr, nullptr, 0, nullptr, nullptr);
    return text(bio);
}

QByteArray testCertificate()
{
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
    X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
    X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
    X509_set_pubkey(certificate.get(), key());
    X509_NAME *name = X509_get_subject_name(certificate.get());
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char *>("127.0.0.1"), -1, -1, 0);
    X509_set_issuer_name(certificate.get(), name);
    X509_sign(certificate.get(), key(), EVP_sha256());
    BIO *bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, certificate.get());
    return text(bio);
}

std::optional<VerifiedJwt> verifyJwt(const QByteArray &jwt)
{
    const QList<QByteArray> parts = jwt.split('.');
    if (parts.size() != 3)
        return std::nullopt;
    const QByteArray signature = QByteArray::fromBase64(parts.at(2), QByteArray::Base64UrlEncoding);
    const QByteArray input = parts.at(0) + '.' + parts.at(1);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          &EVP_MD_CTX_free);
    EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key());
    if (EVP_DigestVerify(context.get(),
                         reinterpret_cast<const unsigned char *>(signature.constData()),
                         static_cast<size_t>(signature.size()),
                         reinterpret_cast<const unsigned char *>(input.constData()),
                         static_cast<size_t>(input.size())) != 1)
        return std::nullopt;
    const auto object = [&parts](int i) {
        return QJsonDocument::fromJson(
                   QByteArray::fromBase64(parts.at(i), QByteArray::Base64UrlEncoding))
            .object();
    };
    return VerifiedJwt{object(0), object(1)};
}

} // namespace handoff::test
