#pragma once

#include <string>

#include "harness/base/result.h"

namespace plumb::target {

/// A file that a target names, and where it does so.
struct NamedFile {
    std::string path;  ///< absolute; "" when none is named
    Place place;
};

/// What a TLS connection to one server needs besides the machine's own certificates; all PEM. No
/// I/O: system::CheckTls() looks into the files.
struct Tls {
    NamedFile ca;  ///< trusted instead of the machine's: authorities, or the server's own
    NamedFile client_certificate;  ///< with the chain up to its authority, the leaf first
    NamedFile client_key;          ///< unencrypted
};

/// How long may be waited for one answer. Seconds, 1 to 3600.
struct Timeouts {
    int connect_s = 10;  ///< until a connection stands; with TLS, until it is secured
    int read_s = 30;     ///< without a byte of the answer
    int call_s = 120;    ///< of the whole call, however steadily its answer trickles
};

/// How a server of the target is reached.
struct Transport {
    Tls tls;
    Timeouts timeouts;
};

}  // namespace plumb::target
