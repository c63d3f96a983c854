#include "mocks/http/nearest_operation.h"

#include <gtest/gtest.h>

#include "mocks/http/target.h"

namespace plumb::mocks::http {
namespace {

using Kind = Operation::Kind;

/// As the three systems have them.
const Operations kKnownOperations = {
    {"GET", "/hub/api/rest/users", "users", Kind::kList},
    {"POST", "/hub/api/rest/users", "users", Kind::kCreate},
    {"POST", "/hub/api/rest/users/merge", "users", Kind::kOther},
    {"GET", "/hub/api/rest/users/{id}", "users", Kind::kRead},
    {"GET", "/hub/rest/users", "users", Kind::kList},
    {"GET", "/api/users", "usersyoutrack", Kind::kList},
    {"GET", "/api/users/{id}", "usersyoutrack", Kind::kRead},
    {"POST", "/OAuth/Token", "", Kind::kToken},
    {"GET", "/v2/Customers", "customers", Kind::kList},
    {"POST", "/v2/Customers", "customers", Kind::kCreate},
    {"GET", "/v2/Customers/{id}", "customers", Kind::kRead},
    {"PATCH", "/v2/Customers/{id}", "customers", Kind::kUpdate},
    {"GET", "/v2/ContactPersons", "contactperson", Kind::kList},
    {"POST", "/v2/ContactPersons/{contactId}", "contactperson", Kind::kCreate},
    {"GET", "/v2/ContactPersons/{contactId}/{id}", "contactperson", Kind::kRead},
    {"GET", "/PartyContactPerson", "contactperson", Kind::kList},
    {"POST", "/Customer/{parentId}/Contact", "contactperson", Kind::kCreateOrUpdate},
    {"GET", "/Customer/{parentId}/Contact/{id}", "contactperson", Kind::kRead},
    {"GET", "/api/pipes/{id}", "pipes", Kind::kOther},
    {"POST", "/api/pipes/{id}/pump", "pipes", Kind::kOther},
    {"GET", "/api/datasets/{id}/entities", "datasets", Kind::kOther}};

std::string NearestTo(std::string method, std::string_view target) {
    Request request;
    request.method = std::move(method);
    SetTarget(request, target);
    return NearestOperation(kKnownOperations, request);
}

TEST(NearestOperation, IsTheOneThatWasProbablyMeant) {
    struct Row {
        const char* method;
        const char* target;
        const char* nearest;
    };
    for (const Row& row :
         {// Spelled otherwise.
          Row{"GET", "/v2/customer", "GET /v2/Customers"},
          Row{"GET", "/v2/Costumers/4711", "GET /v2/Customers/{id}"},
          Row{"GET", "/v2/contact-persons", "GET /v2/ContactPersons"},
          Row{"GET", "/v2/contacts/17/4", "GET /v2/ContactPersons/{contactId}/{id}"},
          Row{"POST", "/api/pipe/users-collect/pump", "POST /api/pipes/{id}/pump"},
          // Another beginning.
          Row{"GET", "/hub/api/users", "GET /hub/api/rest/users"},
          Row{"GET", "/rest/users", "GET /hub/rest/users"},
          Row{"GET", "/youtrack/api/users/1-6", "GET /api/users/{id}"},
          Row{"GET", "/v1/customers/17", "GET /v2/Customers/{id}"},
          Row{"POST", "/token", "POST /OAuth/Token"},
          // The last word says what is sought.
          Row{"GET", "/v2/customers/1/contacts", "POST /Customer/{parentId}/Contact"},
          Row{"GET", "/v2/Customers/1/ContactPersons", "GET /v2/ContactPersons"},
          Row{"GET", "/api/pipes/users-collect/entities", "GET /api/datasets/{id}/entities"},
          Row{"GET", "/v2/customers/1/archive", "GET /v2/Customers/{id}"},
          Row{"POST", "/hub/api/rest/users/5d3c/details/9", "GET /hub/api/rest/users/{id}"},
          // Another method, where that path is there.
          Row{"PUT", "/v2/customers/17", "GET /v2/Customers/{id}"},
          Row{"DELETE", "/customer/7/contact", "POST /Customer/{parentId}/Contact"},
          // Nothing is near: something that begins in the same way.
          Row{"GET", "/v2/something/quite/different", "GET /v2/Customers"}}) {
        EXPECT_EQ(NearestTo(row.method, row.target), row.nearest) << row.method << row.target;
    }
}

TEST(NearestOperation, IsNoneWhereThereAreNone) {
    EXPECT_EQ(NearestOperation({}, Request{}), "");
}

TEST(NearestOperation, OfALongPathIsFoundToo) {
    const std::string long_path = "/v2/customers" + std::string(20'000, 'x') + "/1/2/3";
    EXPECT_NE(NearestTo("GET", long_path), "");
}

}  // namespace
}  // namespace plumb::mocks::http
