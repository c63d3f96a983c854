#include "harness/plan/level.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "harness/plan/cost.h"

namespace plumb::plan {

namespace {

using scenario::Basis;

constexpr int kSmokeRecords = 8;

/// A clause, and on what a case's claim about it rests.
using Claim = std::pair<std::string, Basis>;

std::vector<Claim> ClaimsOf(const Case& one) {
    const bool counts = one.basis == Basis::kStated || one.basis == Basis::kImplied ||
                        one.basis == Basis::kAssumed;
    std::vector<Claim> claims;
    if (!counts) return claims;
    for (const std::string& clause : one.clauses) claims.emplace_back(clause, one.basis);
    return claims;
}

/// What a case takes, least first: one that can be run, without restarts and faults, with few
/// writes and few syncs.
using Price = std::tuple<int, bool, int, int>;

Price PriceOf(const Case& one, const catalogue::Context& context, int page) {
    const int hindrance = !one.skip ? 0 : one.skip->missing_need ? 1 : 2;
    const int writes = LoadOf(one, context, page).writes + OverheadOf({&one}, context).writes;
    return {hindrance, one.group != Group::kTogether, writes, one.start_after + one.syncs};
}

/// Which cases are in, and which claims they decide.
class Keeping final {
  public:
    explicit Keeping(const std::vector<Case>& cases) : cases_(cases), kept_(cases.size(), false) {}

    void Keep(std::size_t index) {
        kept_[index] = true;
        for (Claim& claim : ClaimsOf(cases_[index])) decided_.insert(std::move(claim));
    }
    bool IsDecided(const Claim& claim) const { return decided_.contains(claim); }
    const std::vector<bool>& Kept() const { return kept_; }

  private:
    const std::vector<Case>& cases_;
    std::vector<bool> kept_;
    std::set<Claim> decided_;
};

}  // namespace

std::optional<Level> ParseLevel(std::string_view text) {
    if (text == "full") return Level::kFull;
    if (text == "smoke") return Level::kSmoke;
    return std::nullopt;
}

RecordLimits LimitsOf(Level level, const RecordLimits& limits, const catalogue::Context& context) {
    RecordLimits all = limits;
    if (level == Level::kFull) return all;
    for (const checklist::Flow& flow : context.GetChecklist().flows) {
        for (const auto side : {checklist::Side::kSource, checklist::Side::kTarget}) {
            int& limit = all.emplace(context.KeyOn(flow, side), kSmokeRecords).first->second;
            limit = std::min(limit, kSmokeRecords);
        }
    }
    return all;
}

void KeepSmoke(std::vector<Case>& cases, const catalogue::Context& context, int page) {
    Keeping keeping(cases);
    std::map<Claim, std::vector<std::size_t>> by_claim;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const std::vector<Claim> claims = ClaimsOf(cases[i]);
        for (const Claim& claim : claims) by_claim[claim].push_back(i);
        if (cases[i].smoke && !cases[i].skip && !claims.empty()) keeping.Keep(i);
    }
    for (const auto& [claim, candidates] : by_claim) {
        if (keeping.IsDecided(claim)) continue;
        keeping.Keep(*std::ranges::min_element(candidates, {}, [&](std::size_t index) {
            return PriceOf(cases[index], context, page);
        }));
    }
    std::vector<Case> kept;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        if (keeping.Kept()[i]) kept.push_back(std::move(cases[i]));
    }
    cases = std::move(kept);
}

}  // namespace plumb::plan
