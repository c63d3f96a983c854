#include "harness/dataflow/sesam_scheduler.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"

namespace plumb::dataflow {

namespace {

constexpr const char* kSection = "task_manager";
constexpr const char* kMember = "task_manager.disable_user_pipes";
constexpr Milliseconds kMaxForMetadata = 2 * 60'000;

/// A node that answers something else than its metadata must not have it written back.
bool IsMetadata(const Json& answer) {
    if (!answer.is_object() || answer.contains("config") || answer.contains("runtime"))
        return false;
    return !answer.contains(kSection) || answer[kSection].is_object();
}

bool IsPaused(const Json& metadata) {
    const Json* value = Find(metadata, kMember);
    return value != nullptr && *value == true;
}

Json WordsIn(const Json& metadata) {
    Json words = Json::object();
    if (metadata.contains(kSection)) words[kSection] = Json::object();
    if (const Json* value = Find(metadata, kMember)) Put(words, kMember, *value);
    return words;
}

}  // namespace

std::string SesamScheduler::Name() const {
    return secrets_.Mask("the scheduler of the Sesam node " + node_.Url());
}

std::string SesamScheduler::Url() const {
    return secrets_.Mask(node_.Url() + "/metadata");
}

Error SesamScheduler::Masked(Error error) const {
    for (Problem& problem : error.problems) problem.message = secrets_.Mask(problem.message);
    return error;
}

Result<Json> SesamScheduler::Metadata() {
    node_.SetDeadline(clock_.Now() + kMaxForMetadata);
    auto metadata = node_.ReadMetadata();
    if (!metadata) return tl::make_unexpected(Masked(std::move(metadata.error().error)));
    if (!IsMetadata(*metadata))
        return EnvironmentError(
            fmt::format("{} answered in a form that is not known, and is left as it is", Url()),
            "take 'may_pause_scheduler' out of the target's dataflow");
    return *std::move(metadata);
}

Result<Scheduler::Setting> SesamScheduler::Read() {
    const auto metadata = Metadata();
    if (!metadata) return tl::make_unexpected(metadata.error());
    return Setting{IsPaused(*metadata), WordsIn(*metadata)};
}

Status SesamScheduler::Pause() {
    auto metadata = Metadata();
    if (!metadata) return tl::make_unexpected(metadata.error());
    Put(*metadata, kMember, true);
    return Write(*metadata, true);
}

Status SesamScheduler::Restore(const Json& words) {
    auto metadata = Metadata();
    if (!metadata) return tl::make_unexpected(metadata.error());
    Erase(*metadata, kMember);
    if (const Json* value = Find(words, kMember)) {
        Put(*metadata, kMember, *value);
    } else if (!words.contains(kSection) && metadata->contains(kSection) &&
               (*metadata)[kSection].empty()) {
        metadata->erase(kSection);
    }
    return Write(*metadata, IsPaused(words));
}

/// An answer that was lost does not tell whether it was written; reading does.
Status SesamScheduler::Write(const Json& metadata, bool paused) {
    const auto written = node_.WriteMetadata(metadata);
    const auto seen = Read();
    if (seen && seen->is_paused == paused) return {};
    if (!written) return tl::make_unexpected(Masked(written.error().error));
    if (!seen) return tl::make_unexpected(seen.error());
    return EnvironmentError(
        fmt::format("{} took the setting and still shows the old one", Url()),
        "somebody else may be writing the node's metadata at the same time: try again");
}

std::string SesamScheduler::ByHand(const Json& words) const {
    const Json* value = Find(words, kMember);
    const std::string change = value == nullptr
                                   ? fmt::format("take {} out of it", kMember)
                                   : fmt::format("set {} in it to {}", kMember, Dump(*value));
    return fmt::format(
        "read {} (GET), {}, and send the whole object back (PUT); Sesam's portal shows it as the "
        "node's metadata",
        Url(), change);
}

}  // namespace plumb::dataflow
