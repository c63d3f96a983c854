#include "harness/cli/execution.h"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <iostream>

#include "harness/base/digest.h"
#include "harness/base/file.h"
#include "harness/base/text.h"
#include "harness/base/url.h"
#include "harness/base/version.h"
#include "harness/cli/command.h"
#include "harness/cli/progress.h"
#include "harness/cli/run_id.h"
#include "harness/cli/session.h"
#include "harness/journal/journal.h"
#include "harness/report/csv.h"
#include "harness/report/html.h"
#include "harness/report/json.h"
#include "harness/report/junit.h"
#include "harness/report/markdown.h"
#include "harness/report/repeat.h"
#include "harness/report/summary.h"
#include "harness/run/clean_up.h"
#include "harness/run/pause.h"
#include "harness/run/runner.h"
#include "harness/scenario/wording.h"
#include "harness/yaml/node.h"

namespace plumb::cli {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> HostsOf(const target::SystemAccess& system) {
    std::vector<std::string> hosts;
    for (const auto& [key, value] : system.values) {
        if (const auto url = ParseUrl(value)) hosts.push_back(url->origin);
    }
    return hosts;
}

journal::CasePlanned Planned(const plan::Case& one) {
    journal::CasePlanned planned{one.id,       one.flow,    one.clauses,
                                 one.check,    one.variant, std::string(ToString(one.basis)),
                                 one.property, one.summary, {}};
    for (const scenario::Step& step : one.steps) planned.steps.push_back(scenario::Describe(step));
    return planned;
}

class Executor final {
  public:
    Executor(const Setup& setup, const plan::Plan& plan, const std::vector<std::size_t>& selected,
             const ExecutionOptions& options)
        : setup_(setup),
          plan_(plan),
          selected_(selected),
          options_(options),
          run_id_(options.run_id.empty() ? MakeRunId(clock_.Now(), options.seed) : options.run_id),
          started_(clock_.Now()) {}

    Result<Execution> Run() {
        auto target = MakeTarget();
        if (!target) return tl::make_unexpected(target.error());
        const auto ledger = OpenLedger(*target);
        if (!ledger) return tl::make_unexpected(ledger.error());
        const std::string path = (fs::path(options_.folder) / "journal.jsonl").string();
        auto journal = journal::Writer::Open(path);
        if (!journal) return tl::make_unexpected(journal.error());
        (*journal)->Hide(std::make_shared<Secrets>(target->secrets));
        if (!fs::is_regular_file(path)) {
            return EnvironmentError(fmt::format("the journal {} is no ordinary file", path),
                                    "it is read again for the reports: choose another folder");
        }
        run::RunSummary summary = RunOn(*target, **journal, **ledger);
        return Report(path, **journal, std::move(summary));
    }

  private:
    Result<target::Target> MakeTarget() {
        if (setup_.target) return *setup_.target;
        auto embedded = Embedded::Start(setup_.checklist, options_.embedded);
        if (!embedded) return tl::make_unexpected(embedded.error());
        embedded_ = std::move(*embedded);
        return EmbeddedTarget(setup_, embedded_->TargetJson().dump());
    }

    /// Mocks are thrown away, or reset; a tenant is not.
    Result<std::unique_ptr<ledger::Ledger>> OpenLedger(const target::Target& target) {
        const ledger::Header header{run_id_, FormatTime(started_), setup_.target_path,
                                    fs::absolute(setup_.checklist_path).string()};
        if (target.IsMock()) return ledger::Ledger::InMemory(header);
        return ledger::Ledger::Open((fs::path(options_.folder) / "ledger.jsonl").string(), header);
    }

    run::RunSummary RunOn(const target::Target& target, journal::Writer& journal,
                          ledger::Ledger& ledger) {
        auto session = Session::Connect({setup_.checklist, setup_.checklist_path, setup_.profiles,
                                         target, journal, options_.seed, run_id_,
                                         setup_.offer.page_limit, options_.interrupt, &ledger});
        journal::RunStarted started = Started(target);
        if (session) {
            started.dataflow = (*session)->DescribeDataflow();
            const dataflow::Identity identity = (*session)->IdentifyDataflow();
            started.dataflow_version = identity.version;
            started.dataflow_configuration = identity.configuration;
            for (target::Capability one : (*session)->GetWorld().capabilities)
                started.capabilities.emplace_back(ToString(one));
        }
        // A failed Append() is remembered by the recorder and ends the run.
        [[maybe_unused]] const Status first = journal.Append(started);
        for (std::size_t index : selected_) {
            if (!journal.Append(Planned(plan_.cases[index]))) break;
        }
        const Status ready =
            session ? (*session)->CheckDataflow() : Status(tl::make_unexpected(session.error()));
        return ready ? RunIn(**session, target) : CannotBegin(journal, ready.error());
    }

