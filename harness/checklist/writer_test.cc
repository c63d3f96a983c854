#include "harness/checklist/writer.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "harness/checklist/reader.h"
#include "harness/testing/result_matchers.h"

namespace plumb::checklist {
namespace {

using ::plumb::testing::IsOk;
using rc::gen::arbitrary;
using rc::gen::inRange;

std::string AnyText() {
    const auto piece = rc::gen::element<std::string>(
        "a", "b.c", "-", "- ", ":", ": ", "#", " # ", "~", "'", "\"", "\\", "\n", "\t", " ", "[",
        "]", "{", "}", ",", "=", " = ", "null", "true", "1e3", "007", "é", "🫐", "\u2028", "&",
        "*", "!", "%", "string", "\"string\"", "(Dependant on having NO in x)", "\x01");
    std::string text;
    for (const auto& part : *rc::gen::container<std::vector<std::string>>(piece)) text += part;
    return text;
}

std::string AnyId() {
    return *rc::gen::element<std::string>("a", "users", "customers-person", "null", "1", "true",
                                          "on", "0x1f", "1e3", "users-to-contactperson-2");
}

std::vector<int> AnyRows() {
    return *rc::gen::container<std::vector<int>>(inRange(0, 1'000'000));
}

template <class MakeOne>
auto Several(MakeOne make_one, int max = 4) {
    std::vector<decltype(make_one())> list;
    const int count = *inRange(0, max);
    for (int i = 0; i < count; ++i) list.push_back(make_one());
    return list;
}

Pair AnyPair() {
    return {.source = AnyText(),
            .target = AnyText(),
            .only_if = Several([] {
                return Condition{.side = *arbitrary<bool>() ? Side::kSource : Side::kTarget,
                                 .path = AnyText(),
                                 .value = AnyText()};
            })};
}

Property AnyProperty() {
    Property property{.pair = AnyPair(), .type = AnyText(), .type_unreadable = *arbitrary<bool>()};
    if (property.type == "string") property.type_unreadable = true;  // see writer.h
    return property;
}

MergeAlternative AnyAlternative() {
    MergeAlternative alternative = Several(AnyPair);
    alternative.push_back(AnyPair());
    return alternative;
}

std::optional<CreateRule> AnyRule() {
    switch (*inRange(0, 5)) {
        case 0:
            return CreateNever{};
        case 1:
            return CreateAlways{};
        case 2:
            return CreateWhenConnected{Several(AnyText), AnyText()};
        case 3:
            return CreateWhen{AnyText()};
        default:
            return std::nullopt;
    }
}

Flow AnyFlow(int number) {
    Flow flow;
    flow.id = AnyId() + "-" + std::to_string(number);
    flow.title = AnyText();
    flow.at = Lines{.create = *inRange(0, 99),
                    .merge = *inRange(0, 99),
                    .keep_in_sync = *inRange(0, 99),
                    .properties = *inRange(0, 99),
                    .merge_rows = AnyRows(),
                    .property_rows = AnyRows()};
    flow.source = AnyId();
    flow.target = AnyId();
    flow.create = AnyRule();
    flow.merge_when_any = Several(AnyAlternative);
    flow.keep_in_sync = *arbitrary<bool>();
    if (*arbitrary<bool>()) flow.when_no_properties = WhenNoProperties::kNothing;
    flow.properties = Several(AnyProperty);
    return flow;
}

Checklist AnyChecklist() {
    Checklist checklist;
    checklist.id = "c" + AnyText();
    checklist.title = AnyText();
    checklist.source = AnyId();
    checklist.target = AnyId();
    if (*arbitrary<bool>()) {
        checklist.document = DocumentOrigin{
            .file = AnyText(),
            .sha256 = std::string(64, 'e'),
            .generated = AnyText(),
            .introduction = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 99))};
    }
    int number = 0;
    checklist.flows = Several([&] { return AnyFlow(++number); });
    return checklist;
}

TEST(Writer, IsReadBackEqual) {
    EXPECT_TRUE(rc::check([] {
        const Checklist checklist = AnyChecklist();
        const std::string yaml = Write(checklist);
        const auto read = Read(yaml, "c.yaml");
        if (!read) RC_FAIL(ToString(read.error()) + "\n" + yaml);
        if (*read != checklist) RC_FAIL(yaml);
    }));
}

TEST(Writer, WritesRowsThatAreLongerThanAnyLimitOfTheParser) {
    Checklist checklist{
        .id = "c", .title = "T", .document = {}, .source = "a", .target = "b", .flows = {}};
    Flow flow;
    flow.id = "a-to-b";
    flow.source = "a";
    flow.target = "b";
    const std::string text(5000, 'x');
    flow.merge_when_any = {{{.source = text, .target = text, .only_if = {}}}};
    flow.properties = {
        {.pair = {.source = text, .target = "\"" + text, .only_if = {}}, .type = text}};
    flow.at.property_rows.assign(5000, 12345);
    checklist.flows = {flow};
    const auto read = Read(Write(checklist), "c.yaml");
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(*read, checklist);
}

TEST(Writer, WritesTheFormThatPeopleKnow) {
    Checklist checklist{
        .id = "acme-to-wix",
        .title = "Acme to Wix.com",
        .document =
            DocumentOrigin{
                "acme-to-wix.rst", std::string(64, '0'), "2024-01-02 03:04:05", {10, 11}},
        .source = "acme",
        .target = "wix-com",
        .flows = {}};
    Flow flow;
    flow.id = "users-to-contacts";
    flow.title = "Acme Users to Wix.com Contacts (human data)";
    flow.at = Lines{.create = 14,
                    .merge = 16,
                    .keep_in_sync = 26,
                    .properties = 28,
                    .merge_rows = {23},
                    .property_rows = {}};
    flow.source = "users";
    flow.target = "contacts-human-data";
    flow.create = CreateNever{};
    flow.merge_when_any = {{{.source = "profile.email", .target = "Email", .only_if = {}}}};
    checklist.flows = {flow};
    EXPECT_EQ(Write(checklist),
              R"(# yaml-language-server: $schema=../schema/checklist.schema.json
checklist: acme-to-wix
title: Acme to Wix.com
document: {file: acme-to-wix.rst, sha256: "0000000000000000000000000000000000000000000000000000000000000000", generated: "2024-01-02 03:04:05", introduction: [10, 11]}
source: acme
target: wix-com
flows:
  users-to-contacts:
    title: Acme Users to Wix.com Contacts (human data)
    at: {create: 14, merge: 16, keep_in_sync: 26, properties: 28, rows: {merge: [23], properties: []}}   # document lines; optional when written by hand
    source: users
    target: contacts-human-data
    create: never                       # a link must exist before anything is synchronized
    merge_when_any:
      - profile.email = Email
    keep_in_sync: both-ways
    when_no_properties: merge-keys      # or: nothing
    properties: []                      # the document lists none
)");
}

}  // namespace
}  // namespace plumb::checklist
