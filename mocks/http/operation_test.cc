#include "mocks/http/operation.h"

#include <gtest/gtest.h>

#include "mocks/http/target.h"

namespace plumb::mocks::http {
namespace {

using Kind = Operation::Kind;

const Operations kOperations = {
    {"POST", "/OAuth/Token", "", Kind::kToken},
    {"GET", "/v2/Customers", "customers", Kind::kList},
    {"GET", "/v2/Customers/{id}", "customers", Kind::kRead},
    {"POST", "/Customer/{party}/Contact", "contacts", Kind::kCreateOrUpdate}};

Request Asking(std::string method, std::string_view target, std::string body = "") {
    Request request;
    request.method = std::move(method);
    request.body = std::move(body);
    SetTarget(request, target);
    return request;
}

TEST(Operation, IsFoundByMethodAndPathWithoutCase) {
    struct Row {
        Request request;
        std::optional<Kind> kind;
    };
    for (const Row& row :
         {Row{Asking("GET", "/v2/customers?x=1"), Kind::kList},
          Row{Asking("GET", "/V2/Customers/7"), Kind::kRead},
          Row{Asking("POST", "/oauth/token"), Kind::kToken},
          Row{Asking("POST", "/Customer/1/Contact", "{}"), Kind::kCreate},
          Row{Asking("POST", "/Customer/1/Contact", R"({"id":null})"), Kind::kCreate},
          Row{Asking("POST", "/Customer/1/Contact", R"({"id":5})"), Kind::kUpdate},
          Row{Asking("PUT", "/v2/customers"), std::nullopt},
          Row{Asking("GET", "/v2/customers/7/8"), std::nullopt}}) {
        const auto found = OperationOf(kOperations, row.request);
        EXPECT_EQ(found ? std::optional(found->kind) : std::nullopt, row.kind)
            << row.request.method << " " << row.request.target;
    }
}

TEST(Operation, PathsFitPatternsSegmentBySegment) {
    struct Row {
        const char* pattern;
        const char* path;
        bool fits;
    };
    for (const Row& row :
         {Row{"/a/*", "/a/b", true}, Row{"/a/*", "/A/b", true}, Row{"/a/*", "/a", false},
          Row{"/a/*", "/a/b/c", false}, Row{"/a/**", "/a", true}, Row{"/a/**", "/a/b/c", true},
          Row{"/**", "/", true}, Row{"/a/*/c", "/a/x/c", true}, Row{"/a/b", "/a/c", false}}) {
        EXPECT_EQ(PathFits(row.pattern, Asking("GET", row.path).path), row.fits)
            << row.pattern << " " << row.path;
    }
    EXPECT_TRUE(CouldFit("/v2/*/7", kOperations[2]));
    EXPECT_FALSE(CouldFit("/v2/suppliers/7", kOperations[2]));
}

}  // namespace
}  // namespace plumb::mocks::http
