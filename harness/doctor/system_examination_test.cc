#include "harness/doctor/system_examination.h"

#include <gmock/gmock.h>

#include "harness/doctor/testing/found.h"
#include "harness/system/lock_record.h"
#include "harness/system/test_profile.h"
#include "harness/system/testing/mock_http_client.h"

namespace plumb::doctor {
namespace {

using doctor::testing::Found;
using system::HttpRequest;
using system::HttpResponse;
using system::testing::Answer;
using system::testing::MockHttpClient;
using ::testing::_;
using ::testing::NiceMock;
using ::testing::Not;

/// Whose server shows a certificate that ends then; nullopt: there is no TLS.
class CertifiedHttpClient : public MockHttpClient {
  public:
    system::Delivery Deliver(const HttpRequest& request) override {
        return {Send(request), true, certificate_ends};
    }
    std::optional<Milliseconds> certificate_ends;
};

class Systems : public ::testing::Test {
  protected:
    /// What is found when lists and all other requests are answered like this.
    std::vector<Finding> Examine(const std::string& profile, std::vector<std::string> entities,
                                 const std::string& list, const HttpResponse& others) {
        ON_CALL(http_, Send(_)).WillByDefault([&](const HttpRequest& request) {
            ++requests_;
            if (request.url.ends_with("/OAuth/Token"))
                return Answer(200, R"({"access_token":"tok","expires_in":1200})");
            const bool is_first_page = request.url.find("skip=0") != std::string::npos;
            if (request.method == "GET") return Answer(200, is_first_page ? list : empty_);
            return others;
        });
        Observer observer(http_, clock_);
        const target::SystemAccess access = system::AccessTo(profile);
        system::System system(system::ShippedProfile(profile), access, observer, clock_, {});
        return ExamineSystem(system, {access, std::move(entities), safety_}, observer).findings;
    }
    std::vector<Finding> ExamineUsers(const std::string& users, const HttpResponse& others) {
        empty_ = R"({"users": []})";
        return Examine("youtrack", {"users"}, R"({"users": [)" + users + "]}", others);
    }
    std::vector<Finding> ExaminePersons(const std::string& persons) {
        empty_ = R"({"success": true, "data": []})";
        return Examine("poweroffice-go", {"contactperson"},
                       R"({"success": true, "data": [)" + persons + "]}", Answer(404));
    }

    NiceMock<CertifiedHttpClient> http_;
    system::TestClock clock_;
    std::optional<target::Safety> safety_;
    std::string empty_;
    int requests_ = 0;
};

TEST_F(Systems, TellWhatTheAccountMayDo) {
    const auto findings = ExamineUsers(R"({"id": "u1", "login": "kari"})", Answer(404));
    EXPECT_THAT(findings, Found(State::kFine, "users: 1 can be read"));
    EXPECT_THAT(findings, Found(State::kFine, "users: may be created, edited, deleted"));
}

TEST_F(Systems, TellWhichRightIsLacking) {
    const auto findings = ExamineUsers("", Answer(403));
    EXPECT_THAT(findings, Found(State::kBroken, "users may not be created"));
    EXPECT_THAT(findings, Found(State::kBroken, "users may not be edited"));
    EXPECT_THAT(findings, Found(State::kBroken, "users may not be deleted"));
    EXPECT_THAT(findings, Not(Found(State::kFine, "may be")));
}

TEST_F(Systems, TellWhenATrialDidWhatItShouldNotHave) {
    EXPECT_THAT(ExamineUsers("", Answer(200, R"({"id": "u9"})")),
                Found(State::kDoubtful, "what cannot exist was created nevertheless"));
}

TEST_F(Systems, TellWhatEarlierRunsHaveLeft) {
    EXPECT_THAT(ExamineUsers(R"({"id": "u1", "login": "kari.berg.p0ab12cdc3qr1i1z"},
                                {"id": "u2", "login": "placebo1c3q"},
                                {"id": "u3", "login": "ola.dahl.p0ab12cdctl1sr0i0z"})",
                             Answer(404)),
                Found(State::kDoubtful, "users: 2 of them are left of a run"));
}

TEST_F(Systems, TellWhoseRunHoldsThemAndWhoseLockHasLapsed) {
    const auto user_named = [](const std::string& name) {
        return R"({"id": "u1", "login": "kari", "name": ")" + name + "\"}";
    };
    const Milliseconds until = clock_.now + 60'000;
    const std::string text = system::LockText("p0ab12cd", until, "build-7", 100);
    EXPECT_THAT(ExamineUsers(user_named(text), Answer(404)),
                Found(State::kBroken, "taken: the run p0ab12cd on build-7 holds it until"));
    clock_.now = until;
    const auto findings = ExamineUsers(user_named(text), Answer(404));
    EXPECT_THAT(findings, Found(State::kDoubtful, "the lock of the run p0ab12cd at http://yt"));
    EXPECT_EQ(Count({{"", findings}}, State::kBroken), 0);
}

TEST_F(Systems, TellOfWhichParentsRecordsAre) {
    EXPECT_THAT(ExaminePersons(R"({"id": 1, "partyId": 7, "partyCustomerCode": 10001},
                                  {"id": 2, "partyId": 8, "partySupplierCode": 20001},
                                  {"id": 3, "partyId": 7, "partyCustomerCode": 10001})"),
                Found(State::kNote, "2 of a customer, 1 of a supplier"));
    EXPECT_THAT(ExaminePersons(""), Found(State::kUnknown, "which kinds of parents"));
}

TEST_F(Systems, TellWhatTheTargetAllows) {
    safety_ = target::Safety{};
    safety_->max_records = {{"youtrack.users", 8}};
    EXPECT_THAT(ExamineUsers("", Answer(404)), Found(State::kNote, "at most 8"));
}

TEST_F(Systems, TellWhenACertificateEndsSoon) {
    constexpr Milliseconds kDay = 86'400'000;
    const std::vector<std::pair<std::optional<Milliseconds>, std::string>> table = {
        {std::nullopt, ""},
        {15 * kDay, ""},
        {13 * kDay + kDay / 2, ", in 13 days"},
        {kDay + kDay / 2, ", in 1 day"},
        {kDay / 2, ", in 0 days"},
    };
    for (const auto& [left, told] : table) {
        http_.certificate_ends = left ? std::optional(clock_.Now() + *left) : std::nullopt;
        const auto findings = ExamineUsers("", Answer(404));
        if (told.empty()) {
            EXPECT_THAT(findings, Not(Found(State::kDoubtful, "certificate")));
            continue;
        }
        EXPECT_THAT(findings,
                    Found(State::kDoubtful,
                          "its certificate ends on " + FormatTime(*http_.certificate_ends) + told));
    }
}

TEST_F(Systems, AreNotTriedWhereTheyCannotBeRead) {
    empty_ = R"({"error": "down"})";
    const auto findings = Examine("youtrack", {"users"}, empty_, Answer(404));
    EXPECT_THAT(findings, Found(State::kBroken, "users cannot be read"));
    EXPECT_EQ(requests_, 1);
}

}  // namespace
}  // namespace plumb::doctor
