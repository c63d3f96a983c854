#pragma once

#include <string>

namespace plumb::system {

/// Why a TLS connection did not come about, or broke, in words for a person. Both texts are empty
/// where TLS was not the reason.
struct TlsFailure {
    std::string why;
    std::string hint;
};

/// `result` is what SSL_get_verify_result() said of the certificate that `host` showed and that was
/// not accepted.
TlsFailure ExplainCertificate(long result, const std::string& host);

/// What helps where a server closed a fresh connection without a word: a server that wants a client
/// certificate may have gone before its reason was read.
std::string HintForSilentEnd();

/// The reason that OpenSSL has left in this thread's queue, which is empty afterwards.
TlsFailure TakeTlsFailure(const std::string& host);

}  // namespace plumb::system
