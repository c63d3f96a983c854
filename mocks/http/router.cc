#include "mocks/http/router.h"

#include "harness/base/text.h"

namespace plumb::mocks::http {

namespace {

bool IsPlaceholder(std::string_view segment) {
    return segment.starts_with('{');
}

}  // namespace

void Router::Add(std::string method, std::string_view pattern, Handler handler) {
    Route route{std::move(method), {}, std::move(handler)};
    for (std::string_view segment : Split(pattern, '/')) {
        if (segment.empty()) continue;
        const bool lower = letter_case_ == Case::kInsensitive && !IsPlaceholder(segment);
        route.segments.push_back(lower ? ToLower(segment) : std::string(segment));
    }
    routes_.push_back(std::move(route));
}

bool Router::Fits(const Route& route, const Request& request) const {
    if (route.segments.size() != request.path.size()) return false;
    for (std::size_t i = 0; i < route.segments.size(); ++i) {
        const std::string& wanted = route.segments[i];
        const std::string& seen = request.path[i];
        if (IsPlaceholder(wanted) || wanted == seen) continue;
        if (letter_case_ == Case::kSensitive || wanted.size() != seen.size()) return false;
        if (ToLower(seen) != wanted) return false;
    }
    return true;
}

void Router::Allow(const std::string& method, std::string& allowed) {
    if (allowed.find(method) != std::string::npos) return;
    if (!allowed.empty()) allowed += ", ";
    allowed += method;
}

Router::Match Router::Find(const Request& request) const {
    Match match;
    for (const Route& route : routes_) {
        if (!Fits(route, request)) continue;
        match.path_known = true;
        if (route.method != request.method) {
            Allow(route.method, match.allowed);
            continue;
        }
        match.allowed.clear();
        match.handler = &route.handler;
        for (std::size_t i = 0; i < route.segments.size(); ++i) {
            if (IsPlaceholder(route.segments[i])) match.values.push_back(request.path[i]);
        }
        return match;
    }
    return match;
}

}  // namespace plumb::mocks::http
