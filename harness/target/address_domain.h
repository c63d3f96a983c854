#pragma once

#include <string>

namespace plumb::target {

/// Why a run's addresses must not lie in this domain (in lower case); "" when they may: it must be
/// a domain name, and none in which strangers have mailboxes.
std::string ProblemOfDomain(const std::string& domain);

/// No mail can arrive there (RFC 2606): below .example, .test, .invalid, .localhost, or
/// example.com, .net, .org.
bool IsReserved(const std::string& domain);

}  // namespace plumb::target
