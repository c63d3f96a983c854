#include "harness/scenario/step_reader.h"

#include <gmock/gmock.h>

#include "harness/scenario/step_writer.h"
#include "harness/scenario/wording.h"
#include "harness/testing/result_matchers.h"

namespace plumb::scenario {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;

/// Every form of the step language, with what a person reads and what is written back.
struct Form {
    const char* yaml;
    const char* wording;
    const char* written = nullptr;  ///< when it differs from `yaml`
};

const Form kForms[] = {
    {"sync", "sync"},
    {"sync: {times: 2}", "sync 2 times"},
    {"sync: {rounds: 2}", "sync, in 2 rounds at most"},
    {"sync: {times: 3, rounds: 1}", "sync 3 times, in 1 round at most"},
    {"restart", "restart the data flow"},
    {"given: linked-pair",
     "given two matching records, source and target, which the next sync links"},
    {"given: {linked-pair: {count: 3, flow: a-to-b}}",
     "given 3 × two matching records, source and target of the flow a-to-b, which the next sync "
     "links"},
    {"given: {linked-pair: {count: more-than-a-page}}",
     "given more than a page of two matching records, source and target, which the next sync "
     "links"},
    {"given: {linked-pair: {count: {fills-a-page-of: target}}}",
     "given as many as fill the last page of the target's list of two matching records, source and "
     "target, which the next sync links"},
    {"create: {source: user}", "create user in the source system"},
    {"create: {target: many, count: 5, with: {city: fresh}, matching: user}",
     "create 5 × many in the target system, matching user, with city = a new value"},
    {"create: {target: twin, flow: a-to-b, with: {a.b: !absent, num: 7, t: \"7\"}, like: user}",
     "create twin in the target system of the flow a-to-b, like user in all but the keys, with a.b "
     "= "
     "nothing and num = 7 and t = \"7\""},
    {"create: {source: user, with: {a: !absent, b: null, c: fresh, d: 'fresh', e: $fresh.key}}",
     "create user in the source system, with a = nothing and b = null and c = a new value and d = "
     "\"fresh\" and e = new value 'key'",
     "create: {source: user, with: {a: !absent, b: null, c: fresh, d: \"fresh\", e: "
     "$fresh.key}}"},
    {"create: {source: user, copy: made}",
     "create user in the source system, of which the data flow makes made"},
    {"edit: {record: user, set: {x: \"{tag}@plumb.example\"}, later-than: before}",
     "edit user: x = \"{tag}@plumb.example\", later than 'before'"},
    {"edit: {record: user, undo: [x, z]}", "edit user: x and z back to what it was"},
    {"delete: user", "delete user"},
    {"mark: before", "remember this moment as 'before'"},
    {"fault: {\"match\":{\"method\":\"GET\"},\"verdict\":{\"status\":500}}",
     "inject the fault {\"match\":{\"method\":\"GET\"},\"verdict\":{\"status\":500}}"},
    {"expect: {linked: [user, contact]}", "expect that user and contact are linked"},
    {"expect: {linked: [user, contact], flow: a-to-b}", "expect that user and contact are linked"},
    {"expect: {not-linked: [user, contact]}", "expect that user and contact are not linked"},
    {"expect: {unlinked: user, flow: a-to-b}", "expect that user is linked to no record at all"},
    {"expect: {count: {in: target, flow: a-to-b, where: {x: $fresh.key}, is: 1}}",
     "expect that exactly one record in the target has x = new value 'key'"},
    {"expect: {count: {in: source, where: {x: \"y\"}, is: 0}, probe: true}",
     "expect by a probe that no record in the source has x = \"y\""},
    {"observe: {count: {in: source, where: {x: \"y\"}, is: 3}}",
     "observe whether exactly 3 records in the source has x = \"y\""},
    {"expect: {none: {in: target, resembling: user}}",
     "expect that no new record in the target resembles user"},
    {"expect: {value: {record: user, path: a.b, is: !absent}}",
     "expect that a.b of user is nothing"},
    {"expect: {value: {record: user, path: a.b, is: $fresh.key, or-absent: true}}",
     "expect that a.b of user is new value 'key', or nothing"},
    {"expect: {value: {record: user, path: a.b, as-edited: contact}}",
     "expect that a.b of user is what contact was last given"},
    {"expect: {agree: [user, contact]}",
     "expect that user and contact hold the same value, one that a person gave"},
    {"expect: {unchanged: {record: user, since: before, except: [a.b, c]}}",
     "expect that user is as it was at 'before', apart from a.b and c"},
    {"expect: {unchanged: {record: user, since: before}}",
     "expect that user is as it was at 'before'"},
    {"expect: {writes: {to: [user, contact], since: before, at-most: 0}}",
     "expect that the data flow does not write to user and contact since 'before'"},
    {"expect: {writes: {to: [user], since: before, at-most: 1}}",
     "expect that the data flow writes at most 1 time to user since 'before'"},
    {"expect: {becomes-quiet: true}", "expect that the data flow stops writing"},
    {"expect: becomes-quiet", "expect that the data flow stops writing",
     "expect: {becomes-quiet: true}"},
    {"observe: {linked: [user, contact]}", "observe whether user and contact are linked"},
};

TEST(Steps, AreReadInEveryForm) {
    for (const Form& form : kForms) {
        const auto steps = ReadSteps(std::string("- ") + form.yaml, "t.yaml");
        ASSERT_THAT(steps, IsOk()) << form.yaml;
        EXPECT_EQ(Describe(steps->front()), form.wording) << form.yaml;
    }
}

TEST(Steps, AreWrittenSoThatTheyReadBackEqual) {
    for (const Form& form : kForms) {
        const auto steps = ReadSteps(std::string("- ") + form.yaml, "t.yaml");
        ASSERT_THAT(steps, IsOk()) << form.yaml;
        const std::string written = WriteStep(steps->front());
        EXPECT_EQ(written, form.written == nullptr ? form.yaml : form.written);
        const auto again = ReadSteps(WriteSteps(*steps, 4), "again.yaml");
        ASSERT_THAT(again, IsOk()) << written;
        EXPECT_TRUE(again->front().action == steps->front().action) << written;
    }
}

TEST(Steps, KeepAwkwardTextsThroughTheYamlForm) {
    for (const std::string text :
         {"null",           "true",  "0123",  "1e5",     "",         " x ",
          "a: b # c",       "'\"\\", "{tag}", "!absent", "$fresh.x", "fresh",
          "å\u200D\u202E😀", "a\nb",  "*a",    "&a",      "- a",      "\t",
          "\u2028",         "y"}) {
        Edit edit;
        edit.handle = "user";
        edit.set = {{"x", Literal{text}}};
        const std::vector<Step> steps{{.action = edit, .place = {}}};
        const auto again = ReadSteps(WriteSteps(steps), "again.yaml");
        ASSERT_THAT(again, IsOk()) << text;
        EXPECT_TRUE(again->front().action == steps.front().action) << text;
    }
}

TEST(Steps, RememberTheirPlace) {
    const auto steps = ReadSteps("- sync\n- delete: user\n", "t.yaml");
    ASSERT_THAT(steps, IsOk());
    EXPECT_EQ((*steps)[1].place.line, 2);
    EXPECT_EQ((*steps)[1].place.file, "t.yaml");
}

TEST(Steps, ReportEveryMistakeWithItsPlaceAndASuggestion) {
    const std::pair<const char*, const char*> broken[] = {
        {"- snyc", "did you mean 'sync'"},
        {"- creat: {source: a}", "did you mean 'create'"},
        {"- create: {source: a, target: b}", "exactly one of 'source' and 'target'"},
        {"- create: {source: a, wiht: {x: 1}}", "did you mean 'with'"},
        {"- create: {source: a, count: 0}", "whole number from 1"},
        {"- create: {source: a, count: more-than-one-page}", "whole number from 1"},
        {"- create: {source: a, with: {x: $from.path}}", "stands for no value"},
        {"- create: {source: a, with: {x: !missing ''}}", "there is no tag !missing"},
        {"- create: {source: a, with: {$from.path: x}}", "is no path"},
        {"- edit: {record: a}", "needs 'set' or 'undo'"},
        {"- edit: {set: {x: 1}}", "needs the key 'record'"},
        {"- given: linked-pairs", "given must be a mapping"},
        {"- sync: {times: 0}", "whole number from 1"},
        {"- sync: 2", "sync must be a mapping"},
        {"- restart: now", "'restart' takes nothing"},
        {"- mark", "needs more than its name"},
        {"- delete: [a]", "'delete' needs a name"},
        {"- fault: on", "fault must be a mapping"},
        {"- fault: {match: on, verdict: truncate}", "'match' must be a mapping"},
        {"- fault: {match: {system: target}}", "needs the key 'verdict'"},
        {"- fault: {match: {system: target}, verdict: truncate, nth: 2}", "no key 'nth'"},
        {"- expect: {linked: [a]}", "takes two records"},
        {"- expect: {linkd: [a, b]}", "did you mean 'linked'"},
        {"- expect: {linked: [a, b], unlinked: a}", "exactly one of its kinds"},
        {"- expect: {linked: [a, b], prob: true}", "did you mean 'probe'"},
        {"- expect: quiet", "expect must be a mapping"},
        {"- expect: {becomes-quiet: false}", "can only be true"},
        {"- expect: {count: {in: left, where: {x: 1}, is: 1}}", "'in' cannot be 'left'"},
        {"- expect: {count: {in: target, is: 1}}", "needs the key 'where'"},
        {"- expect: {count: {in: target, where: {}, is: 1}}", "the properties and their values"},
        {"- expect: {count: {in: target, where: {x: 1}, is: -1}}", "whole number from 0"},
        {"- expect: {none: {in: target}}", "needs the key 'resembling'"},
        {"- expect: {value: {record: a, path: x}}", "exactly one of 'is' and 'as-edited'"},
        {"- expect: {value: {record: a, path: x, is: 1, as-edited: b}}", "exactly one of"},
        {"- expect: {agree: a}", "takes two records"},
        {"- expect: {unchanged: {record: a}}", "needs the key 'since'"},
        {"- expect: {writes: {to: [], since: m, at-most: 0}}", "names no record"},
        {"- {sync: {times: 1}, mark: x}", "one word or one key"},
        {"sync", "must be a list"},
        {"[]", "at least one step"},
    };
    for (const auto& [yaml, message] : broken) {
        EXPECT_THAT(ReadSteps(yaml, "t.yaml"),
                    Fails(AllOf(HasSubstr("t.yaml:1:"), HasSubstr(message))))
            << yaml;
    }
}

}  // namespace
}  // namespace plumb::scenario
