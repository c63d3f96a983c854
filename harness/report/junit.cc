#include "harness/report/junit.h"

#include <fmt/format.h>

#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "harness/base/text.h"
#include "harness/report/tenant.h"
#include "harness/report/visible.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

using scenario::Verdict;

constexpr std::size_t kTextBytes = 4000;

/// XML 1.0 has no form at all for control characters; their names stand for them.
std::string Safe(std::string_view text) {
    return Visible(Shorten(text, kTextBytes));
}

void Set(pugi::xml_node node, const char* name, const std::string& value) {
    node.append_attribute(name).set_value(Safe(value).c_str());
}

void AddText(pugi::xml_node node, const char* name, const std::string& text) {
    node.append_child(name).append_child(pugi::node_pcdata).set_value(Safe(text).c_str());
}

void AddProperty(pugi::xml_node properties, const char* name, const std::string& value) {
    if (value.empty()) return;
    pugi::xml_node property = properties.append_child("property");
    Set(property, "name", name);
    Set(property, "value", value);
}

std::string Seconds(double milliseconds) {
    return fmt::format("{:.3f}", milliseconds / 1000);
}

std::string TimeStamp(Milliseconds time) {
    return FormatTime(time).substr(0, 19);
}

// --- one case -----------------------------------------------------------------------------------

std::string EvidenceOf(const ReportModel& model, const CaseResult& result) {
    std::string text =
        fmt::format("{}: {}\n{}\n", WordFor(result), ReasonOf(result), result.planned.summary);
    if (result.deviation) text += InWords(model.deviations[*result.deviation].entry) + "\n";
    if (!result.judged.confirmed.empty()) text += result.judged.confirmed + "\n";
    if (result.verdict == Verdict::kPass) return text;
    for (const journal::Judged& judged : result.judged.expectations) {
        text += fmt::format("{}: {}\n    expected: {}\n    seen:     {}\n", judged.verdict,
                            judged.expectation, judged.expected, judged.seen);
    }
    for (const journal::Moment& moment : result.judged.timeline) {
        text += fmt::format("{} {}: {}\n", TimeOfDay(moment.at), moment.lane, moment.text);
    }
    return text + "repeat: " + result.repeat + "\n";
}

void AddOutcome(pugi::xml_node test, const CaseResult& result) {
    const char* element = "skipped";
    if (result.verdict == Verdict::kPass || result.verdict == Verdict::kObserved) return;
    // Never a pass; and as a failure it would stop what its list was written to let through.
    if (result.verdict == Verdict::kFail && !result.deviation) element = "failure";
    if (result.verdict == Verdict::kError) element = "error";
    pugi::xml_node outcome = test.append_child(element);
    Set(outcome, "type", std::string(WordFor(result)));
    Set(outcome, "message", fmt::format("{}: {}", WordFor(result), VisibleLine(ReasonOf(result))));
}

void AddCase(pugi::xml_node suite, const ReportModel& model, const CaseResult& result) {
    pugi::xml_node test = suite.append_child("testcase");
    Set(test, "classname", result.planned.flow);
    Set(test, "name", result.planned.check + "/" + result.planned.variant);
    Set(test, "time", Seconds(result.judged.took_ms));
    AddOutcome(test, result);
    AddText(test, "system-out", EvidenceOf(model, result));
}

// --- suites -------------------------------------------------------------------------------------

struct Suite {
    std::vector<const CaseResult*> cases;
    Counts counts;
    double took_ms = 0;
};

/// By the clauses and the basis of the cases, in the order of the first case of each.
std::vector<Suite> SuitesOf(const ReportModel& model) {
    std::map<std::pair<std::vector<std::string>, scenario::Basis>, std::size_t> known;
    std::vector<Suite> suites;
    for (const CaseResult& result : model.cases) {
        const auto [found, is_new] =
            known.try_emplace({result.planned.clauses, result.basis}, suites.size());
        if (is_new) suites.emplace_back();
        Suite& suite = suites[found->second];
        suite.cases.push_back(&result);
        suite.took_ms += result.judged.took_ms;
        if (result.verdict == Verdict::kFail && !result.deviation) ++suite.counts.fail;
        if (result.verdict == Verdict::kError) ++suite.counts.error;
        if (!result.verdict || result.deviation || result.verdict == Verdict::kSkipped ||
            result.verdict == Verdict::kInconclusive) {
            ++suite.counts.skipped;
        }
    }
    return suites;
}

