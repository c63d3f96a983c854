#include "mocks/youtrack/operations.h"

namespace plumb::mocks::youtrack {

const http::Operations& HubOperations() {
    static const http::Operations operations = [] {
        using enum http::Operation::Kind;
        http::Operations all;
        for (const std::string base : {"/hub/api/rest/users", "/hub/rest/users"}) {
            all.push_back({"GET", base, "users", kList});
            all.push_back({"POST", base, "users", kCreate});
            all.push_back({"POST", base + "/merge", "users", kOther});
            all.push_back({"GET", base + "/{id}", "users", kRead});
            all.push_back({"POST", base + "/{id}", "users", kUpdate});
            all.push_back({"DELETE", base + "/{id}", "users", kDelete});
        }
        all.push_back({"GET", "/api/users", "usersyoutrack", kList});
        all.push_back({"GET", "/api/users/{id}", "usersyoutrack", kRead});
        return all;
    }();
    return operations;
}

}  // namespace plumb::mocks::youtrack
