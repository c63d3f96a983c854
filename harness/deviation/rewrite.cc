#include "harness/deviation/rewrite.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/base/text.h"
#include "harness/deviation/lines.h"

namespace plumb::deviation {

namespace {

constexpr std::string_view kNewList =
    "# Known deviations: cases that are expected to fail for now. Each must still fail, with its\n"
    "# message, and counts as a failure after the day on which it expires.\n"
    "deviations:\n";

/// What the run says of the cases that one entry speaks of.
struct Fate {
    std::vector<std::string> stays;            ///< fail as the entry says, or were not judged
    std::vector<const JudgedCase*> otherwise;  ///< fail with another message
    std::vector<const JudgedCase*> passes;
    bool speaks_of_nothing = false;

    bool Holds() const { return !speaks_of_nothing && otherwise.empty() && passes.empty(); }
};

/// An entry that holds nothing but what is known; the rest is for a person to fill in.
Entry EntryFor(const JudgedCase& judged) {
    return {judged.id, "", "", "", "", StableMessage(judged.reason), 0};
}

std::string Line(const std::string& indent, std::string_view key, const std::string& value) {
    const std::string written = value.empty()      ? std::string(kToBeFilled)
                                : key == "expires" ? value
                                                   : Scalar(value);
    return fmt::format("{}{}: {}\n", indent, key, written);
}

std::string TextOf(const Entry& entry, const std::string& indent) {
    std::string text = Line(indent + "- ", "case", entry.cases);
    const std::string inner = indent + "  ";
    text += Line(inner, "reason", entry.reason);
    text += Line(inner, "owner", entry.owner);
    text += Line(inner, "ticket", entry.ticket);
    text += Line(inner, "expires", entry.expires);
    if (!entry.message.empty()) text += Line(inner, "message", entry.message);
    return text;
}

class Rewriter final {
  public:
    Rewriter(const List& list, Lines& lines, const std::vector<std::string>& ids,
             const std::vector<JudgedCase>& judged)
        : list_(list), lines_(lines) {
        for (const JudgedCase& one : judged) judged_[one.id] = &one;
        fates_.resize(list.entries.size());
        for (std::size_t i = 0; i < fates_.size(); ++i) {
            fates_[i].speaks_of_nothing = std::ranges::none_of(
                ids, [&](const auto& id) { return MatchesGlob(id, list.entries[i].cases); });
        }
        for (const std::string& id : ids) Place(id);
    }

    Rewritten Run() {
        std::string added;
        for (const JudgedCase* judged : unlisted_)
            added += TextOf(EntryFor(*judged), lines_.Indentation());
        // From the last change to the first, since each moves the lines below it.
        for (std::size_t i = unlisted_.size(); i-- > 0;)
            changes_.push_back("added " + unlisted_[i]->id);
        if (!added.empty()) lines_.Append(added);
        for (std::size_t i = fates_.size(); i-- > 0;) {
            if (!fates_[i].Holds()) Change(i);
        }
        std::ranges::reverse(changes_);
        return {lines_.Text(), std::move(changes_)};
    }

    /// The entries that the new text must hold, in its order.
    std::vector<Entry> Expected() const {
        std::vector<Entry> expected;
        for (std::size_t i = 0; i < fates_.size(); ++i) {
            const Fate& fate = fates_[i];
            if (fate.Holds()) {
                expected.push_back(list_.entries[i]);
                continue;
            }
            for (const std::string& id : fate.stays) {
                expected.push_back(list_.entries[i]);
                expected.back().cases = id;
            }
            for (const JudgedCase* judged : fate.otherwise)
                expected.push_back(OtherMessage(list_.entries[i], *judged));
        }
        for (const JudgedCase* judged : unlisted_) expected.push_back(EntryFor(*judged));
        return expected;
    }

  private:
    void Place(const std::string& id) {
        const auto found = judged_.find(id);
        const JudgedCase* judged = found == judged_.end() ? nullptr : found->second;
        if (judged != nullptr && !judged->failed) return PlacePass(*judged);
        const auto index = FindEntry(list_.entries, id);
        if (!index) {
            if (judged != nullptr) unlisted_.push_back(judged);
            return;
        }
        Fate& fate = fates_[*index];
        if (judged == nullptr) return fate.stays.push_back(id);
        const bool as_said = Says(judged->reason, list_.entries[*index].message);
        if (as_said) return fate.stays.push_back(id);
        fate.otherwise.push_back(judged);
    }

