// Whatever a system answers to the harness, its profile judges it, and what is wrong is told in
// UTF-8; a record in it has an id. A node's links are those of the entities that were asked for.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fuzz/shipped_profiles.h"
#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/dataflow/sesam_links.h"
#include "harness/system/answer.h"

namespace target = plumb::target;
namespace plumb_system = plumb::system;

namespace {

void CheckAnswer(const target::Entity& entity, const plumb_system::HttpResponse& answer) {
    const auto reply = plumb_system::Judge(entity, answer);
    const bool accepted = reply.kind == plumb_system::Reply::Kind::kAccepted;
    if (!accepted && !plumb::IsUtf8(reply.refused.message)) std::abort();
    if (!accepted) return;
    const auto record = plumb_system::RecordIn(entity, reply.body);
    if (record && record->id.empty()) std::abort();
}

void CheckLinks(const plumb::Json& merged) {
    plumb::dataflow::Links links;
    plumb::dataflow::AddLinks(merged, {{"a", "users"}, {"b", "customers"}}, "users", "customers",
                              links);
    for (const auto& link : links) {
        if (link.source.entity != "users" || link.target.entity != "customers") std::abort();
    }
}

}  // namespace

/// The first byte chooses the status, the first line is Retry-After, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 1 << 14) return 0;
    constexpr int kStatuses[] = {200, 201, 204, 400, 404, 409, 500, 302};
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string_view line = text.substr(0, text.find('\n'));
    plumb_system::HttpResponse answer;
    answer.status = kStatuses[data[0] % 8];
    answer.headers.emplace("retry-after", line);
    answer.body = text.substr(std::min(line.size() + 1, text.size()));
    const auto wait = plumb_system::RetryAfter(answer, 1'700'000'000'000);
    if (wait && *wait < 0) std::abort();
    for (const auto& profile : ShippedProfiles()) {
        for (const auto& entity : profile.entities) CheckAnswer(entity, answer);
    }
    CheckLinks(plumb::ParseJson(answer.body));
    return 0;
}