    run::RunSummary CannotBegin(journal::Writer& journal, const Error& error) {
        run::RunSummary summary;
        summary.ended = std::string(Trim(ToString(error)));
        [[maybe_unused]] const Status noted =
            journal.Append(journal::Noted{clock_.Now(), summary.ended, true});
        return summary;
    }

    run::RunSummary RunIn(Session& session, const target::Target& target) {
        Progress progress(static_cast<int>(selected_.size()), options_.quiet);
        progress.Say(fmt::format("{} cases of {} on {}", selected_.size(), setup_.checklist.title,
                                 target.name));
        const run::World& world = session.GetWorld();
        run::RunOptions options = Options(target, progress);
        run::Pause pause(world.driver.GetScheduler(), world.ledger);
        options.once_alone = [&] { return pause.Begin(); };
        options.before_leaving = [&] {
            const run::Pause::Ending ending = pause.End();
            if (ending.left) run::RecordLeft(world, *ending.left);
            if (!ending.note.empty()) world.recorder.Note(ending.note, true);
        };
        run::RunSummary summary = run::RunPlan(world, plan_, selected_, options);
        requests_ = session.GetRecorder().RequestCount();
        configuration_ = session.IdentifyDataflow().configuration;
        return summary;
    }

    run::RunOptions Options(const target::Target& target, Progress& progress) {
        run::RunOptions options;
        options.isolate = options_.isolate;
        options.confirm = options_.confirm;
        options.fail_fast = options_.fail_fast;
        options.jobs = options_.jobs > 0 ? options_.jobs : target.IsMock() ? 1 : kJobsOnTenants;
        options.keep_order = options_.keep_order;
        options.seed = options_.seed;
        options.clean_up = embedded_ == nullptr && !target.systems.empty();
        options.interrupt = options_.interrupt;
        options.is_known = [this](const auto& judged) { return IsKnown(judged); };
        options.progress = [this, &progress](const plan::Case& one,
                                             const journal::CaseJudged& judged) {
            progress.Add(one.id, judged.verdict, judged.reason, IsKnown(judged));
            outcomes_[one.id] = {
                scenario::ParseVerdict(judged.verdict).value_or(scenario::Verdict::kError),
                judged.reason, judged.missing_need};
        };
        return options;
    }

    bool IsKnown(const journal::CaseJudged& judged) const {
        return judged.verdict == "fail" &&
               deviation::Excuses(options_.deviations, judged.id, judged.reason, started_);
    }

    journal::RunStarted Started(const target::Target& target) {
        journal::RunStarted event;
        event.run = run_id_;
        event.at = started_;
        event.version = kVersion;
        event.command = options_.command;
        if (const auto text = ReadText(setup_.checklist_path)) {
            event.checklist_digest = Sha256(*text);
            if (const auto node = yaml::Parse(*text, setup_.checklist_path))
                event.checklist = yaml::ToJson(*node);
        }
        event.catalogue_digest = Sha256(setup_.catalogue.text);
        event.target = target.name;
        event.mock = target.IsMock();
        for (const target::SystemAccess& system : target.systems)
            event.systems.push_back({system.id, HostsOf(system)});
        event.seed = options_.seed;
        event.gate = options_.gate;
        event.tester = options_.tester;
        event.filters = options_.filters;
        event.shard = options_.shard;
        if (setup_.selection.level == plan::Level::kSmoke) event.level = "smoke";
        const bool is_as_planned = selected_.size() == plan_.cases.size() && !options_.isolate;
        if (is_as_planned) {
            const plan::Cost& cost = plan_.cost;
            event.predicted = journal::Outlay{cost.syncs,     cost.requests,      cost.writes,
                                              cost.deletions, cost.records_alive, cost.minutes};
        }
        event.cases = static_cast<int>(selected_.size());
        event.part = setup_.selection.IsPart() || selected_.size() != plan_.cases.size();
        event.untested = plan_.untested;
        for (const auto& [check, defects] : setup_.proven) event.proven.push_back({check, defects});
        event.deviations_file = fs::path(options_.deviations.file).filename().string();
        event.deviations = options_.deviations.entries;
        for (const checklist::Flow& flow : setup_.checklist.flows) {
            if (flow.properties.empty())
                event.notes.push_back(
                    fmt::format("The document lists no property of {}.", flow.title));
        }
        return event;
    }

