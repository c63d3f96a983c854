// Requests per second of each mock, one client on a kept-alive connection, beside a bare handler
// that answers a constant: what the mocks' own work costs.

#include <benchmark/benchmark.h>
#include <httplib.h>

#include "harness/base/json_path.h"
#include "harness/checklist/checklist.h"
#include "harness/cli/embedded.h"
#include "mocks/http/server.h"

namespace {

using plumb::Json;

/// One mock of every kind, with a thousand records.
struct World {
    World() {
        plumb::cli::EmbeddedOptions options;
        options.with_sesam = false;
        embedded = std::move(*plumb::cli::Embedded::Start({}, options));
        target = embedded->TargetJson();
    }
    std::string Value(const char* system, const char* key) const {
        return target["systems"][system][key].get<std::string>();
    }
    std::unique_ptr<plumb::cli::Embedded> embedded;
    Json target;
};

std::unique_ptr<httplib::Client> Connect(const std::string& url) {
    auto client = std::make_unique<httplib::Client>(url);
    client->set_keep_alive(true);
    client->set_tcp_nodelay(true);
    return client;
}

std::string Token(const World& world, const char* url_key) {
    const auto client = Connect(world.Value("poweroffice-go", url_key));
    client->set_basic_auth(world.Value("poweroffice-go", "application_key"),
                           world.Value("poweroffice-go", "client_key"));
    const auto answer = client->Post(
        "/OAuth/Token",
        {{"Ocp-Apim-Subscription-Key", world.Value("poweroffice-go", "subscription_key")}},
        "grant_type=client_credentials", "application/x-www-form-urlencoded");
    return Json::parse(answer->body)["access_token"].get<std::string>();
}

void Get(benchmark::State& state, httplib::Client& client, const httplib::Headers& headers,
         const std::string& path) {
    for (auto _ : state) {
        const auto answer = client.Get(path, headers);
        if (!answer || answer->status != 200) return state.SkipWithError("the mock did not answer");
    }
    state.SetItemsProcessed(state.iterations());
}

void BareHandler(benchmark::State& state) {
    const auto server = std::move(*plumb::mocks::http::Server::Start({}, [](const auto&) {
        plumb::mocks::http::Response response;
        response.body = std::string(600, 'x');
        return response;
    }));
    Get(state, *Connect(server->Url()), {}, "/");
}
BENCHMARK(BareHandler)->UseRealTime();

void HubUser(benchmark::State& state) {
    const World world;
    const auto client = Connect(world.Value("youtrack", "url"));
    const httplib::Headers headers{{"Authorization", "Bearer " + world.Value("youtrack", "token")}};
    const auto created = client->Post(
        "/hub/api/rest/users", headers,
        R"({"login": "kari", "name": "Kari", "profile": {"email": {"email": "k@x.example"}}})",
        "application/json");
    Get(state, *client, headers,
        "/hub/api/rest/users/" + Json::parse(created->body)["id"].get<std::string>());
}
BENCHMARK(HubUser)->UseRealTime();

void PowerOfficeCustomer(benchmark::State& state) {
    const World world;
    const auto client = Connect(world.Value("poweroffice-go", "url"));
    const httplib::Headers headers{
        {"Authorization", "Bearer " + Token(world, "url")},
        {"Ocp-Apim-Subscription-Key", world.Value("poweroffice-go", "subscription_key")}};
    const auto created =
        client->Post("/v2/Customers", headers, R"({"Name": "Kari", "EmailAddress": "k@x.example"})",
                     "application/json");
    Get(state, *client, headers,
        "/v2/Customers/" + std::to_string(Json::parse(created->body)["Id"].get<std::int64_t>()));
}
BENCHMARK(PowerOfficeCustomer)->UseRealTime();

void PowerOfficeContactPersons(benchmark::State& state) {
    const World world;
    const auto client = Connect(world.Value("poweroffice-go", "v1_url"));
    const httplib::Headers headers{{"Authorization", "Bearer " + Token(world, "v1_url")}};
    Get(state, *client, headers, "/PartyContactPerson/?$orderby=Id%20asc&$skip=0&$top=20");
}
BENCHMARK(PowerOfficeContactPersons)->UseRealTime();

}  // namespace
