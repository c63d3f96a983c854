#include <fmt/format.h>

#include "harness/run/judge.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

std::string Name(const Held& held) {
    return fmt::format("{} {}", held.entity->id, held.record.id.empty() ? "?" : held.record.id);
}

dataflow::LinkEnd EndOf(const Held& held) {
    return {held.entity->id, held.record.id};
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
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        const bool a_is_source = a[i].side == Side::kSource;
        const dataflow::Link link = a_is_source ? dataflow::Link{EndOf(a[i]), EndOf(b[i])}
                                                : dataflow::Link{EndOf(b[i]), EndOf(a[i])};
        const bool linked = (*links)->contains(link);
        if (linked == expectation.expected) continue;
        const std::string names = Name(a[i]) + " and " + Name(b[i]);
        if (linked) return Wrong(expected, "the data flow has linked " + names);
        return Missing(expected, "the data flow has no link between " + names, flow.id,
                       Side::kSource);
    }
    if (!expectation.expected) return Nothing(expected, "there is no such link", flow.id);
    return {Verdict::kPass, expected, "they are in the data flow's link table", nullptr, nullptr};
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