    Result<Execution> Report(const std::string& path, journal::Writer& journal,
                             run::RunSummary summary) {
        auto events = journal::Read(path);
        if (!events) return tl::make_unexpected(events.error());
        journal::RunFinished finished;
        finished.at = clock_.Now();
        finished.ended = summary.ended;
        finished.syncs = summary.syncs;
        finished.requests = requests_;
        finished.dataflow_configuration = configuration_;
        finished.took_ms = static_cast<double>(finished.at - started_);
        auto model = report::FromJournals({*events});
        if (!model) return tl::make_unexpected(model.error());
        finished.exit_status = report::ExitStatusIfEnded(*model, summary.ended);
        [[maybe_unused]] const Status last = journal.Append(finished);
        events->events.emplace_back(finished);
        model = report::FromJournals({std::move(*events)});
        if (!model) return tl::make_unexpected(model.error());
        Execution execution{std::move(*model), std::move(outcomes_), {}, {}};
        WriteReports(options_.folder, execution);
        execution.reports.emplace_back("journal", path);
        return execution;
    }

    const Setup& setup_;
    const plan::Plan& plan_;
    const std::vector<std::size_t>& selected_;
    const ExecutionOptions& options_;
    WallClock clock_;
    std::string run_id_;
    Milliseconds started_;
    std::unique_ptr<Embedded> embedded_;
    Outcomes outcomes_;
    int requests_ = 0;
    std::string configuration_;  ///< of the data flow at the end, as a digest
};

}  // namespace

Result<Execution> Execute(const Setup& setup, const plan::Plan& plan,
                          const std::vector<std::size_t>& selected,
                          const ExecutionOptions& options) {
    return Executor(setup, plan, selected, options).Run();
}

void WriteReports(const std::string& folder, Execution& execution) {
    const std::vector<std::tuple<std::string, std::string, std::string>> files{
        {"HTML", "report.html", report::WriteHtml(execution.model)},
        {"JUnit", "junit.xml", report::WriteJUnit(execution.model)},
        {"JSON", "report.json", report::WriteJson(execution.model)},
        {"Markdown", "report.md", report::WriteMarkdown(execution.model)},
        {"CSV", "traceability.csv", report::WriteTraceability(execution.model)},
    };
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    for (const auto& [kind, name, text] : files) {
        const fs::path path = fs::path(folder) / name;
        if (const Status saved = SaveWhole(path, text); !saved) {
            execution.not_written.kind = saved.error().kind;
            execution.not_written.problems.push_back(saved.error().problems.front());
        } else {
            execution.reports.emplace_back(kind, path.string());
        }
    }
}

int PrintEnd(const Execution& execution, bool quiet) {
    report::SummaryOptions summary;
    summary.colour = ::isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
    std::cout << report::Summary(execution.model, summary) << "\n";
    for (const auto& [kind, path] : execution.reports)
        std::cout << fmt::format("{:<9} {}\n", kind, path);
    std::cout.flush();
    if (!execution.not_written.problems.empty()) {
        Explain(execution.not_written);
        return kCouldNotRun;
    }
    const int status = execution.model.exit_status;
    if (status != kOk && !quiet)
        std::cerr << "plumb: exit status " << status << ": " << report::ExplainExitStatus(status)
                  << "\n";
    return status;
}

std::string CommandLine(const Context& context) {
    std::string command = "plumb";
    for (const std::string& argument : context.arguments)
        command += " " + report::ShellWord(argument);
    return command;
}

}  // namespace plumb::cli