    /// A pattern would speak of it too, once the entry that names it is gone.
    void PlacePass(const JudgedCase& judged) {
        for (std::size_t i = 0; i < fates_.size(); ++i) {
            if (MatchesGlob(judged.id, list_.entries[i].cases)) fates_[i].passes.push_back(&judged);
        }
    }

    /// It fails for another reason than the one that somebody accepted: that one is not kept.
    static Entry OtherMessage(const Entry& old, const JudgedCase& judged) {
        Entry entry = EntryFor(judged);
        entry.owner = old.owner;
        entry.ticket = old.ticket;
        entry.expires = old.expires;
        return entry;
    }

    void Change(std::size_t index) {
        const Fate& fate = fates_[index];
        const Lines::Span& span = lines_.Spans()[index];
        const Entry& entry = list_.entries[index];
        std::string text;
        for (const std::string& id : fate.stays) text += lines_.WithCase(span, id);
        if (text.empty() && !fate.otherwise.empty()) text = lines_.CommentsIn(span);
        for (const JudgedCase* judged : fate.otherwise) {
            text += TextOf(OtherMessage(entry, *judged), lines_.Indentation());
            changes_.push_back(judged->id + " fails with another message: give the reason again");
        }
        if (fate.speaks_of_nothing)
            changes_.push_back("removed " + entry.cases + ", which is no case of this checklist");
        for (const JudgedCase* judged : fate.passes)
            changes_.push_back(fmt::format("{} {}: {} passes",
                                           text.empty() ? "removed" : "narrowed", entry.cases,
                                           judged->id));
        if (text.empty()) return lines_.Remove(span);
        lines_.Replace(span, text);
    }

    const List& list_;
    Lines& lines_;
    std::map<std::string, const JudgedCase*> judged_;
    std::vector<Fate> fates_;
    std::vector<const JudgedCase*> unlisted_;
    std::vector<std::string> changes_;
};

bool SaysTheSame(Entry a, Entry b) {
    a.line = b.line = 0;
    return a == b;
}

}  // namespace

namespace {

Result<Rewritten> RewriteLines(std::string_view text, const std::string& file,
                               const std::vector<std::string>& ids,
                               const std::vector<JudgedCase>& judged) {
    const std::string old(Trim(text).empty() ? kNewList : text);
    const auto list = Read(old, file);
    if (!list) return tl::make_unexpected(list.error());
    const auto root = yaml::Parse(old, file);
    if (!root) return tl::make_unexpected(root.error());
    auto lines = Lines::Of(old, *root);
    if (!lines) return tl::make_unexpected(lines.error());
    Rewriter rewriter(*list, *lines, ids, judged);
    Rewritten rewritten = rewriter.Run();
    if (rewritten.changes.empty()) return Rewritten{std::string(text), {}};
    // The text was edited by lines: that it says what it should is seen only by reading it.
    const auto again = Read(rewritten.text, file);
    if (!again || !std::ranges::equal(again->entries, rewriter.Expected(), SaysTheSame)) {
        return InputError("this list cannot be rewritten without losing what it says", {file, 0, 0},
                          "write each entry as lines that begin with `- case: …`");
    }
    return rewritten;
}

/// True when every line ends as on Windows.
bool EndsLinesWithCarriageReturn(std::string_view text) {
    const auto ends = std::ranges::count(text, '\n');
    return ends > 0 &&
           ReplaceAll(std::string(text), "\r\n", "\n").size() + static_cast<std::size_t>(ends) ==
               text.size();
}

}  // namespace

Result<Rewritten> Rewrite(std::string_view text, const std::string& file,
                          const std::vector<std::string>& ids,
                          const std::vector<JudgedCase>& judged) {
    if (!EndsLinesWithCarriageReturn(text)) return RewriteLines(text, file, ids, judged);
    auto rewritten = RewriteLines(ReplaceAll(std::string(text), "\r\n", "\n"), file, ids, judged);
    if (rewritten) rewritten->text = ReplaceAll(std::move(rewritten->text), "\n", "\r\n");
    return rewritten;
}

}  // namespace plumb::deviation
