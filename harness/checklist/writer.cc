#include "harness/checklist/writer.h"

#include <fmt/format.h>

#include "harness/checklist/pairs.h"
#include "harness/yaml/scalar.h"

namespace plumb::checklist {

namespace {

using yaml::Quoted;
using yaml::Scalar;

constexpr std::size_t kCommentColumn = 40;

std::string WithComment(std::string line, std::string_view comment) {
    line.resize(std::max(line.size() + 3, kCommentColumn), ' ');
    return fmt::format("{}# {}\n", line, comment);
}

std::string WriteLines(const Lines& at) {
    std::string text = "    at: {";
    const auto add = [&text](std::string_view key, int line) {
        if (line != 0) text += fmt::format("{}: {}, ", key, line);
    };
    add("create", at.create);
    add("merge", at.merge);
    add("keep_in_sync", at.keep_in_sync);
    add("properties", at.properties);
    return text + fmt::format("rows: {{merge: [{}], properties: [{}]}}}}",
                              fmt::join(at.merge_rows, ", "), fmt::join(at.property_rows, ", "));
}

std::string WriteIntroduction(const std::vector<int>& lines) {
    if (lines.empty()) return {};
    return fmt::format(", introduction: [{}]", fmt::join(lines, ", "));
}

std::string WriteRule(const CreateNever&) {
    return WithComment("    create: never", "a link must exist before anything is synchronized");
}

std::string WriteRule(const CreateAlways&) {
    return WithComment("    create: always", "every record of the source is synchronized");
}

std::string WriteRule(const CreateWhenConnected& rule) {
    std::vector<std::string> entities;
    for (const std::string& entity : rule.entities) entities.push_back(Scalar(entity));
    return fmt::format("    create:\n      when-connected: {{entities: [{}], in: {}}}\n",
                       fmt::join(entities, ", "), Scalar(rule.in));
}

std::string WriteRule(const CreateWhen& rule) {
    return fmt::format("    create:\n      when: {}\n", Quoted(rule.text));
}

std::string WriteCreate(const std::optional<CreateRule>& rule) {
    if (!rule) return {};
    return std::visit([](const auto& kind) { return WriteRule(kind); }, *rule);
}

/// A section without the sentence says nothing; one with an empty table says that there is none.
std::string WriteMergeRule(const std::vector<MergeAlternative>& alternatives, bool stated) {
    if (alternatives.empty() && !stated) return {};
    if (alternatives.empty()) {
        return WithComment("    merge_when_any: []", "the document lists none");
    }
    std::string text = "    merge_when_any:\n";
    for (const MergeAlternative& alternative : alternatives) {
        text += "      - " + WriteAlternative(alternative) + "\n";
    }
    return text;
}

std::string WriteWhenNoProperties(const Flow& flow) {
    const bool keys = flow.when_no_properties == WhenNoProperties::kMergeKeys;
    if (keys && !flow.properties.empty()) return {};
    return WithComment(fmt::format("    when_no_properties: {}", keys ? "merge-keys" : "nothing"),
                       keys ? "or: nothing" : "or: merge-keys");
}

std::string WriteProperties(const Flow& flow, bool from_document) {
    if (flow.properties.empty()) {
        if (!from_document) return "    properties: []\n";
        return WithComment("    properties: []", "the document lists none");
    }
    std::string text = "    properties:\n";
    for (const Property& property : flow.properties) {
        text += "      - " + WriteProperty(property) + "\n";
    }
    return text;
}

std::string WriteFlow(const Flow& flow, bool from_document) {
    std::string text = fmt::format("  {}:\n    title: {}\n", Scalar(flow.id), Scalar(flow.title));
    if (flow.at != Lines{}) {
        text += WithComment(WriteLines(flow.at), "document lines; optional when written by hand");
    }
    text +=
        fmt::format("    source: {}\n    target: {}\n", Scalar(flow.source), Scalar(flow.target));
    text += WriteCreate(flow.create);
    text += WriteMergeRule(flow.merge_when_any, flow.at.merge != 0);
    text += fmt::format("    keep_in_sync: {}\n", flow.keep_in_sync ? "both-ways" : "never");
    text += WriteWhenNoProperties(flow);
    return text + WriteProperties(flow, from_document);
}

}  // namespace

std::string Write(const Checklist& checklist) {
    std::string text = "# yaml-language-server: $schema=../schema/checklist.schema.json\n";
    text +=
        fmt::format("checklist: {}\ntitle: {}\n", Scalar(checklist.id), Scalar(checklist.title));
    if (const auto& origin = checklist.document) {
        text += fmt::format("document: {{file: {}, sha256: {}, generated: {}{}}}\n",
                            Scalar(origin->file), Quoted(origin->sha256), Quoted(origin->generated),
                            WriteIntroduction(origin->introduction));
    }
    text +=
        fmt::format("source: {}\ntarget: {}\n", Scalar(checklist.source), Scalar(checklist.target));
    if (checklist.flows.empty()) return text + "flows: {}\n";
    text += "flows:\n";
    for (const Flow& flow : checklist.flows) {
        text += WriteFlow(flow, checklist.document.has_value());
    }
    return text;
}

}  // namespace plumb::checklist
