#include "mocks/sesam/http_port.h"

#include <date/date.h>
#include <fmt/format.h>
#include <httplib.h>
#include <charconv>
#include <chrono>
#include <sstream>

#include "harness/base/text.h"

namespace plumb::mocks::sesam {

namespace {

constexpr int kMaxRepeats = 5;
constexpr Milliseconds kDefaultPause = 1'000;
constexpr Milliseconds kLongestPause = 60'000;
constexpr int kTimeoutSeconds = 10;
constexpr const char* kUserAgent = "sesam-reference/1";

/// Splits "https://host:port/path" into what httplib connects to and the path.
std::pair<std::string, std::string> SplitUrl(const std::string& url) {
    const std::size_t scheme = url.find("://");
    const std::size_t slash = url.find('/', scheme == std::string::npos ? 0 : scheme + 3);
    if (slash == std::string::npos) return {url, ""};
    std::string path = url.substr(slash);
    while (!path.empty() && path.back() == '/') path.pop_back();
    return {url.substr(0, slash), path};
}

}  // namespace

class HttpPort::Impl final {
  public:
    Impl(const std::string& origin, const http::Tls* tls) : client(origin) {
        client.set_keep_alive(true);
        client.set_tcp_nodelay(true);
        client.set_url_encode(false);
        client.set_connection_timeout(kTimeoutSeconds);
        client.set_read_timeout(kTimeoutSeconds);
        client.set_write_timeout(kTimeoutSeconds);
        if (tls == nullptr) return;
        // It talks to servers of its own process: there is nobody to be verified.
        client.enable_server_certificate_verification(false);
        tls->Introduce(client.ssl_context());
    }
    httplib::Client client;
};

HttpPort::HttpPort(std::string base_url, Clock& clock, const ReadPolicies& policies,
                   const std::shared_ptr<const http::Tls>& tls)
    : clock_(clock), policies_(policies) {
    auto [origin, prefix] = SplitUrl(base_url);
    prefix_ = std::move(prefix);
    impl_ = std::make_unique<Impl>(origin, tls.get());
}

HttpPort::~HttpPort() = default;

HttpAnswer HttpPort::SendOnce(const HttpCall& call, std::optional<Milliseconds>& retry_after) {
    httplib::Request request;
    request.method = call.method;
    request.path = prefix_ + call.target;
    request.body = call.body;
    request.headers.emplace("User-Agent", kUserAgent);
    request.headers.emplace("Accept", "application/json");
    if (!call.body.empty()) request.headers.emplace("Content-Type", call.content_type);
    for (const auto& [name, value] : call.headers) request.headers.emplace(name, value);
    HttpAnswer answer;
    const httplib::Result result = impl_->client.send(request);
    if (!result) {
        answer.failure = "no answer: " + httplib::to_string(result.error());
        return answer;
    }
    answer.status = result->status;
    answer.body = result->body;
    if (result->has_header("Retry-After")) {
        retry_after = ParseRetryAfter(result->get_header_value("Retry-After"), clock_.Now());
    }
    return answer;
}

HttpAnswer HttpPort::Send(const HttpCall& call) {
    for (int repeats = 0;; ++repeats) {
        std::optional<Milliseconds> retry_after;
        HttpAnswer answer = SendOnce(call, retry_after);
        const bool not_done = answer.status == 429 || (answer.status == 503 && retry_after);
        answer.is_final = not_done && !policies_.tries_again(answer.status);
        if (answer.is_final) return answer;
        const bool no_answer = answer.status == 0 || answer.status >= 500;
        if (!not_done && !(no_answer && call.repeatable)) return answer;
        if (repeats == kMaxRepeats) return answer;
        clock_.Wait(
            std::clamp(retry_after.value_or(kDefaultPause), Milliseconds{1}, kLongestPause));
    }
}

std::string Encode(const std::string& text) {
    std::string encoded;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
        if (plain) {
            encoded += c;
        } else {
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return encoded;
}

std::optional<Milliseconds> ParseRetryAfter(const std::string& text, Milliseconds now) {
    Milliseconds seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc{} && end == text.data() + text.size() && seconds >= 0) {
        return std::min(seconds, kLongestPause) * 1000;
    }
    date::sys_seconds at;
    std::istringstream in(text);
    in >> date::parse("%a, %d %b %Y %T GMT", at);
    if (in.fail()) return std::nullopt;
    return std::max<Milliseconds>(0, at.time_since_epoch().count() * 1000 - now);
}

std::string Describe(const HttpAnswer& answer) {
    if (answer.status == 0) return answer.failure;
    return fmt::format("HTTP {} {}", answer.status, Shorten(answer.body, 300));
}

}  // namespace plumb::mocks::sesam
