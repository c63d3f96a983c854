#include "harness/doctor/dataflow_examination.h"

#include <fmt/format.h>
#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/dataflow/sesam_node.h"
#include "harness/dataflow/sesam_scheduler.h"

namespace plumb::doctor {

namespace {

using target::Capability;

Finding Failed(State state, const std::string& what, const Error& error) {
    const Problem& problem = error.problems.front();
    return {state, what.empty() ? problem.message : what + ": " + problem.message, problem.hint};
}

/// As execvp() looks for it.
bool CanBeStarted(const std::string& program, const std::string& folder) {
    namespace fs = std::filesystem;
    if (program.find('/') != std::string::npos)
        return ::access((fs::path(folder) / program).c_str(), X_OK) == 0;
    const char* path = std::getenv("PATH");
    return std::ranges::any_of(Split(path == nullptr ? "" : path, ':'), [&](const auto& place) {
        return ::access((fs::path(place) / program).c_str(), X_OK) == 0;
    });
}

class DataflowExaminer final {
  public:
    explicit DataflowExaminer(const DataflowSubject& subject) : subject_(subject) {}

    DataflowExamination Run() {
        result_.examination.title = "Data flow: " + subject_.driver.Describe();
        result_.capabilities = subject_.driver.GetCapabilities();
        std::visit([this](const auto& flow) { LookAt(flow); }, subject_.target.dataflow);
        if (result_.capabilities.contains(Capability::kLinks)) LookAtLinks();
        return std::move(result_);
    }

  private:
    void Add(State state, std::string what, std::string to_do = {}) {
        result_.examination.findings.push_back({state, std::move(what), std::move(to_do)});
    }
    void Add(Finding finding) { result_.examination.findings.push_back(std::move(finding)); }

    void LookAt(const std::monostate&) {}

    void LookAt(const target::SesamDataflow& flow) {
        dataflow::SesamNode node(flow.url, flow.token, subject_.http, subject_.clock);
        if (const auto status = node.GetStatus(); !status) {
            Add(Failed(State::kBroken, "", status.error().error));
            result_.capabilities.erase(Capability::kLinks);
            return;
        }
        Add(State::kFine, "the node answers");
        for (const std::string& pipe : flow.pipes) LookAtPipe(node, pipe);
        LookAtDatasets(node, flow);
        LookAtScheduler(node, flow.may_pause_scheduler);
        if (!flow.may_restart)
            Add(State::kNote,
                "the node may not be restarted: what a restart must not harm is "
                "decided only in part",
                "say 'may_restart: true' in the target if nobody else uses this node");
    }

    void LookAtPipe(dataflow::SesamNode& node, const std::string& pipe) {
        const auto pump = node.Pump(pipe);
        if (!pump) {
            Add(Failed(State::kBroken, fmt::format("pipe '{}'", pipe), pump.error().error));
        } else if (pump->is_running) {
            Add(State::kDoubtful, fmt::format("pipe '{}' is at work", pipe),
                "wait for its end, or let Plumb pause the scheduler: a sync in the middle of "
                "another's is waited for");
        } else if (!pump->last_error.empty()) {
            Add(State::kDoubtful,
                fmt::format("pipe '{}' failed when it ran last: {}", pipe,
                            Shorten(pump->last_error, 200)),
                "look at its execution log; a run counts it as the data flow's failure");
        } else if (!pump->queue.empty() || pump->has_retry) {
            Add(State::kNote,
                fmt::format("pipe '{}' has work waiting: the first sync takes longer", pipe));
        } else {
            Add(State::kFine, fmt::format("pipe '{}' is there, and idle", pipe));
        }
    }

    void LookAtDatasets(dataflow::SesamNode& node, const target::SesamDataflow& flow) {
        std::vector<std::string> datasets = flow.share_datasets;
        if (!flow.links_dataset.empty()) datasets.push_back(flow.links_dataset);
        for (const std::string& dataset : datasets) {
            const auto newest = node.Newest(dataset);
            if (!newest) {
                Add(Failed(State::kBroken, fmt::format("dataset '{}'", dataset),
                           newest.error().error));
            } else if (!*newest) {
                Add(State::kDoubtful, fmt::format("there is no dataset '{}'", dataset),
                    "correct its name in the target, or run its pipe once: a dataset is made with "
                    "its first entity");
            } else {
                Add(State::kFine, fmt::format("dataset '{}' can be read", dataset));
            }
        }
    }

