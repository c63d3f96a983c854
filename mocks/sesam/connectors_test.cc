#include <gmock/gmock.h>

#include <functional>
#include <mutex>

#include "mocks/contract/testing/shipped_contract.h"
#include "mocks/http/server.h"
#include "mocks/sesam/fake_system.h"
#include "mocks/sesam/poweroffice_contactperson.h"
#include "mocks/sesam/poweroffice_customers.h"
#include "mocks/sesam/youtrack_users.h"

namespace plumb::mocks::sesam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// A server that answers each request with the next of some prepared answers, and a token whenever
/// one is asked for.
class Script final {
  public:
    explicit Script(std::vector<http::Response> answers) : answers_(std::move(answers)) {
        server_ = http::Server::Start({}, [this](const http::Request& request) {
                      return Answer(request);
                  }).value();
    }
    const std::string& Url() const { return server_->Url(); }

    std::vector<http::Request> requests;
    int tokens = 0;

    /// "GET /path" of each request but those for tokens.
    std::vector<std::string> Lines() const {
        std::vector<std::string> lines;
        for (const auto& request : requests) lines.push_back(request.method + " " + request.target);
        return lines;
    }

  private:
    http::Response Answer(const http::Request& request) {
        const bool hub = request.target.starts_with("/hub/");
        plumb::testing::ExpectRequestKeepsContract(hub ? "youtrack" : "poweroffice-go", request);
        const std::lock_guard lock(mutex_);
        if (request.target == "/OAuth/Token") {
            ++tokens;
            http::Response response;
            response.body = R"({"access_token":"t)" + std::to_string(tokens) +
                            R"(","token_type":"bearer","expires_in":1200})";
            return response;
        }
        requests.push_back(request);
        http::Response response;
        response.status = 500;
        if (next_ < answers_.size()) response = answers_[next_++];
        return response;
    }

    std::mutex mutex_;
    std::vector<http::Response> answers_;
    std::size_t next_ = 0;
    std::unique_ptr<http::Server> server_;
};

