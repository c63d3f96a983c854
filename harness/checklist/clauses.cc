#include "harness/checklist/clauses.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace plumb::checklist {

namespace {

/// What the document calls the two sides: the title has exactly one " to ".
struct Names {
    std::string a;
    std::string b;
};

Names NamesOf(const Flow& flow) {
    const std::size_t to = flow.title.find(" to ");
    if (to == std::string::npos) return {flow.source, flow.target};
    return {flow.title.substr(0, to), flow.title.substr(to + 4)};
}

std::string Path(const std::string& path) {
    return path.empty() ? "(left empty)" : path;
}

std::string Conditions(const Pair& pair) {
    std::string text;
    for (const Condition& condition : pair.only_if) {
        text += fmt::format(" (dependent on having {} in {})", Path(condition.value),
                            Path(condition.path));
    }
    return text;
}

std::string Join(const std::vector<std::string>& parts) {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += i + 1 == parts.size() ? " or " : ", ";
        text += parts[i];
    }
    return text;
}

struct CreateSentence {
    const Flow& flow;
    const Names& names;

    std::string LinkFirst() const {
        return fmt::format(
            "Before any synchronization can take place, a link between a {} and a {} must be "
            "established.",
            names.a, names.b);
    }
    /// A document that merges when something is found says so in two more sentences.
    std::string OrMerge() const {
        if (flow.merge_when_any.empty()) return "";
        return fmt::format(
            " If a matching {1} already exists, the {0} will be merged with the existing one. If "
            "no matching {1} is found, a new {1} will be created.",
            names.a, names.b);
    }

    std::string operator()(const CreateNever&) const { return LinkFirst(); }
    std::string operator()(const CreateAlways&) const {
        return fmt::format("Every {} will be synchronized with a {}.", names.a, names.b) +
               OrMerge();
    }
    std::string operator()(const CreateWhenConnected& rule) const {
        return LinkFirst() + fmt::format(
                                 " A new {} will be created from a {} if it is connected to a {} "
                                 "that is synchronized into {}.",
                                 names.b, names.a, Join(rule.entities), rule.in);
    }
    std::string operator()(const CreateWhen& rule) const {
        return fmt::format("{}, it will be synchronized with a {}.", rule.text, names.b) +
               OrMerge();
    }
};

std::string MergeSentence(const MergeAlternative& alternative, const Names& names) {
    std::string pairs;
    for (const Pair& pair : alternative) {
        if (!pairs.empty()) pairs += " and ";
        pairs +=
            fmt::format("{} equals {}{}", Path(pair.source), Path(pair.target), Conditions(pair));
    }
    return fmt::format("A {} will merge with a {} if {}.", names.a, names.b, pairs);
}

std::string PropertySentence(const Property& property, const Names& names) {
    const std::string type = property.type.empty() ? "" : fmt::format(", as {}", property.type);
    return fmt::format("{} is synchronized with {}{} between a {} and a {}{}.",
                       Path(property.pair.source), Path(property.pair.target),
                       Conditions(property.pair), names.a, names.b, type);
}

std::string NothingElseSentence(const Flow& flow, const Names& names) {
    const std::string which = flow.properties.empty()
                                  ? "(the document lists none), so nothing else is written"
                                  : "those listed, and nothing else";
    return fmt::format("The properties that are synchronized between a {} and a {} are {}.",
                       names.a, names.b, which);
}

OtherSentence MergeLead(const Flow& flow) {
    const Names names = NamesOf(flow);
    OtherSentence lead{fmt::format("A {} will merge with a {} if one of the following property "
                                   "combinations match:",
                                   names.a, names.b),
                       flow.at.merge, "promises nothing that can be checked: its table is empty"};
    for (std::size_t i = 0; i < flow.merge_when_any.size(); ++i)
        lead.why =
            i == 0 ? fmt::format("what it promises are the rows of its table: {}/merge/1", flow.id)
                   : fmt::format("{}, {}/merge/{}", lead.why, flow.id, i + 1);
    return lead;
}

int RowLine(const std::vector<int>& rows, std::size_t index, int otherwise) {
    return index < rows.size() ? rows[index] : otherwise;
}

}  // namespace

std::vector<Clause> Clauses(const Flow& flow) {
    std::vector<Clause> clauses;
    const Names names = NamesOf(flow);
    const auto add = [&](const std::string& which, std::string sentence, int line) {
        clauses.push_back({flow.id + "/" + which, flow.id, std::move(sentence), line});
    };
    if (flow.create) {
        add("create", std::visit(CreateSentence{flow, names}, *flow.create), flow.at.create);
    }
    for (std::size_t i = 0; i < flow.merge_when_any.size(); ++i) {
        add(fmt::format("merge/{}", i + 1), MergeSentence(flow.merge_when_any[i], names),
            RowLine(flow.at.merge_rows, i, flow.at.merge));
    }
    if (flow.keep_in_sync) {
        add("keep-in-sync",
            fmt::format("Once a link between a {} and a {} is established, it will keep in sync "
                        "between the two systems, regardless of where it is edited.",
                        names.a, names.b),
            flow.at.keep_in_sync);
    }
    for (std::size_t i = 0; i < flow.properties.size(); ++i) {
        add(fmt::format("property/{}", i + 1), PropertySentence(flow.properties[i], names),
            RowLine(flow.at.property_rows, i, flow.at.properties));
    }
    add("nothing-else", NothingElseSentence(flow, names), flow.at.properties);
    return clauses;
}

std::vector<Clause> Clauses(const Checklist& checklist) {
    std::vector<Clause> clauses;
    for (const Flow& flow : checklist.flows) {
        for (Clause& clause : Clauses(flow)) clauses.push_back(std::move(clause));
    }
    return clauses;
}

std::vector<OtherSentence> OtherSentences(const Checklist& checklist) {
    std::vector<OtherSentence> others;
    if (checklist.document) {
        const std::vector<int>& lines = checklist.document->introduction;
        for (std::size_t i = 0; i < lines.size(); ++i)
            others.push_back({fmt::format("(introduction, sentence {} of {})", i + 1, lines.size()),
                              lines[i],
                              "promises nothing that can be checked: it tells what the document is "
                              "for, not what the data flow does"});
    }
    for (const Flow& flow : checklist.flows) {
        if (flow.at.merge > 0) others.push_back(MergeLead(flow));
    }
    std::ranges::stable_sort(others, {}, &OtherSentence::line);
    return others;
}

}  // namespace plumb::checklist