    void LookAtScheduler(dataflow::SesamNode& node, bool may_pause) {
        const Secrets secrets(subject_.target.secrets);
        const auto setting = dataflow::SesamScheduler(node, subject_.clock, secrets).Read();
        if (!setting) {
            Add(Failed(may_pause ? State::kBroken : State::kNote, "the node's scheduler",
                       setting.error()));
        } else if (setting->is_paused) {
            Add(State::kFine,
                "the node's scheduler is paused: no pipe runs by itself, and a run "
                "leaves that so");
        } else if (!may_pause) {
            Add(State::kNote,
                "the node's scheduler runs: pipes also start by themselves during a run",
                "say 'may_pause_scheduler: true' in the target, and a run pauses it and sets it "
                "as it was at its end");
        } else {
            Add(State::kFine,
                "the node's scheduler runs: a run pauses it, and sets it as it was "
                "at its end");
            Add(State::kUnknown,
                "whether the token may write the node's metadata, by which it is paused",
                "a run looks before it writes anything, and stops there if it may not");
        }
    }

    void LookAt(const target::CommandDataflow& flow) {
        LookAtProgram("sync", flow.sync, flow.folder);
        if (flow.links) LookAtProgram("links", *flow.links, flow.folder);
        if (flow.restart) LookAtProgram("restart", *flow.restart, flow.folder);
    }

    void LookAtProgram(const std::string& name, const target::CommandLine& line,
                       const std::string& folder) {
        if (!line.argv.empty() && CanBeStarted(line.argv.front(), folder)) {
            Add(State::kFine, fmt::format("{}: '{}' can be started", name, line.argv.front()));
            return;
        }
        Add(State::kBroken,
            fmt::format("{}: '{}' is no program that can be started", name,
                        line.argv.empty() ? "" : line.argv.front()),
            "name one in PATH, or one with a '/' from the target file's folder");
    }

    void LookAt(const target::WebhookDataflow& flow) {
        if (!flow.status) {
            Add(State::kUnknown, "whether it is idle; it has no `status` that could be asked",
                "give it one: without it, what is missing after a sync counts only where a "
                "control arrived");
            return;
        }
        system::HttpRequest request{.method = flow.status->call.method,
                                    .url = flow.status->call.url,
                                    .headers = {},
                                    .body = flow.status->call.body};
        if (!flow.token.empty())
            request.headers.emplace_back("Authorization", "Bearer " + flow.token);
        const auto answer = subject_.http.Send(request);
        if (!answer) return Add(Failed(State::kBroken, "its status", answer.error()));
        LookAtStatus(*flow.status, *answer);
    }

    void LookAtStatus(const target::WebhookStatus& status, const system::HttpResponse& answer) {
        const Json body = ParseJson(answer.body);
        const Json* value = body.is_discarded() ? nullptr : Find(body, status.path);
        if (answer.status / 100 != 2 || value == nullptr) {
            Add(State::kBroken,
                fmt::format("its status answers {} and nothing under '{}'", answer.status,
                            status.path),
                "correct `status` in the target: its url, its path, its token");
            return;
        }
        const std::string seen = value->is_string() ? value->get<std::string>() : Dump(*value);
        if (seen == status.idle) return Add(State::kFine, "it answers, and is idle");
        Add(State::kDoubtful,
            fmt::format("it is not idle: '{}' is {}, not {}", status.path, Shorten(seen, 100),
                        status.idle),
            "wait for the end of its run, or correct `idle` in the target");
    }

    void LookAt(const target::UnattendedDataflow& flow) {
        Add(State::kUnknown,
            fmt::format("whether it runs: it is taken to be done when nothing has moved for {} s",
                        flow.still_s),
            "see to it that it runs at least twice in that time");
    }

    void LookAtLinks() {
        std::set<std::pair<std::string, std::string>> pairs;
        for (const checklist::Flow& flow : subject_.checklist.flows)
            pairs.emplace(flow.source, flow.target);
        for (const auto& [source, target] : pairs) {
            const auto links = subject_.driver.ReadLinks(source, target);
            if (links) {
                Add(State::kFine, fmt::format("links of {} with {}: {} can be read", source, target,
                                              links->size()));
                continue;
            }
            result_.capabilities.erase(Capability::kLinks);
            Add(Failed(State::kDoubtful, fmt::format("links of {} with {}", source, target),
                       links.error()));
            return;
        }
    }

    const DataflowSubject& subject_;
    DataflowExamination result_;
};

}  // namespace

DataflowExamination ExamineDataflow(const DataflowSubject& subject) {
    return DataflowExaminer(subject).Run();
}

}  // namespace plumb::doctor
