#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/base/url.h"
#include "harness/target/target.h"

namespace plumb::system {

/// The HTTP proxy that https connections go through, as the environment names it. Only https: what
/// is not encrypted never leaves this machine.
struct Proxy {
    std::string host;
    int port = 0;
    std::string user;
    std::string password;
    std::vector<std::string> exempt;  ///< NO_PROXY: hosts, domains, "*"; lower case

    /// False for hosts of this machine and exempt ones.
    bool IsFor(const Url& url) const;
    /// What must never appear in any output.
    std::vector<std::string> Secrets() const;
};

/// From https_proxy or HTTPS_PROXY, and no_proxy or NO_PROXY; the lower-case names go first, as
/// with curl. nullopt when none is named. A value that is no proxy's URL is an input error that
/// does not repeat it: it may hold a password.
Result<std::optional<Proxy>> ReadProxy(const target::Environment& environment);

}  // namespace plumb::system
