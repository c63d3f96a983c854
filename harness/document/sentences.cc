#include "harness/document/sentences.h"

#include <array>

#include "harness/document/lines.h"

namespace plumb::document {

namespace {

enum class Slot { kNone, kSource, kTarget };

/// A sentence with fixed words around the two names.
struct Form {
    SentenceKind kind;
    std::array<std::string_view, 3> words;
    std::array<Slot, 2> names;
};

constexpr auto kA = Slot::kSource, kB = Slot::kTarget;

constexpr Form kForms[] = {
    {SentenceKind::kAlways, {"Every ", " will be synchronized with a ", "."}, {kA, kB}},
    {SentenceKind::kLinkRequired,
     {"Before any synchronization can take place, a link between a ", " and a ",
      " must be established."},
     {kA, kB}},
    {SentenceKind::kMergeWhenFound,
     {"If a matching ", " already exists, the ", " will be merged with the existing one."},
     {kB, kA}},
    {SentenceKind::kCreateWhenNotFound,
     {"If no matching ", " is found, a new ", " will be created."},
     {kB, kB}},
    {SentenceKind::kMergeRule,
     {"A ", " will merge with a ", " if one of the following property combinations match:"},
     {kA, kB}},
    {SentenceKind::kKeepInSync,
     {"Once a link between a ", " and a ",
      " is established, it will keep in sync between the two systems, regardless of where it is "
      "edited."},
     {kA, kB}},
    {SentenceKind::kProperties,
     {"The following properties are synchronized between a ", " and a ", ":"},
     {kA, kB}},
};

constexpr std::string_view kConnectedStart = "A new ";
constexpr std::string_view kConnectedFrom = " will be created from a ";
constexpr std::string_view kConnectedTo = " if it is connected to a ";
constexpr std::string_view kConnectedInto = " that is synchronized into ";
constexpr std::string_view kConditionEnd = ", it ";
constexpr std::string_view kConditionWords = ", it will be synchronized with a ";

std::string_view NameIn(Slot slot, const Section& section) {
    return slot == Slot::kSource ? section.source : section.target;
}

bool Matches(const Form& form, std::string_view line, const Section& section) {
    return Matcher(line)
        .Then(form.words[0])
        .Then(NameIn(form.names[0], section))
        .Then(form.words[1])
        .Then(NameIn(form.names[1], section))
        .Then(form.words[2])
        .Done();
}

/// The names of a sentence whose fixed words are all there, whatever names stand between them.
std::optional<std::string_view> NamesIn(std::string_view line, std::string_view start,
                                        std::string_view middle, std::string_view end) {
    if (!line.starts_with(start) || line.size() < start.size() + end.size()) return std::nullopt;
    if (!line.ends_with(end)) return std::nullopt;
    line = line.substr(start.size(), line.size() - start.size() - end.size());
    if (line.find(middle) == std::string_view::npos) return std::nullopt;
    return line;
}

/// "E1", "E1 or E2", "E1, E2, or E3". False when one of them is empty.
bool SplitEntities(std::string_view list, std::vector<std::string_view>& entities) {
    const auto add = [&entities](std::string_view entity) {
        entities.push_back(TrimLeft(TrimRight(entity)));
        return !entities.back().empty();
    };
    std::size_t comma = list.find(", ");
    if (comma == std::string_view::npos) {
        const std::size_t last = list.rfind(" or ");
        if (last == std::string_view::npos) return add(list);
        return add(list.substr(0, last)) && add(list.substr(last + 4));
    }
    for (; comma != std::string_view::npos; comma = list.find(", ")) {
        if (!add(list.substr(0, comma))) return false;
        list.remove_prefix(comma + 2);
    }
    if (list.starts_with("or ")) list.remove_prefix(3);
    return add(list);
}

bool MatchConnected(std::string_view line, Section& section) {
    const Matcher start = Matcher(line)
                              .Then(kConnectedStart)
                              .Then(section.target)
                              .Then(kConnectedFrom)
                              .Then(section.source)
                              .Then(kConnectedTo);
    if (!start.Matched() || !line.ends_with('.')) return false;
    std::string_view rest = start.Rest();
    rest.remove_suffix(1);
    const std::size_t into = rest.rfind(TrimRight(kConnectedInto));
    if (into == std::string_view::npos) return false;
    std::string_view system = rest.substr(into + TrimRight(kConnectedInto).size());
    if (!system.empty() && !IsBlank(system.front())) return false;
    std::vector<std::string_view> entities;
    if (!SplitEntities(rest.substr(0, into), entities)) return false;
    section.connected_to = std::move(entities);
    section.connected_in = TrimLeft(system);
    return true;
}

bool MatchConditional(std::string_view line, Section& section) {
    const std::size_t at = line.rfind(kConditionEnd);
    if (at == std::string_view::npos || TrimLeft(line.substr(0, at)).empty()) return false;
    if (!Matcher(line.substr(at)).Then(kConditionWords).Then(section.target).Then(".").Done()) {
        return false;
    }
    section.condition = TrimRight(line.substr(0, at));
    return true;
}

std::optional<SentenceMatch> MatchWithOtherNames(std::string_view line) {
    for (const Form& form : kForms) {
        if (auto names = NamesIn(line, form.words[0], form.words[1], form.words[2])) {
            return SentenceMatch{form.kind, *names};
        }
    }
    if (auto names = NamesIn(line, kConnectedStart, kConnectedFrom, ".")) {
        const std::size_t end = names->find(kConnectedTo);
        if (end != std::string_view::npos) {
            return SentenceMatch{SentenceKind::kCreatedWhenConnected, names->substr(0, end)};
        }
    }
    const std::size_t condition = line.rfind(kConditionEnd);
    if (condition != std::string_view::npos && condition > 0 && line.ends_with('.')) {
        const Matcher words = Matcher(line.substr(condition)).Then(kConditionWords);
        if (words.Matched()) {
            return SentenceMatch{SentenceKind::kConditional,
                                 words.Rest().substr(0, words.Rest().size() - 1)};
        }
    }
    return std::nullopt;
}

}  // namespace

Matcher& Matcher::Then(std::string_view expected) {
    if (!matched_ || expected.empty()) return *this;
    if (after_blank_) {
        rest_ = TrimLeft(rest_);
        expected = TrimLeft(expected);
    }
    while (!expected.empty()) {
        const std::size_t word = std::min(expected.find(' '), expected.size());
        if (!rest_.starts_with(expected.substr(0, word))) {
            matched_ = false;
            return *this;
        }
        rest_.remove_prefix(word);
        expected.remove_prefix(word);
        after_blank_ = !expected.empty();
        if (!after_blank_) break;
        if (rest_.empty() || !IsBlank(rest_.front())) {
            matched_ = false;
            return *this;
        }
        rest_ = TrimLeft(rest_);
        expected = TrimLeft(expected);
    }
    return *this;
}

std::optional<SentenceMatch> MatchSentence(std::string_view line, Section& section) {
    for (const Form& form : kForms) {
        if (Matches(form, line, section)) return SentenceMatch{form.kind, {}};
    }
    if (MatchConnected(line, section))
        return SentenceMatch{SentenceKind::kCreatedWhenConnected, {}};
    if (MatchConditional(line, section)) return SentenceMatch{SentenceKind::kConditional, {}};
    return MatchWithOtherNames(line);
}

}  // namespace plumb::document