using ClausesById = std::map<std::string, const ClauseResult*>;

void AddProperties(pugi::xml_node node, const ReportModel& model, const CaseResult& first,
                   const ClausesById& clauses) {
    pugi::xml_node properties = node.append_child("properties");
    for (const std::string& id : first.planned.clauses) {
        AddProperty(properties, "clause", id);
        const auto clause = clauses.find(id);
        if (clause == clauses.end()) continue;
        AddProperty(properties, "sentence", clause->second->sentence);
        if (clause->second->line > 0) {
            AddProperty(properties, "line", std::to_string(clause->second->line));
        }
        AddProperty(properties, "judgement", std::string(ToString(clause->second->judgement)));
    }
    AddProperty(properties, "basis", std::string(scenario::ToString(first.basis)));
    AddProperty(properties, "gated", first.gated ? "true" : "false");
    const journal::RunStarted& run = model.Run();
    AddProperty(properties, "document", model.document);
    AddProperty(properties, "plumb", run.version);
    AddProperty(properties, "run", run.run);
    AddProperty(properties, "seed", std::to_string(run.seed));
}

pugi::xml_node AddSuite(pugi::xml_node root, const ReportModel& model, const std::string& name,
                        const Suite& suite) {
    pugi::xml_node node = root.append_child("testsuite");
    Set(node, "name", name);
    Set(node, "tests", std::to_string(suite.cases.size()));
    Set(node, "failures", std::to_string(suite.counts.fail));
    Set(node, "errors", std::to_string(suite.counts.error));
    Set(node, "skipped", std::to_string(suite.counts.skipped));
    Set(node, "time", Seconds(suite.took_ms));
    Set(node, "timestamp", TimeStamp(model.begin));
    return node;
}

/// A run that did not reach its end must not look like one in which nothing went wrong.
void AddIncomplete(pugi::xml_node root, const ReportModel& model) {
    Suite suite;
    suite.counts.error = 1;
    pugi::xml_node node = AddSuite(root, model, "plumb", suite);
    node.attribute("tests").set_value("1");
    pugi::xml_node test = node.append_child("testcase");
    Set(test, "classname", "plumb");
    Set(test, "name", "the run reaches its end");
    Set(test, "time", "0.000");
    pugi::xml_node error = test.append_child("error");
    Set(error, "type", "incomplete");
    Set(error, "message", "the run did not reach its end: " + VisibleLine(model.incomplete_why));
}

/// Entries of the list of known deviations that no longer hold: what they say, by case or pattern.
std::vector<std::pair<std::string, std::string>> NoLonger(const ReportModel& model) {
    std::vector<std::pair<std::string, std::string>> all;
    for (const DeviationResult& known : model.deviations) {
        if (!known.no_longer.empty()) all.emplace_back(known.entry.cases, known.no_longer.front());
    }
    return all;
}

void AddListTrouble(pugi::xml_node root, const ReportModel& model) {
    const auto all = NoLonger(model);
    if (all.empty()) return;
    Suite suite;
    suite.counts.fail = static_cast<int>(all.size());
    pugi::xml_node node = AddSuite(root, model, "known deviations", suite);
    node.attribute("tests").set_value(std::to_string(all.size()).c_str());
    for (const auto& [cases, why] : all) {
        pugi::xml_node test = node.append_child("testcase");
        Set(test, "classname", "known deviations");
        Set(test, "name", cases);
        Set(test, "time", "0.000");
        pugi::xml_node failure = test.append_child("failure");
        Set(failure, "type", "known deviation");
        Set(failure, "message", VisibleLine(why));
    }
}

/// Clauses that a run of the whole checklist had no case for.
std::vector<std::string> UntestedIn(const ReportModel& model) {
    std::vector<std::string> all;
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) {
            if (clause.judgement == Judgement::kUntested) all.push_back(clause.id);
        }
    }
    return all;
}

