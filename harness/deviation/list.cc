#include "harness/deviation/list.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "harness/base/text.h"
#include "harness/yaml/fields.h"
#include "harness/yaml/node.h"

namespace plumb::deviation {

namespace {

using Problems = std::vector<Problem>;

std::string Filled(std::string text) {
    return Trim(text).starts_with(kToBeFilled) ? "" : std::string(Trim(text));
}

/// Ten characters, so that days can be compared as texts.
bool IsDay(const std::string& text) {
    return text.size() == 10 && ParseTime(text).has_value();
}

Entry ReadEntry(const yaml::Node& node, Problems& problems) {
    yaml::Fields fields(node, "a known deviation", problems);
    Entry entry;
    entry.line = node.place.line;
    entry.cases = Trim(fields.RequiredText("case"));
    entry.reason = Filled(fields.Text("reason").value_or(""));
    entry.owner = Filled(fields.Text("owner").value_or(""));
    entry.ticket = Filled(fields.Text("ticket").value_or(""));
    entry.expires = Filled(fields.Text("expires").value_or(""));
    entry.message = Filled(fields.Text("message").value_or(""));
    fields.Finish();
    const yaml::Node* named = node.Find("case");
    if (named != nullptr && named->IsScalar() && entry.cases.empty())
        fields.Report("'case' names no case", named->place, "see `plumb plan`");
    if (!entry.expires.empty() && !IsDay(entry.expires)) {
        fields.Report(fmt::format("'{}' is no day", Shorten(entry.expires, 40)),
                      node.Find("expires")->place, "write it as 2027-03-31");
        entry.expires.clear();
    }
    return entry;
}

std::string Missing(const Entry& entry) {
    std::string text;
    const auto add = [&](std::string_view key, const std::string& value) {
        if (value.empty()) text += fmt::format("{}{}", text.empty() ? "" : ", ", key);
    };
    add("reason", entry.reason);
    add("owner", entry.owner);
    add("ticket", entry.ticket);
    add("expires", entry.expires);
    return text;
}

Place PlaceOf(const List& list, const Entry& entry) {
    return {list.file, entry.line, 0};
}

}  // namespace

Result<List> Read(std::string_view text, const std::string& file) {
    const auto node = yaml::Parse(text, file);
    if (!node) return tl::make_unexpected(node.error());
    Problems problems;
    List list{file, {}};
    yaml::Fields fields(*node, "a list of known deviations", problems);
    const yaml::Node* entries = fields.Required("deviations");
    fields.Finish();
    if (entries != nullptr && !entries->IsList() && !entries->IsNull())
        fields.Report("'deviations' must be a list of entries", entries->place,
                      "each begins with `- case:`");
    std::set<std::string> known;
    for (std::size_t i = 0; entries != nullptr && i < entries->items.size(); ++i) {
        list.entries.push_back(ReadEntry(entries->items[i], problems));
        const std::string& cases = list.entries.back().cases;
        if (!cases.empty() && !known.insert(cases).second)
            fields.Report(fmt::format("'{}' is listed twice", Shorten(cases, 200)),
                          entries->items[i].place, "one entry says all there is to say of a case");
    }
    if (!problems.empty()) return InputError(std::move(problems));
    return list;
}

Problems WhatIsMissing(const List& list) {
    Problems problems;
    for (const Entry& entry : list.entries) {
        if (entry.IsComplete()) continue;
        problems.push_back({fmt::format("the known deviation '{}' does not say: {}",
                                        Shorten(entry.cases, 200), Missing(entry)),
                            PlaceOf(list, entry),
                            "somebody must answer for it, and until when; else a failure would be "
                            "hidden for ever"});
    }
    return problems;
}

bool Excuses(const List& list, std::string_view case_id, std::string_view reason, Milliseconds at) {
    const auto found = FindEntry(list.entries, case_id);
    if (!found) return false;
    const Entry& entry = list.entries[*found];
    return entry.IsComplete() && !IsExpired(entry, at) && Says(reason, entry.message);
}

Problems WhatMatchesNothing(const List& list, const std::vector<std::string>& ids) {
    Problems problems;
    for (const Entry& entry : list.entries) {
        const bool matches = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) {
            return MatchesGlob(id, entry.cases);
        });
        if (matches) continue;
        const std::string hint = DidYouMean(ReplaceAll(entry.cases, "*", ""), ids);
        problems.push_back({fmt::format("the known deviation '{}' is no case of this checklist",
                                        Shorten(entry.cases, 200)),
                            PlaceOf(list, entry), hint.empty() ? "`plumb plan` lists them" : hint});
    }
    return problems;
}

std::string PathBeside(const std::string& checklist) {
    constexpr std::string_view kEnding = ".yaml";
    const bool ends = checklist.ends_with(kEnding);
    return checklist.substr(0, checklist.size() - (ends ? kEnding.size() : 0)) + ".deviations.yaml";
}

}  // namespace plumb::deviation
