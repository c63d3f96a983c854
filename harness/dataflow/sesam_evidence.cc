#include "harness/dataflow/sesam_evidence.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/dataflow/dataset_watch.h"

namespace plumb::dataflow {

namespace {

constexpr int kPerRequest = 1000;
constexpr int kMaxRequests = 10;  ///< of one dataset or log after one round
constexpr std::size_t kMaxShown = 20;
constexpr std::size_t kBytesShown = 1000;
constexpr std::size_t kMaxWritten = 5;

/// What people want to know first stands first, since the end may be cut off.
std::string Rejection(const std::string& dataset, const Json& entity) {
    const std::string error = TextAt(entity, "$error");
    return fmt::format("rejected write in dataset '{}': {}{}{}: {}", dataset, TextAt(entity, "_id"),
                       error.empty() ? "" : ": ", Shorten(error, 300), Dump(entity));
}

std::string Counted(std::size_t count, const char* what) {
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

SesamEvidence::SesamEvidence(const target::SesamDataflow& flow, const Secrets& secrets,
                             std::function<bool(std::string_view)> is_ours)
    : flow_(flow), secrets_(secrets), is_ours_(std::move(is_ours)) {}

void SesamEvidence::Begin(SesamNode& node) {
    last_written_.clear();
    for (const std::string& pipe : flow_.pipes) {
        if (logs_.contains(pipe) || unreadable_.contains(pipe)) continue;
        const auto newest = node.NewestInLog(pipe);
        if (newest && *newest) {
            logs_[pipe] = **newest;
        } else {
            GiveUpLog(pipe, newest ? "the node keeps none"
                                   : std::string(Trim(ToString(newest.error().error))));
        }
    }
}

void SesamEvidence::GiveUpLog(const std::string& pipe, const std::string& why) {
    unreadable_.insert(pipe);
    if (std::exchange(told_unreadable_, true)) return;
    remarks_.push_back(secrets_.MaskShortened(
        fmt::format("the execution log of pipe '{}' cannot be read, so that failed runs in it are "
                    "not shown: {}",
                    pipe, why),
        kBytesShown));
}

void SesamEvidence::Forget() {
    logs_.clear();
    unreadable_.clear();
}

NodeResult<std::monostate> SesamEvidence::ReadShares(
    SesamNode& node, const std::map<std::string, std::string>& newest) {
    std::map<std::string, std::string> written;
    std::swap(written, last_written_);
    for (const std::string& dataset : flow_.share_datasets) {
        const auto end = newest.find(dataset);
        std::string& seen = seen_[dataset];
        if (end == newest.end() || end->second == seen) continue;
        for (int request = 0; request < kMaxRequests; ++request) {
            const auto page = node.EntitiesSince(dataset, seen, kPerRequest, true);
            if (!page) return tl::make_unexpected(page.error());
            TakeShared(dataset, *page);
            if (page->size() < static_cast<std::size_t>(kPerRequest)) break;
            seen = UpdatedOf(page->back());
        }
        seen = end->second;
    }
    if (last_written_.empty()) last_written_ = std::move(written);
    return std::monostate{};
}

void SesamEvidence::TakeShared(const std::string& dataset, const Json& entities) {
    std::vector<std::string> ours;
    std::size_t more = 0;
    std::size_t others = 0;
    for (const Json& entity : entities) {
        const std::string id = entity.is_object() ? TextAt(entity, "_id") : "";
        const bool own = IsOurs(Dump(entity));
        if (!own) ++others;
        if (own && ours.size() < kMaxWritten) {
            ours.push_back(id);
        } else if (own) {
            ++more;
        }
        if (!IsRejectedWrite(entity)) continue;
        const std::string text = Rejection(dataset, entity);
        if (own) {
            Add(rejected_, text);
        } else {
            ++rejected_.others;
        }
        if (WriteStatusOf(entity) == 429 || TellsOfThrottling(TextAt(entity, "$error")))
            NoteThrottling(fmt::format("a write in dataset '{}'", dataset),
                           own ? text : "of a record that is not of this run");
    }
    if (ours.empty() && others == 0) return;
    if (more > 0) ours.push_back(fmt::format("{} more", more));
    if (others > 0) ours.push_back(Counted(others, "record") + " that are not of this run");
    last_written_[dataset] = secrets_.Mask(fmt::format("{}", fmt::join(ours, ", ")));
}

void SesamEvidence::Add(Found& found, const std::string& text) {
    if (found.texts.size() >= kMaxShown) {
        ++found.more;
    } else {
        found.texts.push_back(secrets_.MaskShortened(text, kBytesShown));
    }
}

void SesamEvidence::NoteThrottling(const std::string& who, const std::string& text) {
    if (throttled_.empty()) throttled_ = secrets_.MaskShortened(who + ": " + text, 300);
}

void SesamEvidence::ReadLogs(SesamNode& node) {
    for (const std::string& pipe : flow_.pipes) {
        if (!logs_.contains(pipe) || unreadable_.contains(pipe)) continue;
        if (const auto read = ReadLog(node, pipe); !read)
            GiveUpLog(pipe, std::string(Trim(ToString(read.error().error))));
    }
}

NodeResult<std::monostate> SesamEvidence::ReadLog(SesamNode& node, const std::string& pipe) {
    std::string& since = logs_[pipe];
    for (int request = 0; request < kMaxRequests; ++request) {
        const auto page = node.LogSince(pipe, since, kPerRequest);
        if (!page) return tl::make_unexpected(page.error());
        for (const Json& entry : *page) {
            if (const auto failure = ReadLogEntry(entry)) TakeFailure(pipe, *failure);
        }
        if (page->empty()) break;
        std::string reached = UpdatedOf(page->back());
        if (reached.empty() || reached == since) break;
        since = std::move(reached);
        if (page->size() < static_cast<std::size_t>(kPerRequest)) break;
    }
    return std::monostate{};
}

/// Of a run that failed it is told why, whosever record it met.
void SesamEvidence::TakeFailure(const std::string& pipe, const LoggedFailure& failure) {
    const std::string who = fmt::format("execution log of pipe '{}'", pipe);
    const std::string entity = failure.entity.is_null() ? "" : Dump(failure.entity);
    const bool own = IsOurs(entity.empty() ? failure.what + " " + failure.message : entity);
    const std::string message = Shorten(WithoutOthersAddresses(failure.message), 500);
    if (TellsOfThrottling(failure.message)) NoteThrottling(who, message);
    if (failure.is_write && !own) {
        ++failed_.others;
        return;
    }
    std::string text = fmt::format("{}: {}: {}", who, failure.what, message);
    if (own && !entity.empty()) text += ": " + entity;
    Add(failed_, text);
}

void SesamEvidence::Tell(SyncReport& report) {
    const auto tell = [&](Found& found, const char* what) {
        std::ranges::move(found.texts, std::back_inserter(report.evidence));
        if (found.more > 0) report.evidence.push_back(fmt::format("{} more {}s", found.more, what));
        if (found.others > 0) {
            report.evidence.push_back(
                fmt::format("{} of records that are not of this run: counted, not kept",
                            Counted(static_cast<std::size_t>(found.others), what)));
        }
        found = {};
    };
    std::ranges::move(std::exchange(remarks_, {}), std::back_inserter(report.evidence));
    tell(rejected_, "rejected write");
    tell(failed_, "failure");
    if (report.throttled.empty()) report.throttled = std::exchange(throttled_, {});
    throttled_.clear();
}

std::string SesamEvidence::WithoutOthersAddresses(std::string_view text) const {
    constexpr std::string_view kEnds = " \t\r\n\"'<>()[]{},;:=|";
    std::string kept;
    while (true) {
        const std::size_t at = text.find('@');
        if (at == std::string_view::npos) return kept + std::string(text);
        const std::size_t before = text.substr(0, at).find_last_of(kEnds);
        const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
        const std::size_t end = std::min(text.find_first_of(kEnds, at), text.size());
        const std::string address(text.substr(begin, end - begin));
        kept += text.substr(0, begin);
        kept += IsOurs(address) ? address : std::string("(an address)");
        text.remove_prefix(end);
    }
}

std::string SesamEvidence::LastWritten() const {
    std::string text;
    for (const auto& [dataset, records] : last_written_)
        text += fmt::format("{}dataset '{}': {}", text.empty() ? "" : "; ", dataset, records);
    return text;
}

}  // namespace plumb::dataflow