void AddUntested(pugi::xml_node root, const ReportModel& model) {
    const auto all = UntestedIn(model);
    if (all.empty()) return;
    Suite suite;
    suite.counts.error = static_cast<int>(all.size());
    pugi::xml_node node = AddSuite(root, model, "clauses without a check", suite);
    node.attribute("tests").set_value(std::to_string(all.size()).c_str());
    for (const std::string& clause : all) {
        pugi::xml_node test = node.append_child("testcase");
        Set(test, "classname", "clauses without a check");
        Set(test, "name", clause);
        Set(test, "time", "0.000");
        pugi::xml_node error = test.append_child("error");
        Set(error, "type", "untested");
        Set(error, "message", "no check of the catalogue has a case for it");
    }
}

void AddTenantCase(pugi::xml_node suite, const std::string& name, const char* kind,
                   const std::string& why) {
    pugi::xml_node test = suite.append_child("testcase");
    Set(test, "classname", "tenant");
    Set(test, "name", name);
    Set(test, "time", "0.000");
    pugi::xml_node result = test.append_child(kind);
    if (std::string_view(kind) != "skipped") Set(result, "type", "tenant");
    Set(result, "message", VisibleLine(why));
}

/// What is not as it was; a change to records of others fails only where nobody else may make it.
Counts AddTenant(pugi::xml_node root, const ReportModel& model) {
    Suite suite;
    const auto is_exclusive = [](const CensusResult& one) { return one.seen.exclusive; };
    suite.counts.skipped =
        static_cast<int>(std::ranges::count(model.left, true, &journal::LeftBehind::settled));
    suite.counts.error = static_cast<int>(model.left.size()) - suite.counts.skipped;
    for (const CensusResult& census : model.census) {
        if (census.outcome == CensusOutcome::kUntouched) continue;
        if (!is_exclusive(census)) {
            ++suite.counts.skipped;
        } else {
            ++(census.outcome == CensusOutcome::kTouched ? suite.counts.fail : suite.counts.error);
        }
    }
    if (suite.counts.Total() == 0) return suite.counts;
    pugi::xml_node node = AddSuite(root, model, "tenant", suite);
    node.attribute("tests").set_value(std::to_string(suite.counts.Total()).c_str());
    for (const journal::LeftBehind& left : model.left)
        AddTenantCase(node, left.record, left.settled ? "skipped" : "error", InWords(left));
    for (const CensusResult& census : model.census) {
        if (census.outcome == CensusOutcome::kUntouched) continue;
        const char* kind = !is_exclusive(census)                       ? "skipped"
                           : census.outcome == CensusOutcome::kTouched ? "failure"
                                                                       : "error";
        AddTenantCase(node, census.seen.system + " " + census.seen.entity, kind, InWords(census));
    }
    return suite.counts;
}

std::string NameOf(const CaseResult& first) {
    std::string name;
    for (const std::string& clause : first.planned.clauses) {
        name += (name.empty() ? "" : ", ") + clause;
    }
    return fmt::format("{} ({})", name, scenario::ToString(first.basis));
}

}  // namespace

std::string WriteJUnit(const ReportModel& model) {
    ClausesById clauses;
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) clauses[clause.id] = &clause;
    }
    pugi::xml_document document;
    pugi::xml_node root = document.append_child("testsuites");
    const int incomplete = model.complete ? 0 : 1;
    const int stale = static_cast<int>(NoLonger(model).size());
    const int untested = static_cast<int>(UntestedIn(model).size());
    Set(root, "name", model.title.empty() ? "plumb" : model.title);
    if (!model.complete) AddIncomplete(root, model);
    AddListTrouble(root, model);
    AddUntested(root, model);
    const Counts tenant = AddTenant(root, model);
    Set(root, "tests",
        std::to_string(model.counts.Total() + incomplete + stale + untested + tenant.Total()));
    Set(root, "failures", std::to_string(model.counts.fail + stale + tenant.fail));
    Set(root, "errors", std::to_string(model.counts.error + incomplete + untested + tenant.error));
    Set(root, "time", Seconds(static_cast<double>(model.end - model.begin)));
    for (const Suite& suite : SuitesOf(model)) {
        const CaseResult& first = *suite.cases.front();
        pugi::xml_node node = AddSuite(root, model, NameOf(first), suite);
        AddProperties(node, model, first, clauses);
        for (const CaseResult* result : suite.cases) AddCase(node, model, *result);
    }
    std::ostringstream text;
    document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
    return text.str();
}

}  // namespace plumb::report
