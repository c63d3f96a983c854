#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>

#include "harness/run/arrivals.h"
#include "harness/run/cast.h"
#include "harness/run/needs.h"
#include "harness/run/state.h"
#include "harness/scenario/step.h"
#include "harness/scenario/verdict.h"

namespace plumb::run {

/// What one expectation came to.
struct Finding {
    scenario::Verdict verdict = scenario::Verdict::kPass;
    std::string expected;
    std::string seen;
    nlohmann::json before, after;
    /// More rounds of the sync that was last might have made it another one.
    bool may_change = false;
};

/// Judges expectations on what was seen after the last barrier. Three rules hold for all of them
/// (design, section 2): what the data flow did wrong is `fail`, whatever else happened; what it
/// should have done and did not is `fail` once the driver has reported quiet; and that nothing
/// happened is believed only together with a control that arrived. Where quiet can only be assumed,
/// a control that arrived within its window stands for it. What is missing after a sync that failed
/// by faults that no step had asked for is `inconclusive`.
class Judge final {
  public:
    Judge(const World& world, State& state, const Arrivals& arrivals, Cast& cast, bool probe)
        : world_(world), state_(state), arrivals_(arrivals), cast_(cast), probe_(probe) {}

    Finding operator()(const scenario::Linked& expectation);
    Finding operator()(const scenario::Unlinked& expectation);
    Finding operator()(const scenario::CountIs& expectation);
    Finding operator()(const scenario::NoneResembling& expectation);
    Finding operator()(const scenario::ValueIs& expectation);
    Finding operator()(const scenario::Agree& expectation);
    Finding operator()(const scenario::Unchanged& expectation);
    Finding operator()(const scenario::Writes& expectation);
    Finding operator()(const scenario::BecomesQuiet& expectation);

  private:
    /// How a value of one record becomes one of another: over no pair (the same kind of record),
    /// one, or two (two targets of one source).
    struct Way {
        std::string path;  ///< at the record that it begins at
        std::vector<std::pair<checklist::Property, Side>> hops;  ///< each with the side it leaves

        std::optional<Json> Carry(Json value) const;
    };

    const checklist::Flow& FlowOf(const std::string& id) const;
    /// To `path` of the record `to`; nullopt when nothing that is kept in sync leads there.
    std::optional<Way> WayBetween(const Held& from, const Held& to, const std::string& path) const;
    bool IsUnderTest(const Held& at, const std::string& path, const Held& other) const;

    /// Something was seen that must not be.
    Finding Wrong(std::string expected, std::string seen) const;
    /// Something that must have happened was not seen.
    Finding Missing(std::string expected, std::string seen, const std::string& flow,
                    Side direction) const;
    /// The same of a record that the data flow has yet to create.
    Finding Uncreated(std::string expected, const Held& held) const;
    /// Nothing happened, as it should: believed with a control of every side that the case touched.
    Finding Nothing(std::string expected, std::string seen, const std::string& flow) const;
    static Finding Unknown(std::string expected, const Error& error);
    /// Why the data flow may not have read a person's edit of one of these; "" when it must have.
    std::string MayBeUnread(const std::vector<Held>& a, const std::vector<Held>& b) const;
    /// The same where a record counts that has what an edit of these values replaced.
    std::string MayBeOutdated(const std::vector<std::pair<std::string, Json>>& values) const;
    /// What has become of one of these after a person deleted another record, of which no document
    /// says anything; "" when they are as a person left them.
    std::string MayHaveFollowed(const std::vector<Held>& a, const std::vector<Held>& b);
    static Finding Undecided(std::string expected, std::string why);

    /// Ids of the case's own records of this entity.
    std::set<std::string> OwnIds(Side side, const target::Entity& entity) const;
    Finding JudgeValue(const scenario::ValueIs& expectation, Held& held);
    std::optional<Json> ExpectedOf(const scenario::ValueIs& expectation, Held& held);
    Finding JudgeAgreement(const scenario::Agree& expectation, const std::string& path);
    Result<const system::Record*> Now(const Held& held);

    const World& world_;
    State& state_;
    const Arrivals& arrivals_;
    Cast& cast_;
    bool probe_;
};

/// A value as findings show it, at most 400 characters.
std::string Quoted(const Json& value);

/// A named or new fresh value for `path` of this record.
Json FreshValue(const World& world, Cast& cast, const Held& held, const std::string& path,
                const scenario::Fresh& fresh);

}  // namespace plumb::run
