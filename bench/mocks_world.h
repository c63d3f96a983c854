#pragma once

#include <httplib.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/checklist/checklist.h"
#include "harness/cli/embedded.h"

namespace plumb::bench {

inline std::unique_ptr<httplib::Client> Connect(const std::string& url) {
    auto client = std::make_unique<httplib::Client>(url);
    client->set_keep_alive(true);
    client->set_tcp_nodelay(true);
    client->set_read_timeout(60, 0);
    return client;
}

/// Mocks of one tenant with so many records of each kind, and what a client of them needs.
class World final {
  public:
    explicit World(int records) {
        cli::EmbeddedOptions options;
        options.with_sesam = false;
        mocks_ = std::move(*cli::Embedded::Start({}, options));
        systems_ = mocks_->TargetJson()["systems"];
        users = Seed("youtrack", "users", records, [](int n) {
            return Json{{"login", fmt::format("seed{}", n)},
                        {"name", fmt::format("Seed {}", n)},
                        {"profile", {{"email", {{"email", fmt::format("s{}@x.example", n)}}}}}};
        });
        customers = Seed("poweroffice-go", "customers", records, [](int n) {
            return Json{{"Name", fmt::format("Seed {}", n)},
                        {"EmailAddress", fmt::format("s{}@x.example", n)}};
        });
        contacts = Seed("poweroffice-go", "contactperson", records, [&](int n) {
            return Json{{"ContactId", std::stoll(customers[0])},
                        {"FirstName", "Seed"},
                        {"LastName", fmt::format("Number {}", n)},
                        {"EmailAddress", fmt::format("s{}@x.example", n)}};
        });
        hub = {{"Authorization", "Bearer " + At("youtrack", "token")}};
        RenewTokens();
    }

    /// The tenant's clock moves with every request, so that tokens of twenty minutes end soon.
    void RenewTokens() {
        v2 = {{"Authorization", "Bearer " + Token("url")},
              {"Ocp-Apim-Subscription-Key", At("poweroffice-go", "subscription_key")}};
        v1 = {{"Authorization", "Bearer " + Token("v1_url")}};
    }

    std::string At(const char* system, const char* key) const {
        return systems_[system][key].get<std::string>();
    }

    std::vector<std::string> users, customers, contacts;  // ids
    httplib::Headers hub, v2, v1;

  private:
    static constexpr int kBatch = 10'000;  // records of one call to the admin API

    std::vector<std::string> Seed(const char* system, const char* entity, int records,
                                  const std::function<Json(int)>& make) {
        const Json& admin = systems_[system]["admin"];
        const auto client = Connect(admin["url"].get<std::string>());
        const httplib::Headers headers{
            {"Authorization", "Bearer " + admin["token"].get<std::string>()}};
        std::vector<std::string> ids;
        for (int made = 0; made < records; made += kBatch) {
            Json batch = Json::array();
            for (int n = made; n < std::min(records, made + kBatch); ++n) batch.push_back(make(n));
            const auto answer = client->Post("/_mock/records", headers,
                                             Json{{entity, batch}}.dump(), "application/json");
            const Json made_now = Json::parse(answer->body);
            for (const Json& id : made_now.at(entity)) ids.push_back(id);
        }
        return ids;
    }

    std::string Token(const char* url_key) const {
        const auto client = Connect(At("poweroffice-go", url_key));
        client->set_basic_auth(At("poweroffice-go", "application_key"),
                               At("poweroffice-go", "client_key"));
        const auto answer =
            client->Post("/OAuth/Token",
                         {{"Ocp-Apim-Subscription-Key", At("poweroffice-go", "subscription_key")}},
                         "grant_type=client_credentials", "application/x-www-form-urlencoded");
        return Json::parse(answer->body)["access_token"];
    }

    std::unique_ptr<cli::Embedded> mocks_;
    Json systems_;
};

inline World& WorldOf(int records) {
    static std::map<int, std::unique_ptr<World>> worlds;
    auto& world = worlds[records];
    if (world == nullptr) world = std::make_unique<World>(records);
    return *world;
}

}  // namespace plumb::bench
