#pragma once

#include <string>
#include <vector>

#include "harness/checklist/checklist.h"

namespace plumb::mocks::sesam {

/// For tests: checklists made in code, in the words of the YAML form.

inline checklist::Flow FakeFlow(const std::string& source, const std::string& target,
                                checklist::CreateRule create) {
    checklist::Flow flow;
    flow.id = source + "-to-" + target;
    flow.source = source;
    flow.target = target;
    flow.create = std::move(create);
    return flow;
}

inline checklist::Pair FakePair(const std::string& source, const std::string& target) {
    return {source, target, {}};
}

inline checklist::Property FakeProperty(const std::string& source, const std::string& target,
                                        const std::string& type = "\"string\"") {
    return {{source, target, {}}, type, false};
}

/// Like the first document: users link to contact persons and to customers by email; no property.
inline checklist::Checklist LinkOnlyChecklist() {
    checklist::Checklist list;
    list.id = "link-only";
    list.source = "youtrack";
    list.target = "poweroffice-go";
    list.flows = {FakeFlow("users", "contactperson", checklist::CreateNever{}),
                  FakeFlow("users", "customers", checklist::CreateNever{})};
    list.flows[0].merge_when_any = {{FakePair("profile.email.email", "emailAddress")}};
    list.flows[1].merge_when_any = {{FakePair("profile.email.email", "EmailAddress")}};
    return list;
}

/// Every user becomes a customer or is merged with the one that has its email.
inline checklist::Checklist CreateOrMergeChecklist() {
    checklist::Checklist list;
    list.id = "create-or-merge";
    list.source = "youtrack";
    list.target = "poweroffice-go";
    list.flows = {FakeFlow("users", "customers", checklist::CreateAlways{})};
    list.flows[0].merge_when_any = {{FakePair("profile.email.email", "EmailAddress")}};
    list.flows[0].properties = {FakeProperty("name", "Name"),
                                FakeProperty("profile.email.email", "EmailAddress"),
                                FakeProperty("banned", "IsVatFree", "\"boolean\""),
                                FakeProperty("score", "ExternalNumber", "\"integer\""),
                                FakeProperty("rate", "BillableRate", "\"decimal\"")};
    return list;
}

/// Every user becomes a customer of its own: no merge rule.
inline checklist::Checklist AlwaysChecklist() {
    checklist::Checklist list = CreateOrMergeChecklist();
    list.id = "always";
    list.flows[0].merge_when_any.clear();
    return list;
}

/// One system on both sides, two alternatives.
inline checklist::Checklist OneSystemChecklist() {
    checklist::Checklist list;
    list.id = "one-system";
    list.source = list.target = "poweroffice-go";
    list.flows = {FakeFlow("customers", "contactperson", checklist::CreateNever{})};
    list.flows[0].merge_when_any = {{FakePair("EmailAddress", "emailAddress")},
                                    {FakePair("PhoneNumber", "phoneNumber")}};
    list.flows[0].properties = {FakeProperty("EmailAddress", "emailAddress"),
                                FakeProperty("PhoneNumber", "phoneNumber"),
                                FakeProperty("City", "city")};
    return list;
}

}  // namespace plumb::mocks::sesam
