#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench/mocks_world.h"

namespace plumb::bench {

constexpr int kSpread = 97;  // so that reads do not ask for one record again and again

struct Call {
    std::string method;
    std::string target;
    std::string body{};
    std::string content_type = "application/json";
};

/// A kind of request, sent again and again, each time about another record.
struct Load {
    const char* name;
    const char* system;
    const char* url_key;
    httplib::Headers World::*headers;
    std::function<Call(const World&, int n)> call;  ///< the nth request
};

inline const std::string& Pick(const std::vector<std::string>& ids, int n) {
    return ids[static_cast<std::size_t>(n) * kSpread % ids.size()];
}

inline std::string ListOfContacts(int n) {
    return fmt::format("/PartyContactPerson/?$orderby=Id%20asc&$skip={}&$top=50", n % 2 * 50);
}

inline const std::vector<Load>& Reads() {
    static const std::vector<Load> reads = {
        {"hub/read", "youtrack", "url", &World::hub,
         [](const World& world, int n) {
             return Call{"GET", "/hub/api/rest/users/" + Pick(world.users, n)};
         }},
        {"hub/list", "youtrack", "url", &World::hub,
         [](const World&, int n) {
             return Call{"GET",
                         fmt::format("/hub/rest/users?fields=&$skip={}&$top=50", n % 2 * 50)};
         }},
        {"hub/by email", "youtrack", "url", &World::hub,
         [](const World& world, int n) {
             const auto place = static_cast<std::size_t>(n) * kSpread % world.users.size();
             return Call{"GET", fmt::format("/hub/rest/users?query=email:%20s{}@x.example", place)};
         }},
        {"v2/read", "poweroffice-go", "url", &World::v2,
         [](const World& world, int n) {
             return Call{"GET", "/v2/Customers/" + Pick(world.customers, n)};
         }},
        {"v2/list", "poweroffice-go", "url", &World::v2,
         [](const World&, int n) {
             return Call{"GET", fmt::format("/v2/customers?pageNumber={}&pageSize=50", n % 2 + 1)};
         }},
        {"v1/read", "poweroffice-go", "v1_url", &World::v1,
         [](const World& world, int n) {
             return Call{"GET", fmt::format("/Customer/{}/Contact/{}/", world.customers[0],
                                            Pick(world.contacts, n))};
         }},
        {"v1/list", "poweroffice-go", "v1_url", &World::v1,
         [](const World&, int n) {
             return Call{"GET", ListOfContacts(n)};
         }},
    };
    return reads;
}

inline std::string Name(int n) {
    return fmt::format("Made {}", n);
}

inline const std::vector<Load>& Writes() {
    static const std::vector<Load> writes = {
        {"hub/create", "youtrack", "url", &World::hub,
         [](const World&, int n) {
             return Call{"POST", "/hub/api/rest/users",
                         Json{{"login", fmt::format("made{}", n)}, {"name", Name(n)}}.dump()};
         }},
        {"hub/update", "youtrack", "url", &World::hub,
         [](const World& world, int n) {
             return Call{"POST", "/hub/api/rest/users/" + Pick(world.users, n),
                         Json{{"name", Name(n)}}.dump()};
         }},
        {"v2/create", "poweroffice-go", "url", &World::v2,
         [](const World&, int n) {
             return Call{"POST", "/v2/Customers",
                         Json{{"Name", Name(n)}, {"EmailAddress", "made@x.example"}}.dump()};
         }},
        {"v2/update", "poweroffice-go", "url", &World::v2,
         [](const World& world, int n) {
             const Json replace = {{"op", "replace"}, {"path", "/Name"}, {"value", Name(n)}};
             return Call{"PATCH", "/v2/Customers/" + Pick(world.customers, n),
                         Json::array({replace}).dump(), "application/json-patch+json"};
         }},
        {"v1/create", "poweroffice-go", "v1_url", &World::v1,
         [](const World& world, int n) {
             return Call{"POST", fmt::format("/Customer/{}/Contact/", world.customers[0]),
                         Json{{"firstName", "Made"}, {"lastName", Name(n)}}.dump()};
         }},
        {"v1/update", "poweroffice-go", "v1_url", &World::v1,
         [](const World& world, int n) {
             return Call{
                 "POST", fmt::format("/Customer/{}/Contact/", world.customers[0]),
                 Json{{"id", std::stoll(Pick(world.contacts, n))}, {"lastName", Name(n)}}.dump()};
         }},
    };
    return writes;
}

}  // namespace plumb::bench
