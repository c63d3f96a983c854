#include "harness/report/junit.h"

#include <gmock/gmock.h>

#include <map>
#include <pugixml.hpp>
#include <set>

#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/testing/golden.h"

namespace plumb::report {
namespace {

using plumb::testing::ExpectGolden;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string JUnitOf(journal::Journal journal) {
    return WriteJUnit(ModelOf(std::move(journal)));
}

// --- Jenkins' junit-10.xsd (xunit-plugin), as far as what is written here needs it
// ----------------

struct Element {
    std::set<std::string> children;
    std::set<std::string> required;
    std::set<std::string> optional;
    bool has_text = false;
};

const std::map<std::string, Element>& JenkinsSchema() {
    static const Element outcome{{}, {}, {"type", "message"}, true};
    static const std::map<std::string, Element> schema = {
        {"testsuites", {{"testsuite"}, {}, {"name", "time", "tests", "failures", "errors"}, false}},
        {"testsuite",
         {{"testsuite", "properties", "testcase", "system-out", "system-err"},
          {"name", "tests", "failures", "errors"},
          {"group", "time", "skipped", "timestamp", "hostname", "id", "package", "file", "log",
           "url"},
          false}},
        {"testcase",
         {{"skipped", "error", "failure", "system-out", "system-err"},
          {"name"},
          {"time", "classname", "group"},
          false}},
        {"properties", {{"property"}, {}, {}, false}},
        {"property", {{}, {"name", "value"}, {}, false}},
        {"failure", outcome},
        {"error", outcome},
        {"skipped", outcome},
        {"system-out", {{}, {}, {}, true}},
    };
    return schema;
}

void Check(const pugi::xml_node& node, std::vector<std::string>& violations) {
    const auto found = JenkinsSchema().find(node.name());
    if (found == JenkinsSchema().end()) {
        violations.push_back(std::string("no element is called ") + node.name());
        return;
    }
    const Element& element = found->second;
    for (const std::string& name : element.required) {
        if (!node.attribute(name.c_str())) violations.push_back(node.path() + " lacks " + name);
    }
    for (const pugi::xml_attribute attribute : node.attributes()) {
        const std::string name = attribute.name();
        if (!element.required.contains(name) && !element.optional.contains(name)) {
            violations.push_back(node.path() + " has " + name);
        }
    }
    for (const pugi::xml_node child : node.children()) {
        if (child.type() == pugi::node_pcdata && element.has_text) continue;
        if (!element.children.contains(child.name())) {
            violations.push_back(node.path() + " holds " + child.name());
        } else {
            Check(child, violations);
        }
    }
}

std::vector<std::string> Violations(const std::string& xml) {
    pugi::xml_document document;
    const auto parsed = document.load_string(xml.c_str());
    std::vector<std::string> violations;
    if (!parsed) violations.emplace_back(parsed.description());
    Check(document.document_element(), violations);
    return violations;
}

// --- tests --------------------------------------------------------------------------------------

TEST(JUnit, LooksLikeItsGoldenFile) {
    ExpectGolden("report.junit.xml", JUnitOf(MadeJournal()));
}

TEST(JUnit, IsWhatJenkinsReads) {
    EXPECT_THAT(Violations(JUnitOf(MadeJournal())), IsEmpty());
    EXPECT_THAT(Violations(JUnitOf(MadeJournal(false))), IsEmpty());
}

TEST(JUnit, HoldsNoCharacterThatXmlForbids) {
    for (const char c : JUnitOf(MadeJournal())) {
        const bool control = static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
        ASSERT_FALSE(control) << static_cast<int>(c);
    }
    EXPECT_THAT(JUnitOf(MadeJournal()), ::testing::Not(HasSubstr("&#1;")));
}

TEST(JUnit, CountsAsItsSuitesDo) {
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(JUnitOf(MadeJournal()).c_str()));
    int tests = 0;
    int failures = 0;
    int errors = 0;
    for (const auto suite : document.child("testsuites").children("testsuite")) {
        tests += suite.attribute("tests").as_int();
        failures += suite.attribute("failures").as_int();
        errors += suite.attribute("errors").as_int();
        for (const auto test : suite.children("testcase")) tests -= test ? 1 : 0;
    }
    EXPECT_EQ(tests, 0);
    EXPECT_EQ(failures, document.child("testsuites").attribute("failures").as_int());
    EXPECT_EQ(errors, document.child("testsuites").attribute("errors").as_int());
    EXPECT_EQ(failures, 3);
}

TEST(JUnit, TellsEveryVerdictFromEveryOther) {
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(JUnitOf(MadeJournal()).c_str()));
    std::map<std::string, int> types;
    for (const auto& found :
         document.select_nodes("//testcase/*[self::failure or self::error or self::skipped]")) {
        ++types[std::string(found.node().name()) + " " +
                found.node().attribute("type").as_string()];
    }
    EXPECT_EQ(types, (std::map<std::string, int>{{"failure fail", 3},
                                                 {"error error", 1},
                                                 {"skipped inconclusive", 1},
                                                 {"skipped skipped", 2},
                                                 {"skipped not run", 1}}));
}

TEST(JUnit, SaysClauseAndBasisAsProperties) {
    pugi::xml_document document;
    ASSERT_TRUE(document.load_string(JUnitOf(MadeJournal()).c_str()));
    for (const auto suite : document.child("testsuites").children("testsuite")) {
        EXPECT_TRUE(suite.select_node("properties/property[@name='clause']"));
        EXPECT_TRUE(suite.select_node("properties/property[@name='basis']"));
    }
}

TEST(JUnit, OfAKilledRunHoldsAnError) {
    EXPECT_THAT(JUnitOf(MadeJournal(false)), HasSubstr("the run did not reach its end"));
}

}  // namespace
}  // namespace plumb::report
