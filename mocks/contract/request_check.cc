#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "mocks/contract/message_body.h"
#include "mocks/contract/message_check.h"

namespace plumb::mocks::contract {

namespace {

/// A request on its way through the checks of one operation.
class RequestCheck final {
  public:
    RequestCheck(const Document& document, const Document::Match& match,
                 const http::Request& request)
        : document_(document), match_(match), operation_(*match.operation), request_(request) {}

    Departures Run() {
        for (const Parameter& parameter : operation_.parameters) CheckParameter(parameter);
        CheckQueryNames();
        CheckRequestBody();
        CheckSecurity();
        for (Departure& departure : departures_) departure.side = Departure::Side::kRequest;
        return std::move(departures_);
    }

  private:
    void Add(std::string what, std::string rule) {
        departures_.push_back({{}, std::move(what), std::move(rule)});
    }

    bool IsSameQueryName(const std::string& a, const std::string& b) const {
        return a == b || (document_.IgnoresCaseOfQuery() && ToLower(a) == ToLower(b));
    }

    std::vector<std::string> ValuesOf(const Parameter& parameter) const {
        std::vector<std::string> values;
        if (parameter.in == "header" && request_.headers.contains(parameter.name)) {
            values.emplace_back(request_.Header(parameter.name));
        }
        const bool path = parameter.in == "path";
        for (const auto& [name, value] : path ? match_.path_values : request_.query) {
            if (path ? name == parameter.name
                     : parameter.in == "query" && IsSameQueryName(name, parameter.name)) {
                values.push_back(value);
            }
        }
        return values;
    }

    void CheckParameter(const Parameter& parameter) {
        const auto values = ValuesOf(parameter);
        if (values.empty() && parameter.required) {
            Add(fmt::format("{} parameter '{}': is missing", parameter.in, parameter.name),
                parameter.pointer);
        }
        for (const std::string& value : values) {
            for (const Violation& violation :
                 parameter.schema.Check(TypedText(value, parameter.schema))) {
                Add(fmt::format("{} parameter '{}': {}", parameter.in, parameter.name,
                                violation.what),
                    violation.rule);
            }
        }
    }

    bool IsCredential(const std::string& name) const {
        for (const auto& set : operation_.security) {
            for (const Credential& credential : set) {
                if (credential.in == "query" && credential.name == name) return true;
            }
        }
        return false;
    }

    void CheckQueryNames() {
        for (const auto& [name, value] : request_.query) {
            const bool known = std::ranges::any_of(
                operation_.parameters, [&, &seen = name](const Parameter& parameter) {
                    return parameter.in == "query" && IsSameQueryName(seen, parameter.name);
                });
            if (known || IsCredential(name)) continue;
            Add(fmt::format("query parameter '{}': is not documented", Shorten(name, 60)),
                operation_.pointer + "/parameters");
        }
    }

    void CheckRequestBody() {
        const Body none{false, {}, operation_.pointer};
        const MessageBody body{request_.body, request_.Header("content-type")};
        for (Departure& departure : CheckBody(operation_.body.value_or(none), body)) {
            departures_.push_back(std::move(departure));
        }
    }

    bool Has(const Credential& credential) const {
        if (credential.in == "query") return request_.Query(credential.name) != nullptr;
        const std::string_view value = request_.Header(credential.name);
        return !value.empty() && ToLower(value).starts_with(credential.begins_with);
    }

    void CheckSecurity() {
        std::string missing;
        for (const auto& set : operation_.security) {
            const auto lacking = std::ranges::find_if(
                set, [&](const Credential& credential) { return !Has(credential); });
            if (lacking == set.end()) return;
            missing += (missing.empty() ? "" : " or ") + lacking->scheme;
        }
        if (missing.empty()) return;
        Add("credentials: lacks " + missing, operation_.pointer + "/security");
    }

    const Document& document_;
    const Document::Match& match_;
    const Operation& operation_;
    const http::Request& request_;
    Departures departures_;
};

}  // namespace

Departures CheckRequest(const Document& document, const Document::Match& match,
                        const http::Request& request) {
    return RequestCheck(document, match, request).Run();
}

}  // namespace plumb::mocks::contract
