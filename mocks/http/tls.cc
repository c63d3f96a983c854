#include "mocks/http/tls.h"

#include <fmt/format.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <csignal>

namespace plumb::mocks::http {

namespace {

tl::unexpected<Error> Wrong(const std::string& what) {
    const unsigned long error = ERR_peek_last_error();
    const char* reason = ERR_reason_error_string(error);
    ERR_clear_error();
    return InputError(fmt::format("{}: {}", what, reason == nullptr ? "unknown reason" : reason),
                      {}, "name PEM files");
}

int AcceptOwnOrVerify(X509_STORE_CTX* shown, void* own) {
    const X509* certificate = X509_STORE_CTX_get0_cert(shown);
    if (X509_cmp(certificate, static_cast<X509*>(own)) == 0) return 1;
    return X509_verify_cert(shown);
}

}  // namespace

Result<std::shared_ptr<const Tls>> Tls::Load(const TlsFiles& files) {
    // OpenSSL writes without MSG_NOSIGNAL: a client that is gone would end the program.
    std::signal(SIGPIPE, SIG_IGN);
    std::shared_ptr<Tls> loaded(new Tls(files));
    if (Status set = loaded->SetUp(); !set) return tl::make_unexpected(set.error());
    return loaded;
}

Tls::Tls(TlsFiles files) : files_(std::move(files)), context_(SSL_CTX_new(TLS_server_method())) {}

Tls::~Tls() {
    SSL_CTX_free(context_);
}

Status Tls::SetUp() {
    ERR_clear_error();
    SSL_CTX_set_min_proto_version(context_, TLS1_2_VERSION);
    SSL_CTX_set_mode(context_, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    if (SSL_CTX_use_certificate_chain_file(context_, files_.certificate.c_str()) != 1)
        return Wrong(fmt::format("no certificate can be read from {}", files_.certificate));
    if (SSL_CTX_use_PrivateKey_file(context_, files_.key.c_str(), SSL_FILETYPE_PEM) != 1)
        return Wrong(fmt::format("{} holds no key of {}", files_.key, files_.certificate));
    if (files_.client_ca.empty()) return {};
    if (SSL_CTX_load_verify_locations(context_, files_.client_ca.c_str(), nullptr) != 1)
        return Wrong(fmt::format("no certificate can be read from {}", files_.client_ca));
    SSL_CTX_set_client_CA_list(context_, SSL_load_client_CA_file(files_.client_ca.c_str()));
    SSL_CTX_set_verify(context_, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    SSL_CTX_set_cert_verify_callback(context_, &AcceptOwnOrVerify,
                                     SSL_CTX_get0_certificate(context_));
    const unsigned char name[] = "plumb";
    SSL_CTX_set_session_id_context(context_, name, sizeof name - 1);
    return {};
}

ssl_st* Tls::Accept(int socket) const {
    SSL* accepted = SSL_new(context_);
    SSL_set_fd(accepted, socket);
    SSL_set_accept_state(accepted);
    return accepted;
}

void Tls::Introduce(ssl_ctx_st* client) const {
    SSL_CTX_use_certificate(client, SSL_CTX_get0_certificate(context_));
    SSL_CTX_use_PrivateKey(client, SSL_CTX_get0_privatekey(context_));
}

}  // namespace plumb::mocks::http