http::Response Ok(std::string body, int status = 200) {
    http::Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

http::Response Later(int status, std::string retry_after) {
    http::Response response = Ok("{}", status);
    if (!retry_after.empty()) response.headers.emplace_back("Retry-After", std::move(retry_after));
    return response;
}

struct Users {
    explicit Users(std::vector<http::Response> answers) : script(std::move(answers)) {}
    FakeClock clock;
    Policies policies;
    Script script;
    YouTrackUsers connector{{script.Url(), "secret", 2}, clock, policies.read};
};

struct Customers {
    explicit Customers(std::vector<http::Response> answers,
                       std::vector<std::string> paths = {"Name"})
        : script(std::move(answers)),
          connector({script.Url(), "", "app", "client", "sub", 2}, paths, clock, policies.read) {}
    FakeClock clock;
    Policies policies;
    Script script;
    PowerOfficeCustomers connector;
};

struct Persons {
    explicit Persons(std::vector<http::Response> answers, std::string new_ones_below = "")
        : script(std::move(answers)), parent(std::move(new_ones_below)) {}
    FakeClock clock;
    Policies policies;
    Script script;
    std::string parent;
    PowerOfficeContactPerson connector{
        {"", script.Url(), "app", "client", "sub", 2, {}, parent}, clock, policies.read};
};

TEST(YouTrackUsers, AreReadPageByPageUntilAnEmptyOne) {
    Users users({Ok(R"({"users":[{"id":"a"},{"id":"b"}]})"), Ok(R"({"users":[{"id":"c"}]})"),
                 Ok(R"({"users":[]})")});
    const Listing listing = users.connector.List(std::nullopt);
    EXPECT_EQ(listing.versions.size(), 3u);
    EXPECT_FALSE(listing.error.has_value());
    EXPECT_THAT(users.script.Lines(),
                ElementsAre("GET /hub/rest/users?fields=&%24skip=0&%24top=2",
                            "GET /hub/rest/users?fields=&%24skip=2&%24top=2",
                            "GET /hub/rest/users?fields=&%24skip=4&%24top=2"));
    EXPECT_EQ(users.script.requests[0].Header("authorization"), "Bearer secret");
    EXPECT_EQ(users.script.requests[0].Header("user-agent"), "sesam-reference/1");
}

TEST(YouTrackUsers, AreUpdatedByPostWithOnlyWhatChanged) {
    Users users({Ok(""), Ok(R"({"id":"a b","profile":{"email":{"email":"n@a.example"}}})")});
    const Outcome outcome =
        users.connector.Update({"a b", "", {}, {}}, {{"profile.email.email", "n@a.example"}});
    ASSERT_EQ(outcome.kind, Outcome::Kind::kDone);
    EXPECT_EQ(*Find(outcome.stored->record, "profile.email.email"), "n@a.example");
    EXPECT_THAT(users.script.Lines(), ElementsAre("POST /hub/rest/users/a%20b?fields=",
                                                  "GET /hub/rest/users/a%20b?fields="));
    EXPECT_EQ(ParseJson(users.script.requests[0].body),
              ParseJson(R"({"profile":{"email":{"type":"EmailJSON","email":"n@a.example"}}})"));
}

TEST(YouTrackUsers, GetALoginWithoutBlanksWhenTheyAreMade) {
    Users users({});
    const Json body = users.connector.Complete({{"name", "Ann Lee"}}, "Ann Lee");
    EXPECT_EQ(body["login"], "Ann.Lee");
    EXPECT_EQ(body["type"], "user");
}

TEST(Connectors, TellWhatAnAnswerMeans) {
    struct Case {
        http::Response answer;
        Outcome::Kind kind;
    };
    const Case cases[] = {
        {Ok(R"({"id":"a"})"), Outcome::Kind::kDone},
        {Ok("{}", 404), Outcome::Kind::kGone},
        {Ok("{}", 400), Outcome::Kind::kRefused},
        {Ok("{}", 409), Outcome::Kind::kRefused},
        {Ok("{}", 401), Outcome::Kind::kUnavailable},
        {Ok("{}", 500), Outcome::Kind::kUnavailable},
        {Ok("<html>", 200), Outcome::Kind::kUnavailable},
    };
    for (const Case& c : cases) {
        Users users({c.answer});
        EXPECT_EQ(users.connector.Insert({{"login", "a"}}).kind, c.kind) << c.answer.status;
        EXPECT_EQ(users.script.requests.size(), 1u);  // a creation is never simply repeated
    }
}

TEST(Connectors, WaitAsLongAsTheSystemAsks) {
    Users users({Later(429, "7"), Later(503, "2"), Ok(R"({"id":"a"})")});
    const Milliseconds before = users.clock.Now();
    EXPECT_EQ(users.connector.Insert({{"login", "a"}}).kind, Outcome::Kind::kDone);
    EXPECT_EQ(users.clock.Now() - before, 9'000);
}

TEST(Connectors, RepeatReadsAfterAFailureButNotForEver) {
    Users recovers({Ok("", 502), Ok(R"({"id":"a"})")});
    EXPECT_EQ(recovers.connector.Lookup("a", "").kind, Outcome::Kind::kDone);
    Users broken({});
    EXPECT_EQ(broken.connector.Lookup("a", "").kind, Outcome::Kind::kUnavailable);
    EXPECT_EQ(broken.script.requests.size(), 6u);
}

TEST(Connectors, UnderstandBothFormsOfRetryAfter) {
    const Milliseconds now = *ParseTime("2026-11-22T13:00:00Z");
    EXPECT_EQ(ParseRetryAfter("3", now), 3'000);
    EXPECT_EQ(ParseRetryAfter("Sun, 22 Nov 2026 13:00:05 GMT", now), 5'000);
    EXPECT_EQ(ParseRetryAfter("Sun, 22 Nov 2026 12:00:00 GMT", now), 0);
    EXPECT_EQ(ParseRetryAfter("soon", now), std::nullopt);
}

TEST(Connectors, SurviveAServerThatIsNotThere) {
    FakeClock clock;
    const Policies policies;
    YouTrackUsers connector({"http://127.0.0.1:1", "secret", 2}, clock, policies.read);
    EXPECT_EQ(connector.Lookup("a", "").kind, Outcome::Kind::kUnavailable);
    EXPECT_TRUE(connector.List(std::nullopt).error.has_value());
}

TEST(PowerOfficeCustomers, AreReadSinceAMomentUntilNoContent) {
    Customers customers(
        {Ok(R"([{"Id":5000000001,"LastChangedDateTimeOffset":"2026-11-22T13:00:00.1234567Z"}])"),
         Ok("", 204)});
    const Listing listing = customers.connector.List(*ParseTime("2026-11-22T12:00:00Z"));
    ASSERT_EQ(listing.versions.size(), 1u);
    EXPECT_EQ(listing.versions[0].id, "5000000001");
    EXPECT_EQ(listing.versions[0].changed, ParseTime("2026-11-22T13:00:00.123Z"));
    EXPECT_EQ(customers.script.Lines()[1],
              "GET /v2/Customers?PageNumber=2&PageSize=2&OrderBy=Id&"
              "lastChangedDateTimeOffsetGreaterThan=2026-11-22T12%3A00%3A00.000Z");
    EXPECT_EQ(customers.script.requests[0].Header("authorization"), "Bearer t1");
    EXPECT_EQ(customers.script.requests[0].Header("ocp-apim-subscription-key"), "sub");
}

TEST(PowerOfficeCustomers, AreReadCompletelyWhenAnAddressMatters) {
    EXPECT_FALSE(Customers({}).connector.ListsEverything());
    EXPECT_TRUE(Customers({}, {"Name", "MailAddress.City"}).connector.ListsEverything());
}

TEST(PowerOfficeCustomers, ArePatchedWithOnlyWhatChanged) {
    Customers customers({Ok(R"({"Id":1})")});
    const Json current = {{"Id", 1}, {"Name", "A"}, {"MailAddress", nullptr}};
    customers.connector.Update(
        {"1", "", current, {}},
        {{"Name", "B"}, {"EmailAddress", nullptr}, {"MailAddress.City", "Oslo"}});
    const http::Request& request = customers.script.requests.at(0);
    EXPECT_EQ(request.method + " " + request.target, "PATCH /v2/Customers/1");
    EXPECT_EQ(request.Header("content-type"), "application/json-patch+json");
    EXPECT_EQ(ParseJson(request.body), ParseJson(R"([{"op":"replace","path":"/Name","value":"B"},
                            {"op":"replace","path":"/EmailAddress","value":null},
                            {"op":"add","path":"/MailAddress","value":{"City":"Oslo"}}])"));
}

TEST(PowerOfficeCustomers, GetWhatTheSystemRequiresOfNewOnes) {
    Customers customers({});
    const auto complete = [&](Json body) {
        return customers.connector.Complete(std::move(body), "Ann Lee");
    };
    EXPECT_EQ(complete({{"EmailAddress", "a@a.example"}}),
              (Json{{"EmailAddress", "a@a.example"}, {"Name", "Ann Lee"}}));
    EXPECT_EQ(complete({{"Name", "A"}}), (Json{{"Name", "A"}, {"InvoiceDeliveryType", "Print"}}));
    const Json person = complete({{"IsPerson", true}, {"EmailAddress", "a@a.example"}});
    EXPECT_EQ(person["FirstName"], "Ann");
    EXPECT_EQ(person["LastName"], "Lee");
    EXPECT_FALSE(complete({{"MailAddress", {{"City", "Oslo"}}}}).contains("MailAddress"));
}

TEST(PowerOfficeCustomers, RenewTheTokenBeforeItExpiresAndOnceWhenItIsRefused) {
    Customers customers({Ok(R"({"Id":1})"), Ok(R"({"Id":1})"), Ok("", 401), Ok(R"({"Id":1})"),
                         Ok("", 401), Ok("", 401)});
    customers.connector.Lookup("1", "");
    customers.clock.Wait(1'175'000);
    customers.connector.Lookup("1", "");
    EXPECT_EQ(customers.script.tokens, 2);
    EXPECT_EQ(customers.connector.Lookup("1", "").kind, Outcome::Kind::kDone);
    EXPECT_EQ(customers.script.tokens, 3);
    EXPECT_EQ(customers.connector.Lookup("1", "").kind, Outcome::Kind::kUnavailable);
    EXPECT_EQ(customers.script.tokens, 4);
}

TEST(PowerOfficeContactPersons, AreReadByFilterOutOfTheEnvelope) {
    Persons persons(
        {Ok(R"({"success":true,"count":1,"data":[{"id":7,"partyId":3,"lastChanged":"2026-11-22T13:00:00 +00:00"}]})"),
         Ok(R"({"success":true,"count":1,"data":[]})")});
    const Listing listing = persons.connector.List(*ParseTime("2026-11-22T12:00:00Z"));
    ASSERT_EQ(listing.versions.size(), 1u);
    EXPECT_EQ(listing.versions[0].parent, "3");
    EXPECT_EQ(listing.versions[0].changed, ParseTime("2026-11-22T13:00:00Z"));
    const http::Request& request = persons.script.requests[0];
    EXPECT_EQ(*request.Query("$filter"),
              "(LastChanged ge DateTimeOffset'2026-11-22T12:00:00.000Z')");
    EXPECT_EQ(*request.Query("$orderby"), "Id asc");
    EXPECT_EQ(request.Header("ocp-apim-subscription-key"), "");
}

TEST(PowerOfficeContactPersons, TakeSuccessFalseForAFailure) {
    const char* refusal = R"({"success":false,"validation":{"summary":"wrong email"}})";
    Persons persons({Ok(refusal), Ok(refusal), Ok(refusal)});
    const Outcome update =
        persons.connector.Update({"7", "3", {{"id", 7}}, {}}, {{"emailAddress", "x"}});
    EXPECT_EQ(update.kind, Outcome::Kind::kRefused);
    EXPECT_EQ(update.message, "wrong email");
    EXPECT_EQ(persons.script.Lines()[0], "POST /Customer/3/Contact/");
    EXPECT_EQ(ParseJson(persons.script.requests[0].body), (Json{{"id", 7}, {"emailAddress", "x"}}));
    EXPECT_EQ(persons.connector.Lookup("7", "3").kind, Outcome::Kind::kGone);
    EXPECT_TRUE(persons.connector.List(std::nullopt).error.has_value());
}

TEST(PowerOfficeContactPersons, AreMadeBelowTheCustomerThatTheNodeIsToldOf) {
    Persons persons({Ok(R"({"success":true,"data":{"id":7,"partyId":3,"lastName":"A"}})")}, "3");
    const Outcome outcome = persons.connector.Insert({{"lastName", "A"}});
    ASSERT_EQ(outcome.kind, Outcome::Kind::kDone);
    EXPECT_EQ(outcome.stored->id, "7");
    EXPECT_EQ(outcome.stored->parent, "3");
    EXPECT_THAT(persons.script.Lines(), ElementsAre("POST /Customer/3/Contact/"));
}

TEST(PowerOfficeContactPersons, CannotBeMadeWithoutACustomer) {
    Persons persons({});
    const Outcome outcome = persons.connector.Insert({{"emailAddress", "a@a.example"}});
    EXPECT_EQ(outcome.kind, Outcome::Kind::kRefused);
    EXPECT_THAT(outcome.message, HasSubstr("needs a customer"));
    EXPECT_TRUE(persons.script.requests.empty());
}

}  // namespace
}  // namespace plumb::mocks::sesam
