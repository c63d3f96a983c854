#include "harness/document/sequence.h"

#include <fmt/format.h>
#include <algorithm>
#include <span>

namespace plumb::document {

namespace {

using K = SentenceKind;

constexpr K kSequence1[] = {K::kAlways, K::kKeepInSync, K::kProperties};
constexpr K kSequence2[] = {K::kLinkRequired, K::kMergeRule, K::kKeepInSync, K::kProperties};
constexpr K kSequence3[] = {K::kLinkRequired, K::kCreatedWhenConnected, K::kKeepInSync,
                            K::kProperties};
constexpr K kSequence4[] = {K::kAlways,    K::kMergeWhenFound, K::kCreateWhenNotFound,
                            K::kMergeRule, K::kKeepInSync,     K::kProperties};
constexpr K kSequence5[] = {K::kConditional, K::kKeepInSync, K::kProperties};
constexpr K kSequence6[] = {K::kLinkRequired, K::kCreatedWhenConnected, K::kMergeRule,
                            K::kKeepInSync, K::kProperties};
constexpr K kSequence7[] = {K::kConditional, K::kMergeWhenFound, K::kCreateWhenNotFound,
                            K::kMergeRule,   K::kKeepInSync,     K::kProperties};

constexpr std::span<const K> kSequences[] = {kSequence1, kSequence2, kSequence3, kSequence4,
                                             kSequence5, kSequence6, kSequence7};

/// How many sentences of the section follow `sequence` from the start.
std::size_t CommonLength(const std::vector<Sentence>& sentences, std::span<const K> sequence) {
    const std::size_t length = std::min(sentences.size(), sequence.size());
    std::size_t common = 0;
    while (common < length && sentences[common].kind == sequence[common]) ++common;
    return common;
}

/// What may stand where the first `common` sentences are in order.
std::string ExpectedAfter(const std::vector<Sentence>& sentences, std::size_t common) {
    std::vector<std::string_view> names;
    for (const std::span<const K> sequence : kSequences) {
        if (CommonLength(sentences, sequence) != common || common == sequence.size()) continue;
        const std::string_view name = Name(sequence[common]);
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    if (names.empty()) return "the section should end here";
    return fmt::format("here stands one of: {}", fmt::join(names, ", "));
}

}  // namespace

std::optional<WrongOrder> CheckSequence(const Section& section) {
    const std::vector<Sentence>& sentences = section.sentences;
    std::span<const K> nearest;
    std::size_t longest = 0;
    for (const std::span<const K> sequence : kSequences) {
        const std::size_t common = CommonLength(sentences, sequence);
        if (common == sentences.size() && common == sequence.size()) return std::nullopt;
        if (nearest.empty() || common > longest) {
            nearest = sequence;
            longest = common;
        }
    }
    if (longest == sentences.size()) {
        return WrongOrder{
            fmt::format("the section ends without its sentence '{}'", Name(nearest[longest])),
            section.line,
            {}};
    }
    const Sentence& wrong = sentences[longest];
    const std::string after = longest == 0
                                  ? "at the start of a section"
                                  : fmt::format("after '{}'", Name(sentences[longest - 1].kind));
    return WrongOrder{fmt::format("the sentence '{}' cannot stand {}", Name(wrong.kind), after),
                      wrong.line, ExpectedAfter(sentences, longest)};
}

}  // namespace plumb::document
