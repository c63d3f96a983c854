#include <gmock/gmock.h>

#include "harness/system/system.h"
#include "harness/system/test_profile.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/result_matchers.h"

namespace plumb::system {
namespace {

using plumb::testing::Fails;
using ::testing::_;
using testing::Answer;
using ::testing::HasSubstr;
using testing::MockHttpClient;
using ::testing::NiceMock;
using ::testing::Return;

class Trials : public ::testing::Test {
  protected:
    Trials() {
        ON_CALL(http_, Send(_)).WillByDefault([this](const HttpRequest& request) {
            if (request.url.ends_with("/OAuth/Token"))
                return Answer(200, R"({"access_token":"tok","expires_in":1200})");
            sent_.push_back(request.method + " " + request.url + " " + request.body);
            const HttpResponse answer = answers_.front();
            if (answers_.size() > 1) answers_.erase(answers_.begin());
            return answer;
        });
    }

    Result<Trial> Try(const std::string& profile, const char* entity, Deed deed) {
        System system(ShippedProfile(profile), AccessTo(profile), http_, clock_, {});
        return system.Try(*system.GetProfile().FindEntity(entity), deed, {"", "examine"});
    }

    NiceMock<MockHttpClient> http_;
    TestClock clock_;
    std::vector<HttpResponse> answers_ = {Answer(404)};
    std::vector<std::string> sent_;
};

TEST_F(Trials, AreMadeOnWhatDoesNotExist) {
    const struct {
        const char* profile;
        const char* entity;
        Deed deed;
        const char* request;
    } cases[] = {
        {"youtrack", "users", Deed::kCreate, "POST http://yt/hub/api/rest/users?fields="},
        {"youtrack", "users", Deed::kEdit,
         "POST http://yt/hub/api/rest/users/00000000-0000-4000-8000-000000000000?fields="},
        {"youtrack", "users", Deed::kDelete,
         "DELETE http://yt/hub/api/rest/users/00000000-0000-4000-8000-000000000000?successor="},
        {"poweroffice-go", "customers", Deed::kCreate, "POST http://po/v2/Customers {"},
        {"poweroffice-go", "customers", Deed::kEdit, "PATCH http://po/v2/Customers/0 []"},
        {"poweroffice-go", "customers", Deed::kDelete, "DELETE http://po/v2/Customers/0"},
        {"poweroffice-go", "contactperson", Deed::kCreate, "POST http://po1/Customer/0/Contact/ {"},
        {"poweroffice-go", "contactperson", Deed::kEdit, "POST http://po1/Customer/0/Contact/ {"},
        {"poweroffice-go", "contactperson", Deed::kDelete,
         "DELETE http://po1/Customer/0/Contact/0/"},
    };
    for (const auto& one : cases) {
        sent_.clear();
        EXPECT_EQ(Try(one.profile, one.entity, one.deed), Trial::kPossible) << one.request;
        ASSERT_EQ(sent_.size(), 1U);
        EXPECT_THAT(sent_.front(), ::testing::StartsWith(one.request));
    }
}

TEST_F(Trials, FindThatARightIsLacking) {
    answers_ = {Answer(403, R"({"title": "Customer_Full is needed"})")};
    EXPECT_THAT(Try("poweroffice-go", "customers", Deed::kEdit),
                Fails(HasSubstr("Customer_Full is needed")));
}

TEST_F(Trials, TakeARefusalOfTheBodyForARight) {
    answers_ = {Answer(400, R"({"title": "Name is required"})")};
    EXPECT_EQ(Try("poweroffice-go", "customers", Deed::kCreate), Trial::kPossible);
    answers_ = {Answer(200, R"({"success": false, "validation": {"summary": "no such party"}})")};
    EXPECT_EQ(Try("poweroffice-go", "contactperson", Deed::kDelete), Trial::kPossible);
}

TEST_F(Trials, TakeBackWhatShouldNotHaveBeenMade) {
    answers_ = {Answer(201, R"({"Id": 77})"), Answer(200)};
    EXPECT_EQ(Try("poweroffice-go", "customers", Deed::kCreate), Trial::kDone);
    ASSERT_EQ(sent_.size(), 2U);
    EXPECT_THAT(sent_.back(), HasSubstr("DELETE http://po/v2/Customers/77"));
}

TEST_F(Trials, SayWhenWhatWasMadeCannotBeTakenBack) {
    answers_ = {Answer(201, R"({"Id": 77})"), Answer(403)};
    EXPECT_THAT(Try("poweroffice-go", "customers", Deed::kCreate), Fails(HasSubstr("403")));
}

}  // namespace
}  // namespace plumb::system
