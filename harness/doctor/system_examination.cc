#include "harness/doctor/system_examination.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>
#include <cstdlib>
#include <map>
#include <regex>
#include <set>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/url.h"
#include "harness/system/lock_record.h"

namespace plumb::doctor {

namespace {

using system::Deed;
using system::Trial;
using target::Entity;

constexpr Milliseconds kClockOff = 5'000;

Finding Broken(const std::string& what, const Error& error) {
    const Problem& problem = error.problems.front();
    return {State::kBroken, fmt::format("{}: {}", what, problem.message), problem.hint};
}

std::string_view Name(Deed deed) {
    switch (deed) {
        case Deed::kCreate:
            return "created";
        case Deed::kEdit:
            return "edited";
        case Deed::kDelete:
            return "deleted";
    }
    return "";
}

/// The tag that every record of every run bears (`run::ValueMaker`, `run::Maker`).
bool BearsARunsTag(const system::Record& record, const Entity& entity) {
    static const std::regex kTag("p[0-9a-z]{7}(c[0-9]+qr[0-9]+i[0-9]+z|ctl[0-9]|parent|pre)",
                                 std::regex::icase);
    return std::regex_search(TextAt(record.fields, entity.tag_field), kTag);
}

class Examiner final {
  public:
    Examiner(system::System& system, const SystemSubject& subject, const Observer& observer)
        : system_(system), subject_(subject), observer_(observer) {}

    Examination Run() {
        for (const std::string& id : subject_.entities) {
            const Entity* entity = system_.GetProfile().FindEntity(id);
            if (entity != nullptr) LookAt(*entity);
        }
        if (!system_.GetProfile().lock)
            Add(State::kNote,
                "nothing keeps a second run out: the profile names no record as "
                "`lock`");
        // Told first, though only the answers to the rest tell it.
        std::vector<Finding> of_records = std::exchange(examination_.findings, {});
        for (const auto& [base, how] : system_.GetProfile().access) LookAtServer(base, how);
        std::ranges::move(of_records, std::back_inserter(examination_.findings));
        return std::move(examination_);
    }

  private:
    void Add(State state, std::string what, std::string to_do = {}) {
        examination_.findings.push_back({state, std::move(what), std::move(to_do)});
    }

    void LookAt(const Entity& entity) {
        const auto records = system_.List(entity, {"", "examine: list the " + entity.id});
        if (!records) {
            examination_.findings.push_back(
                Broken(fmt::format("{} cannot be read", entity.id), records.error()));
            return;
        }
        Add(State::kFine, fmt::format("{}: {} can be read", entity.id, records->size()));
        LookForLocks(entity, *records);
        LookForLeftovers(entity, *records);
        LookAtParents(entity, *records);
        LookAtRights(entity);
        LookAtLimit(entity);
    }

    void LookForLocks(const Entity& entity, const std::vector<system::Record>& records) {
        const auto& form = system_.GetProfile().lock;
        if (!form || form->entity != entity.id) return;
        for (const system::Record& record : records) {
            const auto lock = system::LockIn(*form, entity, record);
            if (!lock) continue;
            const std::string url = system_.UrlOf(entity, lock->id, "");
            if (lock->HoldsAt(system_.Now())) {
                Add(State::kBroken, fmt::format("taken: {}, says {}", system::WhoseIs(*lock), url),
                    system::WhatToDoAbout(*lock));
            } else {
                Add(State::kDoubtful,
                    fmt::format("the lock of the run {} at {} lapsed at {}; runs pass it",
                                lock->run, url, FormatTime(*lock->until)),
                    fmt::format("`plumb cleanup LEDGER` on {} removes what that run has left",
                                lock->host));
            }
        }
    }

    void LookForLeftovers(const Entity& entity, const std::vector<system::Record>& records) {
        const auto left = std::ranges::count_if(
            records, [&](const auto& record) { return BearsARunsTag(record, entity); });
        if (left == 0) return;
        Add(State::kDoubtful,
            fmt::format("{}: {} of them are left of a run, or of one that is at work", entity.id,
                        left),
            "remove them with `plumb cleanup LEDGER`, whose ledger lies beside that run's journal");
    }

