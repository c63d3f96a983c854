#include "harness/scenario/step_reader.h"

#include <fmt/format.h>

#include "harness/base/text.h"
#include "harness/scenario/expectation_reader.h"
#include "harness/scenario/value_form.h"
#include "harness/yaml/fields.h"

namespace plumb::scenario {

namespace {

using Problems = std::vector<Problem>;

constexpr int kCountMax = 10'000;
constexpr int kSyncsMax = 100;
constexpr std::string_view kMoreThanAPage = "more-than-a-page";

const std::vector<std::string>& StepNames() {
    static const std::vector<std::string> names{"given",   "create", "edit", "delete", "sync",
                                                "restart", "fault",  "mark", "expect", "observe"};
    return names;
}

Count ReadFilling(const yaml::Node& node, Problems& problems) {
    yaml::Fields fields(node, "a count", problems);
    fields.Required("fills-a-page-of");
    const auto side = fields.OneOf("fills-a-page-of", {"source", "target"});
    fields.Finish();
    return FillsAPage{side == "target" ? Side::kTarget : Side::kSource};
}

Count ReadRecords(yaml::Fields& fields, Problems& problems) {
    const yaml::Node* node = fields.Optional("count");
    if (node == nullptr) return 1;
    if (node->IsMap()) return ReadFilling(*node, problems);
    if (node->IsScalar() && !node->quoted && node->text == kMoreThanAPage) return MoreThanAPage{};
    return static_cast<int>(fields.Integer("count", 1, kCountMax).value_or(1));
}

Action ReadGiven(const yaml::Node& node, Problems& problems) {
    GivenLinkedPair given;
    if (node.IsScalar() && node.text == "linked-pair") return given;
    yaml::Fields outer(node, "given", problems);
    const yaml::Node* pair = outer.IsMap() ? outer.Required("linked-pair") : nullptr;
    outer.Finish();
    if (pair == nullptr) return given;
    yaml::Fields fields(*pair, "a linked pair", problems);
    if (!fields.IsMap()) return given;
    given.count = ReadRecords(fields, problems);
    given.flow = fields.Text("flow").value_or("");
    fields.Finish();
    return given;
}

Action ReadCreate(const yaml::Node& node, Problems& problems) {
    Create create;
    yaml::Fields fields(node, "create", problems);
    if (!fields.IsMap()) return create;
    const std::optional<std::string> source = fields.Text("source");
    const std::optional<std::string> target = fields.Text("target");
    if (source.has_value() == target.has_value()) {
        fields.Report("create needs exactly one of 'source' and 'target'", node.place,
                      "write create: {source: user} for a record named user in the source system");
    }
    create.side = source ? Side::kSource : Side::kTarget;
    create.handle = source ? *source : target.value_or("");
    create.flow = fields.Text("flow").value_or("");
    create.count = ReadRecords(fields, problems);
    if (const yaml::Node* with = fields.Optional("with")) {
        create.with = ReadAssignments(*with, problems);
    }
    create.matching = fields.Text("matching").value_or("");
    create.like = fields.Text("like").value_or("");
    create.copy = fields.Text("copy").value_or("");
    if (!create.copy.empty() && create.side == Side::kTarget)
        fields.Report("'copy' is for records of the source", fields.Optional("copy")->place,
                      "only of those does a data flow make others");
    fields.Finish();
    return create;
}

Action ReadEdit(const yaml::Node& node, Problems& problems) {
    Edit edit;
    yaml::Fields fields(node, "edit", problems);
    if (!fields.IsMap()) return edit;
    edit.handle = fields.RequiredText("record");
    if (const yaml::Node* set = fields.Optional("set")) edit.set = ReadAssignments(*set, problems);
    edit.undo = fields.Texts("undo");
    edit.later_than = fields.Text("later-than").value_or("");
    if (edit.set.empty() && edit.undo.empty()) {
        fields.Report("an edit needs 'set' or 'undo'", node.place);
    }
    fields.Finish();
    return edit;
}

Action ReadSync(const yaml::Node& node, Problems& problems) {
    yaml::Fields fields(node, "sync", problems);
    if (!fields.IsMap()) return Sync{};
    const auto rounds = fields.Integer("rounds", 1, kSyncsMax);
    if (!rounds) fields.Required("times");
    const auto times = fields.Integer("times", 1, kSyncsMax);
    const Sync sync{.times = static_cast<int>(times.value_or(1)),
                    .rounds = static_cast<int>(rounds.value_or(0))};
    fields.Finish();
    return sync;
}

/// The single text of `delete: record` and `mark: name`.
std::string ReadName(std::string_view step, const yaml::Node& node, Problems& problems) {
    if (node.IsScalar() && !node.text.empty() && node.tag.empty()) return node.text;
    problems.push_back({fmt::format("'{}' needs a name", step), node.place, ""});
    return "";
}

Action ReadFault(const yaml::Node& node, Problems& problems) {
    yaml::Fields fields(node, "fault", problems);
    if (!fields.IsMap()) return Fault{};
    const yaml::Node* match = fields.Required("match");
    fields.Required("verdict");
    if (match != nullptr && !match->IsMap())
        fields.Report("'match' must be a mapping", match->place);
    fields.Finish();
    return Fault{.rule = yaml::ToJson(node)};
}

void ReportUnknown(std::string_view name, const Place& place, Problems& problems) {
    const std::string hint = DidYouMean(name, StepNames());
    problems.push_back(
        {fmt::format("there is no step '{}'", Shorten(name, 60)), place,
         hint.empty() ? fmt::format("steps are: {}", fmt::join(StepNames(), ", ")) : hint});
}

Action ReadBare(const yaml::Node& node, Problems& problems) {
    if (node.text == "sync") return Sync{};
    if (node.text == "restart") return Restart{};
    const auto& names = StepNames();
    if (std::find(names.begin(), names.end(), node.text) == names.end()) {
        ReportUnknown(node.text, node.place, problems);
    } else {
        problems.push_back(
            {fmt::format("the step '{}' needs more than its name", node.text), node.place, ""});
    }
    return Sync{};
}

Action ReadNamed(const yaml::Node::Entry& entry, Problems& problems) {
    const yaml::Node& node = entry.value;
    if (entry.key == "given") return ReadGiven(node, problems);
    if (entry.key == "create") return ReadCreate(node, problems);
    if (entry.key == "edit") return ReadEdit(node, problems);
    if (entry.key == "delete") return Delete{ReadName("delete", node, problems)};
    if (entry.key == "sync") return ReadSync(node, problems);
    if (entry.key == "fault") return ReadFault(node, problems);
    if (entry.key == "mark") return Mark{ReadName("mark", node, problems)};
    if (entry.key == "expect") return ReadExpect(node, false, problems);
    if (entry.key == "observe") return ReadExpect(node, true, problems);
    if (entry.key == "restart") {
        problems.push_back({"'restart' takes nothing", entry.place, "write - restart"});
    } else {
        ReportUnknown(entry.key, entry.place, problems);
    }
    return Sync{};
}

Action ReadAction(const yaml::Node& node, Problems& problems) {
    if (node.IsScalar()) return ReadBare(node, problems);
    if (node.IsMap() && node.entries.size() == 1) return ReadNamed(node.entries.front(), problems);
    problems.push_back({"a step is one word or one key", node.place,
                        "begin each step on a line of its own with '- '"});
    return Sync{};
}

}  // namespace

std::vector<Step> ReadSteps(const yaml::Node& list, Problems& problems) {
    std::vector<Step> steps;
    if (!list.IsList() || list.items.empty()) {
        problems.push_back({"the steps must be a list of at least one step", list.place, ""});
    }
    for (const yaml::Node& item : list.items) {
        steps.push_back({.action = ReadAction(item, problems), .place = item.place});
    }
    return steps;
}

Result<std::vector<Step>> ReadSteps(std::string_view yaml, const std::string& file) {
    const Result<yaml::Node> node = yaml::Parse(yaml, file);
    if (!node) return tl::make_unexpected(node.error());
    Problems problems;
    std::vector<Step> steps = ReadSteps(*node, problems);
    if (!problems.empty()) return InputError(std::move(problems));
    return steps;
}

}  // namespace plumb::scenario
