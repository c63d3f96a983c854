#include <fmt/format.h>
#include <algorithm>
#include <map>

#include "harness/run/judge.h"
#include "harness/run/leaves.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

std::string Name(const Held& held) {
    return fmt::format("{} {}", held.entity->id, held.record.id.empty() ? "?" : held.record.id);
}

dataflow::LinkEnd EndOf(const Held& held) {
    return {held.entity->id, held.record.id};
}

std::map<dataflow::LinkEnd, std::size_t> IndexesOf(const std::vector<Held>& list) {
    std::map<dataflow::LinkEnd, std::size_t> indexes;
    for (std::size_t i = 0; i < list.size(); ++i) indexes.emplace(EndOf(list[i]), i);
    return indexes;
}

/// Two records of the lists that are linked and must not be: lists are paired by index, and nobody
/// is linked to the partner of another.
std::optional<std::string> WrongLink(const dataflow::Links& links, const std::vector<Held>& a,
                                     const std::vector<Held>& b, bool by_index) {
    const bool a_is_source = a.front().side == Side::kSource;
    const auto sources = IndexesOf(a_is_source ? a : b);
    const auto targets = IndexesOf(a_is_source ? b : a);
    for (const dataflow::Link& link : links) {
        const auto source = sources.find(link.source);
        const auto target = targets.find(link.target);
        if (source == sources.end() || target == targets.end()) continue;
        if (by_index && source->second == target->second) continue;
        return fmt::format("{} {} and {} {}", link.source.entity, link.source.id,
                           link.target.entity, link.target.id);
    }
    return std::nullopt;
}

dataflow::Link LinkOf(const Held& a, const Held& b) {
    return a.side == Side::kSource ? dataflow::Link{EndOf(a), EndOf(b)}
                                   : dataflow::Link{EndOf(b), EndOf(a)};
}

}  // namespace

Finding Judge::operator()(const scenario::Linked& expectation) {
    const checklist::Flow& flow = FlowOf(expectation.flow);
    const std::string expected = expectation.expected
                                     ? "linked: " + expectation.a + " and " + expectation.b
                                     : "not linked: " + expectation.a + " and " + expectation.b;
    if (!world_.Can(target::Capability::kLinks)) {
        return Undecided(expected,
                         "the data flow's links cannot be read, and nothing that is kept "
                         "in sync could show the link by a probe");
    }
    const auto links = state_.LinksOf(flow);
    if (!links)
        return Undecided(expected, "the links could not be read: " + ToString(links.error()));
    const std::vector<Held>& a = *cast_.Find(expectation.a);
    const std::vector<Held>& b = *cast_.Find(expectation.b);
    if (const auto wrong = WrongLink(**links, a, b, expectation.expected)) {
        const std::string seen = "the data flow has linked " + *wrong;
        const std::string unread = expectation.expected ? "" : MayBeUnread(a, b);
        return unread.empty() ? Wrong(expected, seen)
                              : Undecided(expected, seen + "; but " + unread);
    }
    for (std::size_t i = 0; expectation.expected && i < a.size() && i < b.size(); ++i) {
        if ((*links)->contains(LinkOf(a[i], b[i]))) continue;
        const std::string seen =
            "the data flow has no link between " + Name(a[i]) + " and " + Name(b[i]);
        if (const std::string why = MayHaveFollowed(a, b); !why.empty())
            return Undecided(expected, seen + "; but " + why);
        return Missing(expected, seen, flow.id, Side::kSource);
    }
    if (!expectation.expected) return Nothing(expected, "there is no such link", flow.id);
    return {Verdict::kPass, expected, "they are in the data flow's link table", nullptr, nullptr};
}

/// A data flow may carry a deletion over, in one form or another.
std::string Judge::MayHaveFollowed(const std::vector<Held>& a, const std::vector<Held>& b) {
    const Held* gone = nullptr;
    for (const auto& [handle, list] : cast_.records) {
        for (const Held& held : list) gone = held.deleted ? &held : gone;
    }
    if (gone == nullptr) return "";
    if (gone->retired) return gone->handle + " could not be deleted and is still there";
    for (const std::vector<Held>* list : {&a, &b}) {
        for (const Held& held : *list) {
            const auto now = Now(held);
            if (!now) return ToString(now.error());
            if (held.awaited || held.deleted) continue;
            const bool is_left =
                *now != nullptr &&
                ChangedLeaves(held.as_left, (*now)->fields, *held.entity, {}).empty();
            if (is_left) continue;
            return fmt::format(
                "{} was {} after {} was deleted, and what becomes of it then is left open",
                Name(held), *now == nullptr ? "deleted" : "changed", gone->handle);
        }
    }
    return "";
}

/// A data flow that was kept from reading an edit matches by what it knew before.
std::string Judge::MayBeUnread(const std::vector<Held>& a, const std::vector<Held>& b) const {
    std::optional<int> first;
    for (const std::vector<Held>* list : {&a, &b}) {
        for (const Held& held : *list) {
            if (held.edited_after)
                first = std::min(first.value_or(*held.edited_after), *held.edited_after);
        }
    }
    return first ? state_.DisturbanceSince(*first + 1) : "";
}

Finding Judge::operator()(const scenario::Unlinked& expectation) {
    const checklist::Flow& flow = FlowOf(expectation.flow);
    const std::string expected = expectation.handle + " is linked to no record at all";
    if (!world_.Can(target::Capability::kLinks)) {
        return Undecided(expected,
                         "the data flow's links cannot be read, and nothing that is kept "
                         "in sync could show a link by a probe");
    }
    const auto links = state_.LinksOf(flow);
    if (!links)
        return Undecided(expected, "the links could not be read: " + ToString(links.error()));
    for (const Held& held : *cast_.Find(expectation.handle)) {
        for (const dataflow::Link& link : **links) {
            const bool on_source = held.side == Side::kSource;
            if ((on_source ? link.source : link.target) != EndOf(held)) continue;
            const dataflow::LinkEnd& other = on_source ? link.target : link.source;
            return Wrong(expected,
                         fmt::format("{} is linked to {} {}", Name(held), other.entity, other.id));
        }
    }
    return Nothing(expected, "no link of it is in the data flow's link table", flow.id);
}

}  // namespace plumb::run
