#pragma once

#include <optional>

#include "harness/base/clock.h"

struct ssl_ctx_st;

namespace plumb::system {

/// From now on `end` holds when the certificate ends that the server of the last finished handshake
/// of this context has shown. `end` must live as long as the context, which is for one connection
/// at a time. Says nothing of whether it is trusted.
void KeepCertificateEnd(ssl_ctx_st* context, std::optional<Milliseconds>& end);

}  // namespace plumb::system
