#include "harness/system/certificate_end.h"

#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <ctime>

namespace plumb::system {

namespace {

std::optional<Milliseconds> EndOf(const SSL* connection) {
    const X509* certificate = SSL_get0_peer_certificate(connection);
    if (certificate == nullptr) return std::nullopt;
    std::tm end{};
    if (ASN1_TIME_to_tm(X509_get0_notAfter(certificate), &end) != 1) return std::nullopt;
    return Milliseconds{::timegm(&end)} * 1000;
}

void Keep(const SSL* connection, int where, int /*value*/) {
    if ((where & SSL_CB_HANDSHAKE_DONE) == 0) return;
    auto* end = static_cast<std::optional<Milliseconds>*>(
        SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection)));
    if (end != nullptr) *end = EndOf(connection);
}

}  // namespace

void KeepCertificateEnd(ssl_ctx_st* context, std::optional<Milliseconds>& end) {
    SSL_CTX_set_app_data(context, &end);
    SSL_CTX_set_info_callback(context, &Keep);
}

}  // namespace plumb::system
