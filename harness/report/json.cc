#include "harness/report/json.h"

#include <nlohmann/json.hpp>

#include "harness/report/outlay.h"
#include "harness/report/tenant.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

using Ordered = nlohmann::ordered_json;

Ordered OptionalTime(Milliseconds time) {
    return time == 0 ? Ordered(nullptr) : Ordered(FormatTime(time));
}

Ordered OptionalLine(int line) {
    return line == 0 ? Ordered(nullptr) : Ordered(line);
}

Ordered OfCounts(const Counts& counts) {
    return {{"pass", counts.pass},
            {"fail", counts.fail},
            {"known_deviation", counts.known},
            {"error", counts.error},
            {"inconclusive", counts.inconclusive},
            {"missing_need", counts.missing_need},
            {"skipped", counts.skipped},
            {"observed", counts.observed},
            {"not_run", counts.not_run}};
}

Ordered Ids(const ReportModel& model, const std::vector<std::size_t>& indexes) {
    Ordered ids = Ordered::array();
    for (const std::size_t index : indexes) ids.push_back(model.cases[index].planned.id);
    return ids;
}

Ordered Names(const ReportModel& model, const std::vector<std::size_t>& checks) {
    Ordered names = Ordered::array();
    for (const std::size_t index : checks) names.push_back(model.checks[index].check);
    return names;
}

// --- the run ------------------------------------------------------------------------------------

Ordered OfRun(const RunPart& part) {
    const journal::RunStarted& run = part.started;
    Ordered systems = Ordered::array();
    for (const journal::SystemSeen& system : run.systems) {
        systems.push_back({{"id", system.id}, {"hosts", system.hosts}});
    }
    return {{"id", run.run},
            {"version", run.version},
            {"command", run.command},
            {"started", OptionalTime(run.at)},
            {"finished", part.finished ? OptionalTime(part.finished->at) : Ordered(nullptr)},
            {"ended", part.finished ? Ordered(part.finished->ended) : Ordered(nullptr)},
            {"target", run.target},
            {"mock", run.mock},
            {"systems", systems},
            {"dataflow", run.dataflow},
            {"dataflow_version", run.dataflow_version},
            {"dataflow_configuration",
             {{"started", run.dataflow_configuration},
              {"finished", part.finished ? part.finished->dataflow_configuration : ""}}},
            {"seed", run.seed},
            {"capabilities", run.capabilities},
            {"gate", run.gate},
            {"tester", run.tester},
            {"filters", run.filters},
            {"shard", run.shard},
            {"checklist_digest", run.checklist_digest},
            {"catalogue_digest", run.catalogue_digest},
            {"syncs", part.barriers.size()}};
}

// --- flows and clauses --------------------------------------------------------------------------

Ordered OfClause(const ReportModel& model, const ClauseResult& clause) {
    Ordered bases = Ordered::array();
    for (const BasisResult& basis : clause.bases) {
        bases.push_back({{"basis", scenario::ToString(basis.basis)},
                         {"gated", basis.gated},
                         {"judgement", ToString(basis.judgement)},
                         {"counts", OfCounts(basis.counts)}});
    }
    return {{"id", clause.id},
            {"sentence", clause.sentence},
            {"line", OptionalLine(clause.line)},
            {"judgement", ToString(clause.judgement)},
            {"beyond_the_gate", ToString(clause.others)},
            {"counts", OfCounts(clause.counts)},
            {"bases", bases},
            {"checks", Names(model, clause.checks)},
            {"defects", clause.defects ? Ordered(*clause.defects) : Ordered(nullptr)},
            {"cases", Ids(model, clause.cases)},
            {"not_counted", Ids(model, clause.not_counted)}};
}

Ordered OfFlow(const ReportModel& model, const FlowResult& flow) {
    Ordered clauses = Ordered::array();
    for (const ClauseResult& clause : flow.clauses) clauses.push_back(OfClause(model, clause));
    return {{"id", flow.id},
            {"title", flow.title},
            {"lists_no_property", flow.lists_no_property},
            {"judgement", ToString(flow.judgement)},
            {"clauses", clauses}};
}

// --- cases --------------------------------------------------------------------------------------

Ordered OfExpectation(const journal::Judged& judged) {
    Ordered json = {{"expectation", judged.expectation},
                    {"expected", judged.expected},
                    {"seen", judged.seen},
                    {"verdict", judged.verdict}};
    if (!judged.before.is_null()) json["before"] = judged.before;
    if (!judged.after.is_null()) json["after"] = judged.after;
    return json;
}

Ordered OfEntry(const deviation::Entry& entry) {
    return {{"case", entry.cases},    {"reason", entry.reason},   {"owner", entry.owner},
            {"ticket", entry.ticket}, {"expires", entry.expires}, {"message", entry.message}};
}

Ordered OfCase(const ReportModel& model, const CaseResult& result) {
    Ordered expectations = Ordered::array();
    for (const journal::Judged& judged : result.judged.expectations) {
        expectations.push_back(OfExpectation(judged));
    }
    Ordered timeline = Ordered::array();
    for (const journal::Moment& moment : result.judged.timeline) {
        timeline.push_back(
            {{"at", OptionalTime(moment.at)}, {"lane", moment.lane}, {"text", moment.text}});
    }
    return {
        {"id", result.planned.id},
        {"flow", result.planned.flow},
        {"clauses", result.planned.clauses},
        {"check", result.planned.check},
        {"variant", result.planned.variant},
        {"basis", scenario::ToString(result.basis)},
        {"gated", result.gated},
        {"property", result.planned.property},
        {"summary", result.planned.summary},
        {"verdict", WordFor(result.verdict)},
        {"reason", ReasonOf(result)},
        {"missing_need", result.judged.missing_need},
        {"decides", Decides(result)},
        {"known_deviation",
         result.deviation ? OfEntry(model.deviations[*result.deviation].entry) : Ordered(nullptr)},
        {"confirmed", result.judged.confirmed},
        {"took_ms", result.judged.took_ms},
        {"expectations", expectations},
        {"timeline", timeline},
        {"repeat", result.repeat}};
}

