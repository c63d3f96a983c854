#include "harness/catalogue/specimen.h"

#include <algorithm>
#include <string>
#include <utility>

namespace plumb::catalogue {

namespace {

using checklist::Flow;
using checklist::Property;
using target::FieldKind;

constexpr std::pair<const char*, FieldKind> kKinds[] = {
    {"text", FieldKind::kText},       {"word", FieldKind::kWord},
    {"email", FieldKind::kEmail},     {"phone", FieldKind::kPhone},
    {"integer", FieldKind::kInteger}, {"decimal", FieldKind::kDecimal},
    {"boolean", FieldKind::kBoolean}, {"date", FieldKind::kDate},
    {"country", FieldKind::kCountry}, {"url", FieldKind::kUrl},
    {"choice", FieldKind::kChoice},
};

constexpr std::ptrdiff_t kPhone = 3;
static_assert(kKinds[kPhone].second == FieldKind::kPhone);

target::Entity Entity(const std::string& id) {
    target::Entity entity;
    entity.id = id;
    entity.modified_at = "changed";
    entity.success_flag = "success";
    for (const auto& [name, kind] : kKinds) {
        target::Field field;
        field.kind = kind;
        if (kind == FieldKind::kChoice) field.choices = {"one", "two"};
        entity.fields.emplace(name, field);
    }
    target::Field unlisted;
    unlisted.generate = "{given} {tag}";
    entity.fields.emplace("unlisted", unlisted);
    target::Field flag;
    flag.kind = FieldKind::kBoolean;
    entity.fields.emplace("flag", flag);
    entity.delete_fallback = {{"boolean", false}};
    return entity;
}

std::vector<Property> AllKinds() {
    std::vector<Property> properties;
    for (const auto& [name, kind] : kKinds) {
        properties.push_back({{name, name, {}}, "N/A", false});
    }
    return properties;
}

Flow MakeFlow(const std::string& id, const std::string& target) {
    Flow flow;
    flow.id = id;
    flow.source = "people";
    flow.target = target;
    return flow;
}

/// Keys of the kinds that have near misses.
std::vector<checklist::MergeAlternative> Keys() {
    return {{{"email", "email", {}}},
            {{"text", "text", {}}, {"word", "word", {}}},
            {{"integer", "integer", {}}}};
}

}  // namespace

checklist::Checklist SpecimenChecklist() {
    checklist::Checklist checklist;
    checklist.id = "specimen";
    checklist.title = "Specimen";
    checklist.source = "left";
    checklist.target = "right";

    Flow keys_only = MakeFlow("keys-only", "contacts");
    keys_only.create = checklist::CreateNever();
    keys_only.merge_when_any = {{{"email", "email", {}}}};

    Flow second = keys_only;
    second.id = "second";
    second.target = "customers";

    Flow listed = MakeFlow("listed", "contacts");
    listed.create = checklist::CreateNever();
    listed.merge_when_any = Keys();
    listed.properties = AllKinds();

    Flow unsynced = listed;
    unsynced.id = "unsynced";
    unsynced.properties = {{{"phone", "phone", {}}, "N/A", false}};

    Flow always = MakeFlow("always", "customers");
    always.create = checklist::CreateAlways();
    always.properties = AllKinds();
    // Records are told by the first of them, which must be no key, so that it can be shared.
    std::ranges::rotate(always.properties, always.properties.begin() + kPhone);

    Flow create_or_merge = always;
    create_or_merge.id = "create-or-merge";
    create_or_merge.merge_when_any = Keys();

    Flow no_rule = listed;
    no_rule.id = "no-rule";
    no_rule.create = std::nullopt;

    checklist.flows = {keys_only, second, listed, unsynced, always, create_or_merge, no_rule};
    return checklist;
}

std::vector<target::Profile> SpecimenProfiles() {
    std::vector<target::Profile> profiles(2);
    profiles[0].id = "left";
    profiles[0].title = "Left";
    profiles[0].entities = {Entity("people")};
    profiles[1].id = "right";
    profiles[1].title = "Right";
    profiles[1].entities = {Entity("contacts"), Entity("customers")};
    return profiles;
}

}  // namespace plumb::catalogue
