#include "harness/system/tls_files.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

namespace plumb::system {

namespace {

using Bytes = std::unique_ptr<BIO, decltype(&::BIO_free)>;
using Certificate = std::unique_ptr<X509, decltype(&::X509_free)>;
using Key = std::unique_ptr<EVP_PKEY, decltype(&::EVP_PKEY_free)>;

tl::unexpected<Error> Wrong(const target::NamedFile& file, const std::string& what,
                            std::string hint) {
    ERR_clear_error();
    return InputError(fmt::format("{} {}", file.path, what), file.place, std::move(hint));
}

Result<Bytes> Open(const target::NamedFile& file) {
    std::error_code error;
    const auto status = std::filesystem::status(file.path, error);
    if (error) return Wrong(file, "cannot be read: " + error.message(), "correct the path");
    if (std::filesystem::is_directory(status))
        return Wrong(file, "is a folder", "name the PEM file itself");
    errno = 0;
    Bytes opened(BIO_new_file(file.path.c_str(), "r"), &::BIO_free);
    if (!opened) return Wrong(file, fmt::format("cannot be read: {}", std::strerror(errno)), "");
    return opened;
}

Result<Certificate> ReadCertificate(const target::NamedFile& file) {
    auto bytes = Open(file);
    if (!bytes) return tl::make_unexpected(bytes.error());
    Certificate read(PEM_read_bio_X509(bytes->get(), nullptr, nullptr, nullptr), &::X509_free);
    if (read) return read;
    return Wrong(file, "holds no certificate in PEM form",
                 "it begins with -----BEGIN CERTIFICATE-----; `openssl x509 -inform der` converts "
                 "other forms");
}

/// An encrypted key is refused rather than asked for: nobody may be there to answer.
int NoPassphrase(char*, int, int, void*) {
    return -1;
}

Result<Key> ReadKey(const target::NamedFile& file) {
    auto bytes = Open(file);
    if (!bytes) return tl::make_unexpected(bytes.error());
    Key read(PEM_read_bio_PrivateKey(bytes->get(), nullptr, &NoPassphrase, nullptr),
             &::EVP_PKEY_free);
    if (read) return read;
    return Wrong(file, "holds no unencrypted private key in PEM form",
                 "`openssl pkey -in FILE -out FILE` takes a passphrase off");
}

}  // namespace

Status CheckTls(const target::Tls& tls) {
    if (!tls.ca.path.empty()) {
        if (const auto ca = ReadCertificate(tls.ca); !ca) return tl::make_unexpected(ca.error());
    }
    if (tls.client_certificate.path.empty()) return {};
    const auto certificate = ReadCertificate(tls.client_certificate);
    if (!certificate) return tl::make_unexpected(certificate.error());
    const auto key = ReadKey(tls.client_key);
    if (!key) return tl::make_unexpected(key.error());
    if (X509_check_private_key(certificate->get(), key->get()) == 1) return {};
    return Wrong(tls.client_key, fmt::format("is not the key of {}", tls.client_certificate.path),
                 "the certificate that belongs to the key stands first in its file");
}

}  // namespace plumb::system
