#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/run/case_run.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

/// Texts by which a copy of the record would be recognised: those that nobody else bears.
void CollectUnique(const Json& value, const std::string& tag, std::set<std::string>& texts) {
    if (value.is_structured()) {
        for (const Json& member : value) CollectUnique(member, tag, texts);
    } else if (value.is_string()) {
        const std::string text = ToLower(value.get<std::string>());
        if (text.find(tag) != std::string::npos) texts.insert(text);
    }
}

bool IsEmptyAt(const Json& record, const std::string& path) {
    const Json* value = Find(record, path);
    return value == nullptr || scenario::IsEmptyValue(*value);
}

}  // namespace

Held CaseRun::NewHeld(const std::string& handle, int index, Side side,
                      const checklist::Flow& flow) {
    Held held;
    held.handle = handle;
    held.index = index;
    held.side = side;
    held.flow = &flow;
    held.entity = stage_.world.bodies.EntityOf(flow, side);
    held.tag = ValueMaker::RecordTag(cast_.tag, ++records_made_, index);
    held.persona = stage_.world.values.MakePersona(held.tag);
    return held;
}

std::optional<int> CaseRun::CountOf(const scenario::Count& count, const checklist::Flow& flow) {
    if (const int* number = std::get_if<int>(&count)) return *number;
    if (const auto* fills = std::get_if<scenario::FillsAPage>(&count)) return CountOf(*fills, flow);
    const World& world = stage_.world;
    int largest = 0;
    for (Side side : {Side::kSource, Side::kTarget}) {
        const target::Entity& entity = *world.bodies.EntityOf(flow, side);
        int asked = 0;
        const auto admin = world.admins.find(world.bodies.SystemOn(side));
        if (admin != world.admins.end()) {
            if (auto pages = admin->second->LargestPages())
                asked = (*pages)[admin->first + "/" + entity.id];
        }
        largest = std::max(largest, asked > 0 ? asked : entity.page_size);
    }
    if (largest > world.page_limit) {
        End(Verdict::kSkipped, fmt::format("page size {}", largest));
        return std::nullopt;
    }
    return largest + 1;
}

void CaseRun::Run(const scenario::GivenLinkedPair& step) {
    const checklist::Flow& flow = FlowOf(step.flow);
    const auto count = CountOf(step.count, flow);
    for (int i = 0; count && i < *count; ++i) {
        Held source = NewHeld("source", i, Side::kSource, flow);
        Json body = stage_.world.bodies.Unmatched(source, PairOf(flow));
        if (!Make(std::move(source), std::move(body), {})) return;
    }
    if (count) rest_ = [this, &flow, count] { MakeTargets(flow, *count); };
}

/// They are made of what is stored of the sources.
void CaseRun::MakeTargets(const checklist::Flow& flow, int count) {
    const checklist::MergeAlternative alternative =
        plan_.alternative.empty() ? stage_.world.bodies.LinkingAlternative(flow)
                                  : plan_.alternative;
    for (int i = 0; i < count; ++i) {
        Held target = NewHeld("target", i, Side::kTarget, flow);
        if (alternative.empty()) {
            target.awaited = true;
            target.made_of = "source";
            cast_.records["target"].push_back(std::move(target));
            continue;
        }
        Json body = stage_.world.bodies.Unmatched(target, PairOf(flow));
        const Held& partner = (*cast_.Find("source"))[static_cast<std::size_t>(i)];
        stage_.world.bodies.Match(body, target, partner, alternative, KeysOfPartner());
        if (!Make(std::move(target), std::move(body), {})) return;
    }
}

/// Keys of the alternative other than the pair under test: the same for all records of the case
/// with the same index, so that the pair under test alone decides.
void CaseRun::ShareOtherKeys(Json& body, const Held& held) {
    for (const checklist::Pair& pair : plan_.alternative) {
        if (pair.IsIncomplete() || (plan_.pair && pair == plan_.pair->pair)) continue;
        const std::string name = fmt::format("shared {} = {}", pair.source, pair.target);
        const std::string& path = PathOn(pair, held.side);
        Put(body, path, FreshValue(stage_.world, cast_, held, path, {name}));
        stage_.world.bodies.Spread(body, held, path, {});
    }
}

/// Of a case about another property no key is shared: all of its records would match.
bool CaseRun::IsAboutOneOfSeveralKeys() const {
    return plan_.alternative.size() > 1 && plan_.pair &&
           std::ranges::find(plan_.alternative, plan_.pair->pair) != plan_.alternative.end();
}

