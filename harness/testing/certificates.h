#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <filesystem>
#include <memory>
#include <string>

namespace plumb::testing {

/// What a certificate of a test says.
struct CertificateWish {
    std::string name = "server";         ///< of its files, NAME.pem and NAME.key
    std::string hosts = "IP:127.0.0.1";  ///< as OpenSSL writes subjectAltName
    long from_s = -3'600;                ///< from now
    long until_s = 86'400;               ///< from now
};

/// Files of a certificate and its key, both PEM.
struct CertificateFiles {
    std::filesystem::path certificate;
    std::filesystem::path key;
};

/// A certificate authority that lives as long as one test; its files, and those of what it signs,
/// are in the test's folder. Keys are made anew each time and are never kept.
class CertificateAuthority final {
  public:
    explicit CertificateAuthority(std::filesystem::path folder, const std::string& name = "ca")
        : folder_(std::move(folder)), key_(EVP_EC_gen("P-256"), &::EVP_PKEY_free) {
        const CertificateWish wish{.name = name, .hosts = ""};
        certificate_ = Make(wish, key_.get(), nullptr);
        file_ = Save(wish, certificate_.get(), key_.get()).certificate;
    }

    const std::filesystem::path& File() const { return file_; }

    CertificateFiles Issue(const CertificateWish& wish) const {
        const Key key(EVP_EC_gen("P-256"), &::EVP_PKEY_free);
        const Certificate made = Make(wish, key.get(), certificate_.get());
        return Save(wish, made.get(), key.get());
    }

  private:
    using Key = std::unique_ptr<EVP_PKEY, decltype(&::EVP_PKEY_free)>;
    using Certificate = std::unique_ptr<X509, decltype(&::X509_free)>;

    static void SetName(X509_NAME* name, const std::string& text) {
        const auto* bytes = reinterpret_cast<const unsigned char*>(text.c_str());
        X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, bytes, -1, -1, 0);
    }

    static void AddExtension(X509* made, int kind, const std::string& value) {
        X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
        X509_add_ext(made, extension, -1);
        X509_EXTENSION_free(extension);
    }

    /// Without an issuer it signs itself and may sign others.
    Certificate Make(const CertificateWish& wish, EVP_PKEY* key, X509* issuer) const {
        static long serial = 1;
        Certificate made(X509_new(), &::X509_free);
        X509_set_version(made.get(), 2);
        ASN1_INTEGER_set(X509_get_serialNumber(made.get()), serial++);
        X509_gmtime_adj(X509_getm_notBefore(made.get()), wish.from_s);
        X509_gmtime_adj(X509_getm_notAfter(made.get()), wish.until_s);
        X509_set_pubkey(made.get(), key);
        SetName(X509_get_subject_name(made.get()), "plumb test " + wish.name);
        X509_set_issuer_name(made.get(),
                             X509_get_subject_name(issuer == nullptr ? made.get() : issuer));
        if (issuer == nullptr) AddExtension(made.get(), NID_basic_constraints, "critical,CA:TRUE");
        if (!wish.hosts.empty()) AddExtension(made.get(), NID_subject_alt_name, wish.hosts);
        X509_sign(made.get(), issuer == nullptr ? key : key_.get(), EVP_sha256());
        return made;
    }

    CertificateFiles Save(const CertificateWish& wish, X509* certificate, EVP_PKEY* key) const {
        CertificateFiles files{folder_ / (wish.name + ".pem"), folder_ / (wish.name + ".key")};
        BIO* out = BIO_new_file(files.certificate.c_str(), "w");
        PEM_write_bio_X509(out, certificate);
        BIO_free(out);
        out = BIO_new_file(files.key.c_str(), "w");
        PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
        BIO_free(out);
        return files;
    }

    std::filesystem::path folder_;
    std::filesystem::path file_;
    Key key_;
    Certificate certificate_{nullptr, &::X509_free};
};

}  // namespace plumb::testing
