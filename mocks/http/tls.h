#pragma once

#include <memory>
#include <string>

#include "harness/base/result.h"

struct ssl_st;
struct ssl_ctx_st;

namespace plumb::mocks::http {

/// PEM files of servers that speak TLS.
struct TlsFiles {
    std::string certificate;  ///< with its chain, the servers' own first
    std::string key;
    std::string client_ca;  ///< clients must show a certificate that it signed; "": none
};

/// By which certificate servers are known, and whom they let in. Safe from several threads.
class Tls final {
  public:
    /// A file that cannot be read, or a key of another certificate, is an input error.
    static Result<std::shared_ptr<const Tls>> Load(const TlsFiles& files);
    ~Tls();

    /// The server's end of a connection on this socket; its handshake is still to come.
    ssl_st* Accept(int socket) const;
    /// Makes a client of this very process known to the servers: it shows their own certificate,
    /// which they take from nobody who has not their key.
    void Introduce(ssl_ctx_st* client) const;

    /// The file that a client must trust.
    const std::string& CertificateFile() const { return files_.certificate; }

  private:
    explicit Tls(TlsFiles files);
    Status SetUp();

    TlsFiles files_;
    ssl_ctx_st* context_;
};

}  // namespace plumb::mocks::http