    /// Which kinds of parents have records here, as far as the records themselves tell.
    void LookAtParents(const Entity& entity, const std::vector<system::Record>& records) {
        if (entity.parent.empty()) return;
        std::map<std::string, int> kinds;
        for (const system::Record& record : records) {
            for (const auto& [kind, path] : entity.parent_kinds) {
                const Json* value = Find(record.fields, path);
                if (value != nullptr && !value->is_null()) ++kinds[kind];
            }
        }
        std::vector<std::string> seen;
        for (const auto& [kind, count] : kinds)
            seen.push_back(fmt::format("{} of a {}", count, kind));
        if (!seen.empty()) {
            Add(State::kNote, fmt::format("{}: {}; a run puts its own under one of the {} that it "
                                          "makes",
                                          entity.id, fmt::join(seen, ", "), entity.parent));
            return;
        }
        Add(State::kUnknown,
            fmt::format("{}: which kinds of parents take them: no record tells it", entity.id),
            fmt::format("a run puts its own under one of the {} that it makes, and stops when "
                        "that is refused",
                        entity.parent));
    }

    void LookAtRights(const Entity& entity) {
        if (!entity.probe) {
            Add(State::kUnknown,
                fmt::format("{}: whether they may be created, edited and deleted", entity.id),
                "its profile names no `probe`; a run finds it out");
            return;
        }
        std::vector<std::string_view> allowed;
        for (const Deed deed : {Deed::kCreate, Deed::kEdit, Deed::kDelete}) {
            const auto tried = system_.Try(
                entity, deed, {"", fmt::format("examine: may {} be {}", entity.id, Name(deed))});
            if (!tried) {
                examination_.findings.push_back(
                    Broken(fmt::format("{} may not be {}", entity.id, Name(deed)), tried.error()));
                continue;
            }
            allowed.push_back(Name(deed));
            if (*tried == Trial::kDone)
                Add(State::kDoubtful,
                    fmt::format("{}: what cannot exist was {} nevertheless", entity.id, Name(deed)),
                    "the `probe` of its profile does not fit this system; look whether something "
                    "was left there");
        }
        if (!allowed.empty())
            Add(State::kFine, fmt::format("{}: may be {}", entity.id, fmt::join(allowed, ", ")));
    }

    void LookAtLimit(const Entity& entity) {
        if (!subject_.safety) return;
        const auto most = subject_.safety->max_records.find(
            fmt::format("{}.{}", system_.GetProfile().id, entity.id));
        if (most == subject_.safety->max_records.end()) return;
        Add(State::kNote, fmt::format("{}: a run keeps at most {} of its own at a time", entity.id,
                                      most->second));
    }

    void LookAtServer(const std::string& base, const target::Access& how) {
        const auto url = subject_.access.values.find(base);
        if (url == subject_.access.values.end()) return;
        const auto seen = observer_.At(url->second);
        if (!seen) return;  // why is told where it was asked for something
        const auto parsed = ParseUrl(url->second);
        const bool secure = parsed && parsed->scheme == "https";
        if (told_.insert(seen->origin).second) {
            Add(State::kFine,
                fmt::format(
                    "{} answers, in {} ms at best; {}", seen->origin, seen->fastest,
                    secure ? "its certificate is verified" : "without TLS, on this machine"));
            if (auto ending = FindingOnCertificate(*seen))
                examination_.findings.push_back(*std::move(ending));
            LookAtClock(*seen);
            LookAtThrottling(*seen);
        }
        if (how.requests_per_second > 0 && !subject_.access.admin)
            Add(State::kNote, fmt::format("{}: a run sends at most {} requests a second", base,
                                          how.requests_per_second));
    }

    void LookAtClock(const ServerSeen& seen) {
        if (!seen.ahead) {
            Add(State::kUnknown, seen.origin + ": its time; its answers bear no date");
        } else if (std::llabs(*seen.ahead) > kClockOff) {
            Add(State::kDoubtful,
                fmt::format("{}: its clock is {} seconds {} this machine's", seen.origin,
                            std::llabs(*seen.ahead) / 1000,
                            *seen.ahead > 0 ? "ahead of" : "behind"),
                "set this machine's clock (NTP); time stamps of evidence and the ends of tokens "
                "are read by it");
        } else {
            Add(State::kFine, seen.origin + ": its clock is this machine's");
        }
    }

    void LookAtThrottling(const ServerSeen& seen) {
        if (seen.throttled == 0) return;
        Add(State::kDoubtful,
            fmt::format("{}: {} of {} answers were 429: its limit was used up", seen.origin,
                        seen.throttled, seen.answers),
            "find out what else uses this key; a run waits, and takes longer");
    }

    system::System& system_;
    const SystemSubject& subject_;
    const Observer& observer_;
    Examination examination_;
    std::set<std::string> told_;  ///< origins
};

}  // namespace

Examination ExamineSystem(system::System& system, const SystemSubject& subject,
                          const Observer& observer) {
    Examination examination = Examiner(system, subject, observer).Run();
    examination.title = system.GetProfile().title;
    return examination;
}

}  // namespace plumb::doctor
