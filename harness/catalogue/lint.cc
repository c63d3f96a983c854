#include "harness/catalogue/lint.h"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "harness/base/text.h"
#include "harness/catalogue/expand.h"
#include "harness/catalogue/reference.h"
#include "harness/catalogue/specimen.h"
#include "harness/catalogue/variants.h"
#include "harness/scenario/barriers.h"
#include "harness/scenario/needs.h"
#include "harness/scenario/step_lint.h"

namespace plumb::catalogue {

namespace {

using Problems = std::vector<Problem>;
using scenario::Basis;

/// Gathers problems, each once: many cases come from one template.
class Findings final {
  public:
    void Add(Problem problem) {
        if (std::find(problems_.begin(), problems_.end(), problem) == problems_.end()) {
            problems_.push_back(std::move(problem));
        }
    }
    void Add(Problems problems) {
        for (Problem& problem : problems) Add(std::move(problem));
    }
    Problems Take() { return std::move(problems_); }

  private:
    Problems problems_;
};

bool IsPropertyId(const std::string& id) {
    return id.size() >= 2 && id.size() <= 3 && id[0] == 'P' &&
           std::all_of(id.begin() + 1, id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

void LintWords(const CheckTemplate& check, Findings& findings) {
    if (!check.property.empty() && !IsPropertyId(check.property)) {
        findings.Add({fmt::format("'{}' is no property of a sync", Shorten(check.property, 60)),
                      check.place, "properties are named P1, P2 …"});
    }
    if (!check.summary.ends_with('.')) {
        findings.Add({"the summary is not a sentence", check.place, "end it with a full stop"});
    }
}

/// Columns that the steps ask for and that a table lacks.
void LintColumns(const CheckTemplate& check, const Catalogue& catalogue, Findings& findings) {
    if (!check.variants || !check.variants->HasTable()) return;
    const auto columns = ColumnsReferredTo(check.steps, check.variants->name);
    const auto tables = TablesOf(*check.variants, catalogue);
    if (tables.empty()) {
        findings.Add({fmt::format("there is no value table '{}'", check.variants->table),
                      check.variants->place, "tables stand in values/ beside the checks"});
    }
    if (columns.empty()) {
        findings.Add({fmt::format("the steps use no column of '{}'", check.variants->name),
                      check.variants->place,
                      fmt::format("a column is ${}.value", check.variants->name)});
    }
    for (const auto& [column, place] : columns) {
        if (column == "at-target") continue;
        std::string lacking;
        for (const ValueTable* table : tables) {
            const auto& known = table->columns;
            if (std::find(known.begin(), known.end(), column) != known.end()) continue;
            lacking += (lacking.empty() ? "" : ", ") + table->name;
        }
        if (lacking.empty()) continue;
        findings.Add({fmt::format("there is no column '{}' in the value table {}", column, lacking),
                      place, "the columns stand in the head of the table"});
    }
}

void LintNeeds(const CheckTemplate& check, const std::vector<scenario::Step>& steps,
               Findings& findings) {
    for (const target::Capability need : scenario::NeedsOf(steps)) {
        // Links can be replaced by probes, so no check has to declare them.
        if (need == target::Capability::kLinks || check.needs.contains(need)) continue;
        findings.Add({fmt::format("the steps need '{}'", target::ToString(need)), check.place,
                      fmt::format("declare it: needs: [{}]", target::ToString(need))});
    }
}

/// Tries one template on the specimen.
void LintCases(const CheckTemplate& check, const Catalogue& catalogue, Findings& findings) {
    static const checklist::Checklist kChecklist = SpecimenChecklist();
    static const std::vector<target::Profile> kProfiles = SpecimenProfiles();
    const Catalogue alone{.checks = {check}, .tables = catalogue.tables, .text = {}};
    const auto instances = Expand(kChecklist, alone, kProfiles);
    if (!instances) return findings.Add(instances.error().problems);
    bool applies = false;
    for (const Instance& instance : *instances) {
        applies = applies || !instance.skip;
        if (instance.skip) continue;
        findings.Add(scenario::LintSteps(instance.steps, instance.basis == Basis::kObserved));
        findings.Add(scenario::LintBarriers(instance.steps, check.start_after));
        LintNeeds(check, instance.steps, findings);
    }
    if (applies) return;
    findings.Add({fmt::format("the check '{}' applies to nothing", check.check), check.place,
                  "its 'when' can never hold, or no table has the rows that it names"});
}

void LintUnusedTables(const Catalogue& catalogue, Findings& findings) {
    std::set<const ValueTable*> used;
    for (const CheckTemplate& check : catalogue.checks) {
        if (!check.variants) continue;
        for (const ValueTable* table : TablesOf(*check.variants, catalogue)) used.insert(table);
    }
    for (const auto& [name, table] : catalogue.tables) {
        if (used.contains(&table) || table.rows.empty()) continue;
        findings.Add({fmt::format("no check uses the value table '{}'", name),
                      table.rows.front().place, ""});
    }
}

}  // namespace

std::vector<Problem> Lint(const Catalogue& catalogue) {
    Findings findings;
    for (const CheckTemplate& check : catalogue.checks) {
        LintWords(check, findings);
        LintColumns(check, catalogue, findings);
        LintCases(check, catalogue, findings);
    }
    LintUnusedTables(catalogue, findings);
    return findings.Take();
}

}  // namespace plumb::catalogue