/// Where the key under test alone decides, no other may make a partner.
BodyMaker::Keys CaseRun::KeysOfPartner() const {
    const bool is_about_matching = std::ranges::any_of(plan_.clauses, [](const auto& clause) {
        return clause.find("/merge/") != std::string::npos;
    });
    return is_about_matching ? BodyMaker::Keys::kOfOneAlternative
                             : BodyMaker::Keys::kWhatIsKeptInSync;
}

/// The pair that the case is about, when it is one of this flow.
const checklist::Pair* CaseRun::PairOf(const checklist::Flow& flow) const {
    return plan_.pair && flow.id == plan_.flow ? &plan_.pair->pair : nullptr;
}

Json CaseRun::BodyOf(const scenario::Create& step, const Held& held) {
    Json body = stage_.world.bodies.Unmatched(held, PairOf(*held.flow));
    if (held.flow->id == plan_.flow && IsAboutOneOfSeveralKeys()) ShareOtherKeys(body, held);
    if (!step.matching.empty()) {
        const std::vector<Held>& partners = *cast_.Find(step.matching);
        const Held& partner =
            partners[std::min(static_cast<std::size_t>(held.index), partners.size() - 1)];
        const bool under_test = held.flow->id == plan_.flow && !plan_.alternative.empty();
        const checklist::MergeAlternative alternative =
            under_test ? plan_.alternative : stage_.world.bodies.LinkingAlternative(*held.flow);
        if (!alternative.empty()) {
            stage_.world.bodies.Match(body, held, partner, alternative, KeysOfPartner());
        }
    }
    std::vector<std::string> asked;
    for (const scenario::Assignment& assignment : step.with) asked.push_back(assignment.path);
    for (const scenario::Assignment& assignment : step.with) {
        if (const auto* literal = std::get_if<scenario::Literal>(&assignment.value)) {
            Put(body, assignment.path,
                Fit(held.entity->FieldAt(assignment.path),
                    stage_.world.values.FillTag(literal->value, cast_.tag, held.index)));
        } else if (const auto* fresh = std::get_if<scenario::Fresh>(&assignment.value)) {
            Put(body, assignment.path,
                FreshValue(stage_.world, cast_, held, assignment.path, *fresh));
        } else {
            Erase(body, assignment.path);
        }
        stage_.world.bodies.Spread(body, held, assignment.path, asked);
    }
    return body;
}

/// What the step sets, and what must hold the same.
std::vector<std::string> CaseRun::DemandedBy(const scenario::Create& step, const Held& held) const {
    std::vector<std::string> paths;
    for (const scenario::Assignment& assignment : step.with) {
        paths.push_back(assignment.path);
        for (const std::string& kin : stage_.world.bodies.KinOf(held, assignment.path))
            paths.push_back(kin);
    }
    return paths;
}

void CaseRun::Run(const scenario::Create& step) {
    const checklist::Flow& flow = FlowOf(step.flow);
    const auto count = CountOf(step.count, flow);
    for (int i = 0; count && i < *count && !HasEnded(); ++i) {
        Held held = NewHeld(step.handle, i, step.side, flow);
        const std::vector<std::string> demanded = DemandedBy(step, held);
        if (!step.like.empty()) {
            const std::vector<Held>& models = *cast_.Find(step.like);
            held.persona = models[std::min(static_cast<std::size_t>(i), models.size() - 1)].persona;
        }
        Json body = BodyOf(step, held);
        if (!Make(std::move(held), std::move(body), demanded)) return;
        if (step.copy.empty()) continue;
        Held copy = NewHeld(step.copy, i, Other(step.side), flow);
        copy.awaited = true;
        copy.made_of = step.handle;
        cast_.records[step.copy].push_back(std::move(copy));
    }
}

bool CaseRun::Make(Held held, Json body, const std::vector<std::string>& demanded) {
    const std::string text = fmt::format("create {}", held.handle);
    const system::Purpose purpose{plan_.id, text};
    auto created = stage_.maker.SendNew(held.side, *held.entity, body, purpose);
    cast_.touched[held.side] = stage_.state.Barrier();
    if (!created) return End(created.error()), false;
    const std::string& system = stage_.world.SystemOn(held.side).GetProfile().title;
    if (const auto* refused = std::get_if<system::Refused>(&*created)) {
        End(Verdict::kSkipped, fmt::format("{} refuses this value: {}", system, refused->message));
        return false;
    }
    Written written = Maker::New(held.side, *held.entity,
                                 std::get<system::Record>(*std::move(created)), body, purpose);
    auto made = [=, this, held = std::move(held)](const auto& stored) {
        if (!stored) return End(Maker::NotShown(written).value());
        Made(held, body, demanded, *stored);
    };
    Owe(written, std::move(made));
    return true;
}

