#include "harness/system/tls_failure.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>

namespace plumb::system {

namespace {

constexpr const char* kClientCertificate =
    "name the certificate and the key that the server asks for: tls: {client_certificate: FILE, "
    "client_key: FILE}";

std::string HintForCertificate(long result) {
    switch (result) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "the server needs a new certificate; check this machine's clock too";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "check the clocks of the server and of this machine";
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
            return "if the server is the right one, name the authority that signed its "
                   "certificate: tls: {ca: FILE}";
        default:
            return "check the certificate of the server";
    }
}

/// Alerts by which a server says what it lacks, and what it means when no TLS comes back.
TlsFailure ExplainReason(unsigned long error, const std::string& host) {
    switch (ERR_GET_REASON(error)) {
        case SSL_R_WRONG_VERSION_NUMBER:
        case SSL_R_HTTP_REQUEST:
        case SSL_R_UNKNOWN_PROTOCOL:
        case SSL_R_PACKET_LENGTH_TOO_LONG:
        case SSL_R_RECORD_LENGTH_MISMATCH:
            return {fmt::format("{} does not speak TLS on this port", host),
                    "correct the port, or write http:// for a server on this machine"};
        case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
        case SSL_R_PEER_DID_NOT_RETURN_A_CERTIFICATE:
            return {fmt::format("{} asks for a client certificate", host), kClientCertificate};
        case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
        case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
        case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
        case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
        case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
        case SSL_R_TLSV1_ALERT_DECRYPT_ERROR:
            return {fmt::format("{} does not accept the client certificate", host),
                    "check that the server knows the authority of 'client_certificate' and that it "
                    "has not expired"};
        case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
            return {fmt::format("{} ended the TLS handshake", host),
                    std::string("it may ask for a client certificate: ") + kClientCertificate};
        default:
            return {fmt::format("TLS: {}", ERR_reason_error_string(error) == nullptr
                                               ? "unknown reason"
                                               : ERR_reason_error_string(error)),
                    "check the server's TLS settings"};
    }
}

}  // namespace

TlsFailure ExplainCertificate(long result, const std::string& host) {
    if (result == X509_V_OK)
        return {fmt::format("the server's certificate is not for '{}'", host),
                "check the host name in the target file"};
    return {fmt::format("the server's certificate is not trusted: {}",
                        X509_verify_cert_error_string(result)),
            HintForCertificate(result)};
}

std::string HintForSilentEnd() {
    return std::string("if the server wants a client certificate, ") + kClientCertificate;
}

TlsFailure TakeTlsFailure(const std::string& host) {
    TlsFailure failure;
    // The oldest is the cause; what follows comes of closing the connection.
    while (const unsigned long error = ERR_get_error()) {
        const int reason = ERR_GET_REASON(error);
        const bool tells = ERR_GET_LIB(error) == ERR_LIB_SSL &&
                           reason != SSL_R_UNEXPECTED_EOF_WHILE_READING &&
                           reason != SSL_R_SHUTDOWN_WHILE_IN_INIT;
        if (tells && failure.why.empty()) failure = ExplainReason(error, host);
    }
    return failure;
}

}  // namespace plumb::system
