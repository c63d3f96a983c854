#include "mocks/youtrack/selection.h"

#include <gmock/gmock.h>

namespace plumb::mocks::youtrack {
namespace {

const Json kUser = Json::parse(R"({
    "type": "user", "id": "1", "login": "ada", "banned": false,
    "profile": {"email": {"type": "EmailJSON", "email": "a@b.example", "verified": true},
                "locale": {"language": "en", "name": "en"}},
    "details": [{"type": "EmailuserdetailsJSON", "id": "d", "email": {"email": "c@d.example"}}]})");

std::string Selected(std::string_view fields) {
    const std::optional<Selection> selection = Selection::Parse(fields);
    return selection ? Dump(selection->Apply(kUser)) : "refused";
}

// S6: comma lists and parentheses; S12, S11: slash paths; `type` is emitted regardless.
TEST(Selection, ShowsWhatIsAskedFor) {
    struct Case {
        const char* fields;
        const char* json;
    };
    for (
        const Case& c : {
            Case{"id", R"({"id":"1","type":"user"})"},
            Case{" id , login ", R"({"id":"1","login":"ada","type":"user"})"},
            Case{"id,unknown,total", R"({"id":"1","type":"user"})"},
            Case{
                "profile(email(email,verified))",
                R"({"profile":{"email":{"email":"a@b.example","type":"EmailJSON","verified":true}},"type":"user"})"},
            Case{
                "profile/email/email",
                R"({"profile":{"email":{"email":"a@b.example","type":"EmailJSON"}},"type":"user"})"},
            Case{"profile/locale/name,profile(locale(language))",
                 R"({"profile":{"locale":{"language":"en","name":"en"}},"type":"user"})"},
            Case{"profile/locale,profile(locale(language))",
                 R"({"profile":{"locale":{"language":"en","name":"en"}},"type":"user"})"},
            Case{"details",
                 R"({"details":[{"id":"d","type":"EmailuserdetailsJSON"}],"type":"user"})"},
            Case{
                "details/email/email",
                R"({"details":[{"email":{"email":"c@d.example"},"type":"EmailuserdetailsJSON"}],"type":"user"})"},
            Case{"login(x,y)", R"({"login":"ada","type":"user"})"},
        }) {
        EXPECT_EQ(Selected(c.fields), c.json) << c.fields;
    }
}

// S1: Sesam sends an empty `fields=` and finds the email in the default shape.
TEST(Selection, EmptyMeansTheDefaultShape) {
    for (const char* fields : {"", "  "}) {
        const Json shape = ParseJson(Selected(fields));
        EXPECT_EQ(*Find(shape, "profile.email.email"), "a@b.example");
        EXPECT_EQ(shape["details"], Json::parse(R"([{"id":"d","type":"EmailuserdetailsJSON"}])"));
        EXPECT_EQ(shape["banned"], false);
    }
}

// S6: the grammar of the list.
TEST(Selection, RefusesWhatIsNoListOfFields) {
    const std::string deep(100'000, '(');
    std::string paths = "a";
    for (int i = 0; i < 5000; ++i) paths += "/a";
    for (const std::string& fields :
         {std::string(","), std::string("a,"), std::string("(a)"), std::string("a(b"),
          std::string("a)"), std::string("a()"), std::string("a/"), std::string("/a"),
          std::string("a(b)c"), "a" + deep, paths}) {
        EXPECT_EQ(Selected(fields), "refused") << fields.substr(0, 40);
    }
}

// S7: one list for the page and its items.
TEST(Selection, KnowsTheMembersOfThePage) {
    EXPECT_TRUE(Selection::Parse("id,total")->AsksFor("total"));
    EXPECT_FALSE(Selection::Parse("id,profile/total")->AsksFor("total"));
}

}  // namespace
}  // namespace plumb::mocks::youtrack
