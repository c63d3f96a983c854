#pragma once

#include <gtest/gtest.h>
#include <httplib.h>

#include <memory>
#include <string>
#include <vector>

#include "harness/base/json_path.h"
#include "harness/cli/embedded.h"
#include "harness/testing/temp_dir.h"
#include "mocks/contract/testing/shipped_contract.h"
#include "mocks/poweroffice/poweroffice.h"
#include "mocks/youtrack/start.h"

namespace plumb::testing {

/// Sends what Sesam's YouTrack and PowerOffice GO connectors send, request by request and nothing
/// else, to running mocks, and tells what each request departs in from the APIs' documents. Written
/// from the connectors' templates; shares no code with the reference data flow.
class Connector final {
  public:
    enum class Api { kYouTrack, kV2, kV1 };

    struct Answer {
        int status = 0;
        std::string text{};
        Json body{};
        std::vector<std::string> departures{};

        /// Version 1 says so inside of a 200.
        bool Accepted() const { return status < 300 && body.value("success", Json(true)) == true; }
    };

    /// `settings` as `plumb mock --settings` reads them.
    explicit Connector(const std::string& settings = "{}") {
        const TempDir folder;
        cli::EmbeddedOptions options;
        const Status read =
            cli::ReadMockSettings(folder.Write("settings.yaml", settings).string(), options);
        EXPECT_TRUE(read) << ToString(read.error());
        tenant_.contract = [](std::string_view system, const auto& request, const auto* answer) {
            return TheContract().Explain(system, request, answer);
        };
        youtrack_ = std::move(*mocks::youtrack::StartYouTrack(tenant_, options.youtrack));
        poweroffice_ =
            std::move(*mocks::poweroffice::StartPowerOffice(tenant_, options.poweroffice));
        v2_token_ = TokenOf(GetToken(Api::kV2));
        v1_token_ = TokenOf(GetToken(Api::kV1));
    }

    /// OAuth2 client credentials; the subscription key is sent to version 2 only.
    Answer GetToken(Api api) {
        const auto& connection = poweroffice_->GetConnection();
        httplib::Headers headers{httplib::make_basic_authentication_header(
            connection.application_key, connection.client_key)};
        if (api == Api::kV2) headers.insert(SubscriptionKey());
        return Take(ClientOf(api)->Post("/OAuth/Token", headers, "grant_type=client_credentials",
                                        "application/x-www-form-urlencoded"));
    }

    /// `target` is sent as it is; a body always as application/json.
    Answer Send(Api api, const std::string& method, const std::string& target,
                const Json& body = nullptr) {
        httplib::Request request;
        request.method = method;
        request.path = target;
        request.headers = {{"Authorization", "Bearer " + TokenFor(api)}};
        if (api == Api::kV2) request.headers.insert(SubscriptionKey());
        if (!body.is_null()) {
            request.body = Dump(body);
            request.headers.emplace("Content-Type", "application/json");
        }
        return Take(ClientOf(api)->send(request));
    }

    Answer YouTrack(const std::string& method, const std::string& target,
                    const Json& body = nullptr) {
        return Send(Api::kYouTrack, method, target, body);
    }
    Answer V2(const std::string& method, const std::string& target, const Json& body = nullptr) {
        return Send(Api::kV2, method, "/v2/" + target, body);
    }
    Answer V1(const std::string& method, const std::string& target, const Json& body = nullptr) {
        return Send(Api::kV1, method, "/" + target, body);
    }

    /// The id of a new user.
    std::string AddUser(const std::string& login) {
        const Json body = {{"login", login}, {"name", login}};
        return TextAt(YouTrack("POST", "/hub/rest/users", body).body, "id");
    }
    /// The id of a new customer, as text.
    std::string AddCustomer(const std::string& name) {
        const Json body = {{"Name", name}, {"EmailAddress", name + "@a.example"}};
        return Dump(V2("POST", "customers", body).body["Id"]);
    }

  private:
    std::unique_ptr<httplib::Client> ClientOf(Api api) const {
        const auto& connection = poweroffice_->GetConnection();
        const std::string& url = api == Api::kYouTrack ? youtrack_.server->Url()
                                 : api == Api::kV2     ? connection.url
                                                       : connection.v1_url;
        auto client = std::make_unique<httplib::Client>(url);
        client->set_url_encode(false);
        return client;
    }

    httplib::Headers::value_type SubscriptionKey() const {
        return {"Ocp-Apim-Subscription-Key", poweroffice_->GetConnection().subscription_key};
    }

    const std::string& TokenFor(Api api) const {
        if (api == Api::kYouTrack) return youtrack_.token;
        return api == Api::kV2 ? v2_token_ : v1_token_;
    }

    static std::string TokenOf(const Answer& answer) { return TextAt(answer.body, "access_token"); }

    Answer Take(const httplib::Result& result) {
        EXPECT_TRUE(result);
        if (!result) return {};
        Answer answer{result->status, result->body, ParseJson(result->body), {}};
        if (answer.text.empty()) answer.body = Json::object();
        const auto logged = tenant_.log.Find({.since = tenant_.log.LastNumber() - 1});
        EXPECT_EQ(logged.size(), 1u);
        for (const auto& request : logged) answer.departures = request.departures;
        return answer;
    }

    mocks::http::Tenant tenant_{mocks::http::MockClock::Kind::kVirtual};
    mocks::youtrack::YouTrack youtrack_;
    std::unique_ptr<mocks::poweroffice::PowerOffice> poweroffice_;
    std::string v2_token_;
    std::string v1_token_;
};

}  // namespace plumb::testing
