#include "mocks/youtrack/operations.h"

namespace plumb::mocks::youtrack {

const http::Operations& HubOperations() {
    static const http::Operations operations = [] {
        using Kind = http::Operation::Kind;
        http::Operations all;
        for (const std::string base : {"/hub/api/rest/users", "/hub/rest/users"}) {
            all.push_back({"GET", base, "users", Kind::kList});
            all.push_back({"POST", base, "users", Kind::kCreate});
            all.push_back({"GET", base + "/{id}", "users", Kind::kRead});
            all.push_back({"POST", base + "/{id}", "users", Kind::kUpdate});
            all.push_back({"DELETE", base + "/{id}", "users", Kind::kDelete});
        }
        all.push_back({"GET", "/api/users", "usersyoutrack", Kind::kList});
        return all;
    }();
    return operations;
}

}  // namespace plumb::mocks::youtrack