// --- beside the verdicts ------------------------------------------------------------------------

Ordered OfAssumptions(const ReportModel& model) {
    Ordered list = Ordered::array();
    for (const Assumption& assumption : model.assumptions) {
        list.push_back({{"clause", assumption.clause},
                        {"sentence", assumption.sentence},
                        {"line", OptionalLine(assumption.line)},
                        {"readings", assumption.readings},
                        {"cases", assumption.cases}});
    }
    return list;
}

Ordered OfUndecided(const ReportModel& model) {
    Ordered list = Ordered::array();
    for (const Undecided& undecided : model.undecided) {
        list.push_back({{"clause", undecided.clause},
                        {"gated", undecided.gated},
                        {"reason", undecided.reason},
                        {"remedy", undecided.remedy},
                        {"cases", Ids(model, undecided.cases)}});
    }
    return list;
}

Ordered OfDeviation(const ReportModel& model, const DeviationResult& known) {
    Ordered json = OfEntry(known.entry);
    json["at"] = PlaceOf(model, known.entry);
    json["expired"] = known.expired;
    json["excuses"] = Ids(model, known.excuses);
    json["no_longer"] = known.no_longer;
    return json;
}

Ordered OfLag(const LagResult& lag) {
    const auto figure = [&](double Spread::*one) {
        return lag.spread ? Ordered((*lag.spread).*one) : Ordered(nullptr);
    };
    return {{"flow", lag.flow},
            {"direction", lag.direction},
            {"arrivals", lag.arrivals},
            {"missing", lag.missing},
            {"virtual_clock", lag.virtual_clock},
            {"p50_ms", figure(&Spread::p50)},
            {"p95_ms", figure(&Spread::p95)},
            {"max_ms", figure(&Spread::max)},
            {"window_ms", lag.window_ms ? Ordered(*lag.window_ms) : Ordered(nullptr)}};
}

Ordered OfCheck(const ReportModel& model, const CheckResult& check) {
    return {{"check", check.check},
            {"basis", scenario::ToString(check.basis)},
            {"clauses", check.clauses},
            {"counts", OfCounts(check.counts)},
            {"caught", check.caught ? Ordered(*check.caught) : Ordered(nullptr)},
            {"cases", Ids(model, check.cases)}};
}

Ordered OfNotes(const ReportModel& model) {
    Ordered list = Ordered::array();
    for (const Note& note : model.notes) {
        list.push_back({{"text", note.text}, {"is_error", note.is_error}});
    }
    return list;
}

Ordered OfOutlay(const OutlayLine& line) {
    return {{"what", line.what}, {"predicted", line.predicted}, {"happened", line.happened}};
}

Ordered OfCensus(const CensusResult& census) {
    const journal::Census& seen = census.seen;
    return {{"system", seen.system},
            {"entity", seen.entity},
            {"outcome", ToString(census.outcome)},
            {"why", census.why},
            {"exclusive", seen.exclusive},
            {"records", seen.records},
            {"changed", seen.changed},
            {"vanished", seen.vanished},
            {"appeared", seen.appeared}};
}

Ordered OfOther(const checklist::OtherSentence& other) {
    return {{"line", other.line}, {"sentence", other.sentence}, {"why", other.why}};
}

Ordered OfLeft(const journal::LeftBehind& left) {
    return {{"record", left.record},
            {"how", left.how},
            {"settled", left.settled},
            {"url", left.url},
            {"why", left.why}};
}

template <class Items, class Form>
Ordered List(const Items& items, Form&& form) {
    Ordered list = Ordered::array();
    for (const auto& item : items) list.push_back(form(item));
    return list;
}

}  // namespace

std::string WriteJson(const ReportModel& model) {
    Ordered json;
    json["format"] = 1;
    json["title"] = model.title;
    json["judgement"] = ToString(model.judgement);
    json["beyond_the_gate"] = ToString(model.others);
    json["complete"] = model.complete;
    json["incomplete_why"] = model.incomplete_why;
    json["exit_status"] = model.exit_status;
    json["headline"] = Headline(model);
    json["document"] = {{"file", model.document},
                        {"sha256", model.document_sha256},
                        {"generated", model.document_generated}};
    json["begin"] = OptionalTime(model.begin);
    json["end"] = OptionalTime(model.end);
    json["counts"] = OfCounts(model.counts);
    json["runs"] = List(model.runs, OfRun);
    json["flows"] = List(model.flows, [&](const auto& flow) { return OfFlow(model, flow); });
    json["assumptions"] = OfAssumptions(model);
    json["undecided"] = OfUndecided(model);
    json["deviations"] =
        List(model.deviations, [&](const auto& known) { return OfDeviation(model, known); });
    json["lags"] = List(model.lags, OfLag);
    if (const auto lines = OutlayOf(model); !lines.empty()) json["outlay"] = List(lines, OfOutlay);
    json["untested"] = model.untested;
    json["other_sentences"] = List(model.other_sentences, OfOther);
    json["left_behind"] = List(model.left, OfLeft);
    json["census"] = List(model.census, OfCensus);
    json["notes"] = OfNotes(model);
    json["checks"] = List(model.checks, [&](const auto& check) { return OfCheck(model, check); });
    json["cases"] = List(model.cases, [&](const auto& one) { return OfCase(model, one); });
    return json.dump(2, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

}  // namespace plumb::report
