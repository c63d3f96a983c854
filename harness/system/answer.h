#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "harness/base/clock.h"
#include "harness/system/http_client.h"
#include "harness/system/system.h"
#include "harness/target/profile.h"

namespace plumb::system {

/// What the body of an answer says, in the system's own words: problem details, Hub errors,
/// PowerOffice v1 validations, OAuth errors, or the beginning of the text. "" for an empty body.
std::string MessageOf(const HttpResponse& answer);
std::string MessageOf(const nlohmann::json& body);

/// When its server wrote the answer ("Date"), by the server's clock, or nothing.
std::optional<Milliseconds> DateOf(const HttpResponse& answer);

/// How long the answer asks to wait ("Retry-After", in seconds or until a time, which is taken by
/// the clock of the server when its answer tells that), or nothing.
std::optional<Milliseconds> RetryAfter(const HttpResponse& answer, Milliseconds now);

/// Where an answer of a server that was asked at `url` sends the client instead, in words that name
/// both hosts.
std::string DescribeRedirect(std::string_view url, const HttpResponse& answer);

/// An answer as its entity's profile reads it. Closed.
struct Reply {
    enum class Kind {
        kAccepted,   ///< `body` holds the answer
        kRefused,    ///< the system's validation said no: `refused`
        kNotFound,   ///< 404
        kUnexpected  ///< not what the profile says: `refused.message` holds why
    };
    Kind kind = Kind::kUnexpected;
    nlohmann::json body = nullptr;
    Refused refused = {};
};
Reply Judge(const target::Entity& entity, const HttpResponse& answer);

/// A create was refused since the tenant has no room for one more record of the entity.
bool SaysFull(const target::Entity& entity, const HttpResponse& answer);
/// That answer as an error. `title` of the system.
Error Full(const std::string& title, const target::Entity& entity, const HttpResponse& answer);

/// The record inside an answer about one, or nullopt when it names none.
std::optional<Record> RecordIn(const target::Entity& entity, nlohmann::json body);
/// The same for an element of a list.
std::optional<Record> ToRecord(const target::Entity& entity, nlohmann::json fields);

}  // namespace plumb::system
