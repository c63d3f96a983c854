#include "mocks/http/router.h"

#include <gmock/gmock.h>

#include "mocks/http/target.h"

namespace plumb::mocks::http {
namespace {

using ::testing::ElementsAre;

Request Made(std::string method, std::string_view target) {
    Request request;
    request.method = std::move(method);
    SetTarget(request, target);
    return request;
}

Router Filled(Router::Case letter_case) {
    Router router(letter_case);
    const auto none = [](const Request&, const Router::Values&) { return Response(); };
    router.Add("GET", "/v2/Customers/{id}", none);
    router.Add("PATCH", "/v2/Customers/{id}/ContactPersons/{person}", none);
    return router;
}

TEST(Router, GivesWhatStoodInTheBraces) {
    const Router router = Filled(Router::Case::kSensitive);
    const Router::Match match = router.Find(Made("PATCH", "/v2/Customers/7/ContactPersons/8"));
    EXPECT_NE(match.handler, nullptr);
    EXPECT_THAT(match.values, ElementsAre("7", "8"));
}

TEST(Router, TellsAnUnknownMethodFromAnUnknownPath) {
    const Router router = Filled(Router::Case::kSensitive);
    EXPECT_TRUE(router.Find(Made("PUT", "/v2/Customers/7")).path_known);
    EXPECT_FALSE(router.Find(Made("GET", "/v2/customers/7")).path_known);
    EXPECT_FALSE(router.Find(Made("GET", "/v2/Customers")).path_known);
}

TEST(Router, NamesTheMethodsOfAPathThatHasOthers) {
    Router router = Filled(Router::Case::kSensitive);
    const auto none = [](const Request&, const Router::Values&) { return Response(); };
    router.Add("DELETE", "/v2/Customers/{id}", none);
    router.Add("GET", "/v2/Customers/mine", none);
    EXPECT_EQ(router.Find(Made("PUT", "/v2/Customers/7")).allowed, "GET, DELETE");
    EXPECT_EQ(router.Find(Made("PUT", "/v2/Customers/mine")).allowed, "GET, DELETE");
    EXPECT_EQ(router.Find(Made("GET", "/v2/Customers/7")).allowed, "");
    EXPECT_EQ(router.Find(Made("DELETE", "/v2/Customers/7")).allowed, "");
    EXPECT_EQ(router.Find(Made("GET", "/v2")).allowed, "");
}

TEST(Router, MayIgnoreLetterCaseButNotThatOfTheValues) {
    const Router router = Filled(Router::Case::kInsensitive);
    EXPECT_THAT(router.Find(Made("GET", "/V2/customers/aB")).values, ElementsAre("aB"));
}

}  // namespace
}  // namespace plumb::mocks::http
