#include "harness/scenario/step_writer.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/scenario/expectation.h"
#include "harness/scenario/value_form.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

namespace {

std::string WriteCount(const Count& count) {
    if (const auto* fills = std::get_if<FillsAPage>(&count))
        return fmt::format("{{fills-a-page-of: {}}}", ToString(fills->of));
    const int* number = std::get_if<int>(&count);
    return number == nullptr ? "more-than-a-page" : std::to_string(*number);
}

bool IsOne(const Count& count) {
    return count == Count(1);
}

/// "key: value" parts inside braces.
std::string Braced(std::string_view step, const std::vector<std::string>& parts) {
    return fmt::format("{}: {{{}}}", step, fmt::join(parts, ", "));
}

void AddText(std::vector<std::string>& parts, std::string_view key, const std::string& text) {
    if (!text.empty()) parts.push_back(fmt::format("{}: {}", key, yaml::Scalar(text)));
}

struct Writer final {
    std::string operator()(const GivenLinkedPair& given) const {
        std::vector<std::string> parts;
        if (!IsOne(given.count)) parts.push_back("count: " + WriteCount(given.count));
        AddText(parts, "flow", given.flow);
        if (parts.empty()) return "given: linked-pair";
        return fmt::format("given: {{{}}}", Braced("linked-pair", parts));
    }
    std::string operator()(const Create& create) const {
        std::vector<std::string> parts{
            fmt::format("{}: {}", ToString(create.side), yaml::Scalar(create.handle))};
        AddText(parts, "flow", create.flow);
        if (!IsOne(create.count)) parts.push_back("count: " + WriteCount(create.count));
        if (!create.with.empty()) parts.push_back("with: " + WriteAssignments(create.with));
        AddText(parts, "matching", create.matching);
        AddText(parts, "like", create.like);
        AddText(parts, "copy", create.copy);
        return Braced("create", parts);
    }
    std::string operator()(const Edit& edit) const {
        std::vector<std::string> parts{"record: " + yaml::Scalar(edit.handle)};
        if (!edit.set.empty()) parts.push_back("set: " + WriteAssignments(edit.set));
        std::vector<std::string> undo;
        for (const std::string& path : edit.undo) undo.push_back(yaml::Scalar(path));
        if (!undo.empty()) parts.push_back(fmt::format("undo: [{}]", fmt::join(undo, ", ")));
        AddText(parts, "later-than", edit.later_than);
        return Braced("edit", parts);
    }
    std::string operator()(const Delete& step) const {
        return "delete: " + yaml::Scalar(step.handle);
    }
    std::string operator()(const Sync& sync) const {
        std::vector<std::string> parts;
        if (sync.times != 1) parts.push_back(fmt::format("times: {}", sync.times));
        if (sync.rounds != 0) parts.push_back(fmt::format("rounds: {}", sync.rounds));
        return parts.empty() ? "sync" : Braced("sync", parts);
    }
    std::string operator()(const Restart&) const { return "restart"; }
    std::string operator()(const Fault& fault) const { return "fault: " + Dump(fault.rule); }
    std::string operator()(const Mark& mark) const { return "mark: " + yaml::Scalar(mark.name); }
    std::string operator()(const Expect& expect) const {
        const std::string what =
            std::visit([](const auto& kind) { return Write(kind); }, expect.what);
        return fmt::format("{}: {{{}{}}}", expect.only_observe ? "observe" : "expect", what,
                           expect.probe ? ", probe: true" : "");
    }
};

}  // namespace

std::string WriteStep(const Step& step) {
    return std::visit(Writer(), step.action);
}

std::string WriteSteps(const std::vector<Step>& steps, std::size_t indent) {
    std::string text;
    for (const Step& step : steps) {
        text += fmt::format("{:{}}- {}\n", "", indent, WriteStep(step));
    }
    return text;
}

}  // namespace plumb::scenario
