#include "harness/target/address_domain.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "harness/base/text.h"

namespace plumb::target {

namespace {

/// The values of tables put labels of up to 150 characters before it, and a domain has 253.
constexpr std::size_t kMaxDomain = 100;
constexpr std::size_t kMaxLabel = 63;

/// Where anybody can have a mailbox; never complete, so it is no licence for the others.
constexpr std::array<std::string_view, 31> kPublic{
    "gmail.com",  "googlemail.com", "outlook.com",  "outlook.no", "hotmail.com", "hotmail.no",
    "live.com",   "live.no",        "msn.com",      "yahoo.com",  "yahoo.no",    "ymail.com",
    "icloud.com", "me.com",         "mac.com",      "aol.com",    "gmx.com",     "gmx.net",
    "gmx.de",     "web.de",         "mail.com",     "mail.ru",    "yandex.com",  "yandex.ru",
    "proton.me",  "protonmail.com", "fastmail.com", "zoho.com",   "online.no",   "broadpark.no",
    "start.no"};
constexpr std::array<std::string_view, 7> kReserved{
    "example", "test", "invalid", "localhost", "example.com", "example.net", "example.org"};

bool IsOrLiesBelow(const std::string& domain, std::string_view other) {
    return domain == other || domain.ends_with("." + std::string(other));
}

bool IsLabel(std::string_view label) {
    const auto is_sign = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    return !label.empty() && label.size() <= kMaxLabel && std::ranges::all_of(label, is_sign) &&
           label.front() != '-' && label.back() != '-';
}

}  // namespace

std::string ProblemOfDomain(const std::string& domain) {
    const auto labels = Split(domain, '.');
    const bool is_number = labels.back().find_first_not_of("0123456789") == std::string_view::npos;
    if (domain.size() > kMaxDomain || labels.size() < 2 || is_number ||
        !std::ranges::all_of(labels, IsLabel)) {
        return fmt::format("'{}' is no domain name", domain);
    }
    for (const std::string_view one : kPublic) {
        if (IsOrLiesBelow(domain, one))
            return fmt::format("in {} strangers have mailboxes", domain);
    }
    return "";
}

bool IsReserved(const std::string& domain) {
    return std::ranges::any_of(kReserved,
                               [&](std::string_view one) { return IsOrLiesBelow(domain, one); });
}

}  // namespace plumb::target