/// Goes on with a record that was created, as its system stores it.
void CaseRun::Made(Held held, const Json& body, const std::vector<std::string>& demanded,
                   const system::Record& record) {
    const std::string& system = stage_.world.SystemOn(held.side).GetProfile().title;
    Tell(LaneOf(held.side),
         fmt::format("a person creates {} ({} {})", held.handle, held.entity->id, record.id));
    std::vector<std::string> given = demanded;
    for (const checklist::Flow& flow : stage_.world.checklist.flows) {
        if (stage_.world.bodies.EntityOf(flow, held.side) != held.entity) continue;
        for (const checklist::Property& property : SyncedPairs(flow))
            given.push_back(PathOn(property.pair, held.side));
    }
    if (plan_.pair) given.push_back(PathOn(plan_.pair->pair, held.side));
    Keep(held, record, given);
    CollectUnique(body, held.tag, held.unique_texts);
    const bool senseless = MakesNoSenseAnyMore(body, held) || WasFilledIn(body, held, demanded);
    const std::string hidden = senseless ? "" : HiddenPath(body, held, demanded);
    cast_.records[held.handle].push_back(std::move(held));
    if (senseless) End(Verdict::kSkipped, fmt::format("{} changes this value", system));
    if (!hidden.empty()) {
        End(Verdict::kSkipped,
            fmt::format("{} does not show {}: it keeps no such property, or the profile does not "
                        "ask for it",
                        system, hidden),
            true);
    }
}

/// True when the system has put something where the case demanded nothing, as Hub puts the login
/// where the name is missing.
bool CaseRun::WasFilledIn(const Json& sent, const Held& held,
                          const std::vector<std::string>& demanded) {
    return std::ranges::any_of(demanded, [&](const std::string& path) {
        return IsEmptyAt(sent, path) && !IsEmptyAt(held.record.fields, path);
    });
}

/// A path that the case is about, for which the system took a value that it does not show
/// afterwards; "" when all is well.
std::string CaseRun::HiddenPath(const Json& sent, const Held& held,
                                std::vector<std::string> paths) const {
    if (plan_.pair && held.flow->id == plan_.flow) {
        paths.push_back(PathOn(plan_.pair->pair, held.side));
        for (const checklist::Condition& condition : plan_.pair->pair.only_if)
            if (condition.side == held.side) paths.push_back(condition.path);
    }
    const auto hidden = std::ranges::find_if(paths, [&](const std::string& path) {
        return !IsEmptyAt(sent, path) && IsEmptyAt(held.record.fields, path);
    });
    return hidden == paths.end() ? "" : *hidden;
}

/// True when the system stored a key of the alternative under test differently and thereby made two
/// records of the case equal, or unequal, that were not so as they were sent.
bool CaseRun::MakesNoSenseAnyMore(const Json& sent, const Held& held) const {
    const auto at = [](const Json& record, const std::string& path) {
        const Json* value = Find(record, path);
        return value == nullptr ? Json() : *value;
    };
    for (const checklist::Pair& pair : plan_.alternative) {
        const std::string& path = PathOn(pair, held.side);
        const Json asked = at(sent, path);
        const Json stored = at(held.record.fields, path);
        if (scenario::SameValue(asked, stored)) continue;
        for (const auto& [handle, list] : cast_.records) {
            for (const Held& other : list) {
                if (other.side == held.side) continue;
                const Json theirs = at(other.record.fields, PathOn(pair, other.side));
                if (scenario::SameValue(asked, theirs) != scenario::SameValue(stored, theirs))
                    return true;
            }
        }
    }
    return false;
}

void CaseRun::Keep(Held& held, const system::Record& stored,
                   const std::vector<std::string>& paths) {
    held.record = stored;
    held.as_left = stored.fields;
    for (const std::string& path : paths) {
        const Json* value = Find(stored.fields, path);
        held.given[path] = value == nullptr ? Json() : *value;
        held.stored_elsewhere.erase(path);
    }
}

}  // namespace plumb::run
