#include "harness/target/dataflow_reader.h"

#include <fmt/format.h>

#include "harness/target/transport_reader.h"
#include "harness/yaml/fields.h"

namespace plumb::target {

namespace {

using yaml::Fields;
using yaml::Node;

int ReadCount(Fields& fields, const char* key, int most, int usual) {
    return static_cast<int>(fields.Integer(key, 1, most).value_or(usual));
}

int ReadMinutes(Fields& fields, int usual) {
    return ReadCount(fields, "max_minutes", 24 * 60, usual);
}

void ReadSesamLinks(const Node& node, SesamDataflow& flow, TargetReading& reading) {
    Fields fields(node, "'links'", reading.problems);
    flow.links_dataset = fields.RequiredText("dataset");
    if (const Node* ids = fields.Required("ids")) {
        if (!ids->IsMap() || ids->entries.empty()) {
            fields.Report("'ids' must map a namespace of '$ids' to an entity", ids->place,
                          "such as ids: {youtrack-users: users}");
        }
        for (const Node::Entry& entry : ids->entries) {
            if (!entry.value.IsScalar() || entry.value.text.empty()) {
                fields.Report(fmt::format("'{}' must name an entity", entry.key), entry.place);
            }
            flow.links_ids[entry.key] = entry.value.text;
        }
    }
    fields.Finish();
}

SesamDataflow ReadSesam(Fields& fields, const std::string& folder, TargetReading& reading) {
    SesamDataflow flow;
    flow.url = ReadUrl(fields, "url");
    flow.token = ReadSecret(fields, "token", reading);
    const Node* pipes = fields.Required("pipes");
    flow.pipes = fields.Texts("pipes");
    if (pipes != nullptr && flow.pipes.empty()) {
        fields.Report("'pipes' must name the pipes to run, in order", pipes->place);
    }
    if (const Node* links = fields.Optional("links")) ReadSesamLinks(*links, flow, reading);
    flow.share_datasets = fields.Texts("share_datasets");
    flow.max_rounds = ReadCount(fields, "max_rounds", 10'000, flow.max_rounds);
    flow.max_minutes = ReadMinutes(fields, flow.max_minutes);
    flow.may_restart = fields.Bool("may_restart").value_or(false);
    flow.whole_node = fields.Bool("whole_node").value_or(false);
    flow.may_pause_scheduler = fields.Bool("may_pause_scheduler").value_or(false);
    flow.transport = ReadTransport(fields, folder, reading.problems);
    return flow;
}

CommandLine ReadCommandLine(const char* key, const Node& node, TargetReading& reading) {
    Fields fields(node, fmt::format("'{}'", key), reading.problems);
    CommandLine command;
    const Node* argv = fields.Required("argv");
    command.argv = fields.Texts("argv");
    if (argv != nullptr && (command.argv.empty() || command.argv.front().empty())) {
        fields.Report("'argv' must name a program, then its arguments", argv->place,
                      "such as argv: [python3, flow.py, sync]; no shell reads it");
    }
    command.deadline_s = ReadCount(fields, "deadline_s", 86'400, command.deadline_s);
    fields.Finish();
    return command;
}

CommandDataflow ReadCommand(Fields& fields, const std::string& folder, TargetReading& reading) {
    CommandDataflow flow;
    flow.folder = folder;
    if (const Node* sync = fields.Required("sync")) {
        flow.sync = ReadCommandLine("sync", *sync, reading);
    }
    if (const Node* links = fields.Optional("links")) {
        flow.links = ReadCommandLine("links", *links, reading);
    }
    if (const Node* restart = fields.Optional("restart")) {
        flow.restart = ReadCommandLine("restart", *restart, reading);
    }
    flow.max_rounds = ReadCount(fields, "max_rounds", 10'000, flow.max_rounds);
    return flow;
}

HttpCall ReadCall(Fields& fields, HttpCall call) {
    call.url = ReadUrl(fields, "url", true);
    const std::vector<std::string> methods{"GET", "POST", "PUT", "PATCH"};
    call.method = fields.OneOf("method", methods).value_or(call.method);
    call.body = fields.Text("body").value_or("");
    return call;
}

WebhookStatus ReadStatus(const Node& node, TargetReading& reading) {
    Fields fields(node, "'status'", reading.problems);
    WebhookStatus status;
    status.call = ReadCall(fields, status.call);
    status.path = fields.RequiredText("path");
    status.idle = fields.RequiredText("idle");
    status.run = fields.Text("run").value_or("");
    fields.Finish();
    return status;
}

int ReadStillness(Fields& fields, int usual) {
    return ReadCount(fields, "still_s", 86'400, usual);
}

WebhookDataflow ReadWebhook(Fields& fields, const std::string& folder, TargetReading& reading) {
    WebhookDataflow flow;
    if (const Node* start = fields.Required("start")) {
        Fields call(*start, "'start'", reading.problems);
        flow.start = ReadCall(call, flow.start);
        call.Finish();
    }
    if (const Node* status = fields.Optional("status")) flow.status = ReadStatus(*status, reading);
    if (fields.Optional("token") != nullptr) flow.token = ReadSecret(fields, "token", reading);
    const Node* still = fields.Optional("still_s");
    if (flow.status && still != nullptr) {
        fields.Report("'still_s' is for a webhook without 'status': this one tells when it is done",
                      still->place);
    }
    flow.still_s = ReadStillness(fields, flow.still_s);
    flow.max_rounds = ReadCount(fields, "max_rounds", 10'000, flow.max_rounds);
    flow.max_minutes = ReadMinutes(fields, flow.max_minutes);
    flow.transport = ReadTransport(fields, folder, reading.problems);
    return flow;
}

}  // namespace

Dataflow ReadDataflow(const Node& node, const std::string& folder, TargetReading& reading) {
    Fields fields(node, "'dataflow'", reading.problems);
    if (!node.IsMap() || fields.Required("driver") == nullptr) return {};
    const auto driver = fields.OneOf("driver", {"sesam", "command", "webhook", "unattended"});
    Dataflow dataflow;
    if (driver == "sesam") {
        dataflow = ReadSesam(fields, folder, reading);
    } else if (driver == "command") {
        dataflow = ReadCommand(fields, folder, reading);
    } else if (driver == "webhook") {
        dataflow = ReadWebhook(fields, folder, reading);
    } else if (driver == "unattended") {
        UnattendedDataflow flow;
        flow.still_s = ReadStillness(fields, flow.still_s);
        flow.max_minutes = ReadMinutes(fields, flow.max_minutes);
        dataflow = flow;
    } else {
        return dataflow;  // its other keys cannot be judged
    }
    fields.Finish();
    return dataflow;
}

}  // namespace plumb::target
