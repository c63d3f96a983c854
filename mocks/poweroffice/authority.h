#pragma once

#include <deque>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "harness/base/clock.h"
#include "mocks/http/message.h"
#include "mocks/poweroffice/settings.h"

namespace plumb::mocks::poweroffice {

/// Gives and knows the access tokens of one version of the API (facts A2, B1): client credentials
/// with Basic authentication, a JWT that carries the privileges, and an end by the tenant's clock.
/// The tokens of another authority are worth nothing here. Safe from several threads.
class Authority final {
  public:
    /// `clock` must outlive the authority.
    Authority(Clock& clock, const Settings& settings);

    /// Answers POST …/OAuth/Token. Keys that do not match are 400 in version 2 (facts A2).
    http::Response GiveToken(const http::Request& request, int bad_keys_status = 400);
    /// True when the request bears a token that this authority gave and that has not ended.
    bool Knows(const http::Request& request);
    /// True when the company's integration has one of these privileges.
    bool Allows(std::initializer_list<std::string_view> roles) const;

  private:
    std::string MakeToken(Milliseconds now) const;
    void Remember(const std::string& token, Milliseconds now);

    Clock& clock_;
    const Settings settings_;
    std::mutex mutex_;
    std::unordered_map<std::string, Milliseconds> ends_;
    std::deque<std::string> oldest_first_;
};

}  // namespace plumb::mocks::poweroffice
