#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "harness/base/json_path.h"
#include "mocks/contract/testing/shipped_contract.h"
#include "mocks/http/target.h"
#include "mocks/poweroffice/secrets.h"
#include "mocks/poweroffice/settings.h"
#include "mocks/poweroffice/store.h"
#include "mocks/poweroffice/v1.h"
#include "mocks/poweroffice/v2.h"

namespace plumb::mocks::poweroffice {

/// A clock that stands still until a test moves it.
class StandingClock final : public Clock {
  public:
    Milliseconds Now() override { return now_; }
    void Wait(Milliseconds duration) override { now_ += duration; }

  private:
    Milliseconds now_ = 1'700'000'000'000;  // 2023-11-14T22:13:20Z
};

/// A company behind both handlers, without sockets, with tokens at hand; for the tests only.
class TestCompany final {
  public:
    explicit TestCompany(Settings settings = {})
        : settings_(Complete(std::move(settings))),
          store(clock, settings_),
          v1(store, clock, settings_),
          v2(store, clock, settings_) {
        RenewTokens();
    }

    void RenewTokens() {
        v1_token_ = TokenOf(HandleV1(TokenRequest(false)));
        v2_token_ = TokenOf(HandleV2(TokenRequest(true)));
    }

    static http::Request RequestOf(std::string method, std::string_view target,
                                   std::string body = {}) {
        http::Request request;
        request.method = std::move(method);
        http::SetTarget(request, target);
        request.body = std::move(body);
        if (!request.body.empty()) request.headers["content-type"] = "application/json";
        return request;
    }

    http::Request TokenRequest(bool with_subscription_key) const {
        http::Request request = RequestOf("POST", "/OAuth/Token", "grant_type=client_credentials");
        request.headers["content-type"] = "application/x-www-form-urlencoded";
        request.headers["authorization"] = "Basic YXBwOmNsaWVudA==";  // app:client
        if (with_subscription_key) request.headers["ocp-apim-subscription-key"] = "subscription";
        return request;
    }

    http::Request V2Request(std::string method, std::string_view target,
                            std::string body = {}) const {
        http::Request request = RequestOf(std::move(method), target, std::move(body));
        request.headers["authorization"] = "Bearer " + v2_token_;
        request.headers["ocp-apim-subscription-key"] = "subscription";
        return request;
    }

    http::Request V1Request(std::string method, std::string_view target,
                            std::string body = {}) const {
        http::Request request = RequestOf(std::move(method), target, std::move(body));
        request.headers["authorization"] = "Bearer " + v1_token_;
        return request;
    }

    /// Every answer is held against the API's document.
    http::Response HandleV2(const http::Request& request) {
        return Held(request, v2.Handle(request));
    }
    http::Response HandleV1(const http::Request& request) {
        return Held(request, v1.Handle(request));
    }

    http::Response CallV2(std::string method, std::string_view target, std::string body = {}) {
        return HandleV2(V2Request(std::move(method), target, std::move(body)));
    }

    http::Response CallV1(std::string method, std::string_view target, std::string body = {}) {
        return HandleV1(V1Request(std::move(method), target, std::move(body)));
    }

    /// The id, as text, of a new customer without an e-mail address.
    std::string AddCustomer(const std::string& name = "Parent") {
        const Json body = {{"Name", name}, {"InvoiceDeliveryType", "Print"}};
        return Dump(ParseJson(CallV2("POST", "/v2/Customers", Dump(body)).body)["Id"]);
    }

    /// The id, as text, of a new contact person made through version 1.
    std::string AddContactPerson(const std::string& customer, const Json& body) {
        const auto response = CallV1("POST", "/Customer/" + customer + "/Contact/", Dump(body));
        return Dump(ParseJson(response.body)["data"]["id"]);
    }

    StandingClock clock;

  private:
    static http::Response Held(const http::Request& request, http::Response response) {
        testing::ExpectAnswerKeepsContract("poweroffice-go", request, response);
        return response;
    }

    static Settings Complete(Settings settings) {
        settings.application_key = "app";
        settings.client_key = "client";
        settings.subscription_key = "subscription";
        return settings;
    }

    static std::string TokenOf(const http::Response& response) {
        return ParseJson(response.body).value("access_token", "");
    }

    Settings settings_;
    std::string v1_token_;
    std::string v2_token_;

  public:
    Store store;
    V1 v1;
    V2 v2;
};

inline Json BodyOf(const http::Response& response) {
    return ParseJson(response.body);
}

}  // namespace plumb::mocks::poweroffice
