#include "harness/plan/outlook.h"

#include <algorithm>

#include "harness/catalogue/clause.h"

namespace plumb::plan {

namespace {

using scenario::Expect;

constexpr std::string_view kUndecidable =
    "cannot be decided in full: links cannot be read and nothing that is kept in sync could show "
    "them by a probe";

bool AsksForLinks(const Case& one) {
    return std::any_of(one.steps.begin(), one.steps.end(), [](const scenario::Step& step) {
        const auto* expect = std::get_if<Expect>(&step.action);
        return expect != nullptr && (std::holds_alternative<scenario::Linked>(expect->what) ||
                                     std::holds_alternative<scenario::Unlinked>(expect->what));
    });
}

bool IsProbed(const Case& one) {
    return std::any_of(one.steps.begin(), one.steps.end(),
                       [](const scenario::Step& step) { return step.appended; });
}

void AddOnce(std::vector<std::string>& texts, const std::string& text) {
    if (std::find(texts.begin(), texts.end(), text) == texts.end()) texts.push_back(text);
}

/// Gathers what is said of one clause.
struct Gathering {
    ClauseOutlook outlook;
    bool runs = false;
    bool links = false;
    bool probes = false;
    bool undecidable = false;
    std::string skip;  ///< of the first skipped case

    void Take(const Case& one, const target::Capabilities& capabilities,
              const std::set<std::string>& undecidable_ids) {
        outlook.cases += 1;
        if (one.skip) {
            if (skip.empty()) skip = one.skip->reason;
            if (one.skip->missing_need) AddOnce(outlook.missing, one.skip->reason);
            return;
        }
        runs = true;
        undecidable = undecidable || undecidable_ids.contains(one.id);
        probes = probes || IsProbed(one);
        links = links || (capabilities.contains(target::Capability::kLinks) && AsksForLinks(one));
    }

    std::string How() const {
        if (outlook.cases == 0) return "no case is selected";
        if (!runs) return "no case can be run: " + skip;
        if (undecidable) return std::string(kUndecidable);
        if (probes) return "probes";
        return links ? "links" : "reading both systems";
    }
};

}  // namespace

std::vector<ClauseOutlook> OutlookOf(const checklist::Checklist& checklist,
                                     const std::vector<Case>& cases,
                                     const target::Capabilities& capabilities,
                                     const std::set<std::string>& undecidable) {
    std::vector<ClauseOutlook> outlooks;
    for (const catalogue::Clause& clause : catalogue::ClausesOf(checklist)) {
        Gathering gathering;
        gathering.outlook.clause = clause.id;
        gathering.outlook.sentence = clause.sentence;
        for (const Case& one : cases) {
            const auto& clauses = one.clauses;
            if (std::find(clauses.begin(), clauses.end(), clause.id) == clauses.end()) continue;
            gathering.Take(one, capabilities, undecidable);
        }
        gathering.outlook.how = gathering.How();
        if (gathering.undecidable) {
            AddOnce(gathering.outlook.missing,
                    "links: add `links:` to the target's dataflow section");
        }
        outlooks.push_back(std::move(gathering.outlook));
    }
    return outlooks;
}

}  // namespace plumb::plan
