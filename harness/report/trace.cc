#include "harness/report/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "harness/report/words.h"

namespace plumb::report {

namespace {

using Proven = std::map<std::string, std::vector<std::string>>;

void AddOnce(std::vector<std::string>& all, const std::vector<std::string>& more) {
    for (const std::string& one : more) {
        if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(one);
    }
}

/// Shards say the same of their catalogue.
Proven ProvenChecks(const ReportModel& model) {
    Proven proven;
    for (const RunPart& run : model.runs) {
        for (const journal::ProvenCheck& check : run.started.proven)
            AddOnce(proven[check.check], check.defects);
    }
    return proven;
}

void ListChecks(ReportModel& model, std::map<std::string, std::size_t>& index) {
    for (std::size_t i = 0; i < model.cases.size(); ++i) {
        const CaseResult& result = model.cases[i];
        const auto [found, is_new] = index.try_emplace(result.planned.check, model.checks.size());
        if (is_new) {
            model.checks.emplace_back().check = result.planned.check;
            model.checks.back().basis = result.basis;
        }
        CheckResult& check = model.checks[found->second];
        check.cases.push_back(i);
        AddOnce(check.clauses, result.planned.clauses);
        Tally(result, check.counts);
    }
}

void AddClause(const ReportModel& model, const ClauseResult& clause, std::vector<Trace>& traces) {
    if (clause.checks.empty()) traces.push_back({nullptr, &clause, nullptr, {}, {}});
    std::map<std::string, std::size_t> line;
    for (const std::size_t check : clause.checks) {
        line[model.checks[check].check] = traces.size();
        traces.push_back({nullptr, &clause, &model.checks[check], {}, {}});
    }
    for (const std::size_t i : clause.cases) {
        Trace& trace = traces[line.at(model.cases[i].planned.check)];
        trace.cases.push_back(i);
        Tally(model.cases[i], trace.counts);
    }
}

}  // namespace

void TraceChecks(ReportModel& model) {
    std::map<std::string, std::size_t> index;
    ListChecks(model, index);
    const Proven proven = ProvenChecks(model);
    if (!proven.empty()) {
        for (CheckResult& check : model.checks) {
            const auto found = proven.find(check.check);
            check.caught = found == proven.end() ? std::vector<std::string>() : found->second;
        }
    }
    for (FlowResult& flow : model.flows) {
        for (ClauseResult& clause : flow.clauses) {
            std::set<std::string> defects;
            for (const std::size_t i : clause.cases) {
                const std::size_t check = index.at(model.cases[i].planned.check);
                if (std::find(clause.checks.begin(), clause.checks.end(), check) !=
                    clause.checks.end())
                    continue;
                clause.checks.push_back(check);
                const auto& caught = model.checks[check].caught;
                if (caught) defects.insert(caught->begin(), caught->end());
            }
            if (!proven.empty()) clause.defects = defects.size();
        }
    }
}

std::vector<Trace> TracesOf(const ReportModel& model) {
    std::vector<Trace> traces;
    auto other = model.other_sentences.begin();
    const auto add_others = [&](int before) {
        for (; other != model.other_sentences.end() && other->line < before; ++other)
            traces.push_back({&*other, nullptr, nullptr, {}, {}});
    };
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) {
            add_others(clause.line);
            AddClause(model, clause, traces);
        }
    }
    add_others(std::numeric_limits<int>::max());
    return traces;
}

std::string Evidence(const ReportModel& model, const ClauseResult& clause) {
    if (clause.checks.empty()) {
        const bool untested = std::find(model.untested.begin(), model.untested.end(), clause.id) !=
                              model.untested.end();
        return untested ? "no check has a case for it" : "none of its cases was selected";
    }
    const std::string text = fmt::format("{} of {}", Plural(clause.cases.size(), "case"),
                                         Plural(clause.checks.size(), "check"));
    if (!clause.defects) return text + "; what they would catch was not measured";
    return fmt::format("{}; known to catch {}", text, Plural(*clause.defects, "defect"));
}

}  // namespace plumb::report
