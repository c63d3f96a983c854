#pragma once

#include <memory>
#include <string>

#include "harness/base/json_path.h"
#include "mocks/http/message.h"
#include "mocks/http/router.h"
#include "mocks/poweroffice/authority.h"
#include "mocks/poweroffice/rate_limit.h"
#include "mocks/poweroffice/settings.h"
#include "mocks/poweroffice/store.h"
#include "mocks/poweroffice/v1_query.h"

namespace plumb::mocks::poweroffice {

/// Version 1 of the API (facts part B): token and contact persons. Answers 200 to nearly everything
/// and says in the envelope whether it did what was asked. Knows nothing of sockets. Safe from
/// several threads.
class V1 final {
  public:
    /// `store` and `clock` must outlive it.
    V1(Store& store, Clock& clock, const Settings& settings);
    /// The same API over other records, for whoever has a token of the first one.
    V1(const V1& other, Store& store);

    http::Response Handle(const http::Request& request);
    /// The same for somebody who may do everything, without token and limits.
    http::Response Act(const http::Request& request);

    Json State() { return store_.State(); }
    void Reset() { store_.Reset(); }

  private:
    using Values = http::Router::Values;
    void AddRoutes();
    void AddRoutesOfParty(const char* party);
    http::Response ListAll(const http::Request& request);
    http::Response ListOfParty(const http::Request& request, const Values& values);
    http::Response Get(const Values& values);
    http::Response Upsert(const http::Request& request, const Values& values);
    http::Response Delete(const Values& values);
    http::Response DeleteSupplier(const Values& values);
    http::Response Failed(const Refusal& refusal) const;
    http::Response ListAnswer(const V1Page& page, const V1Query& query) const;

    Store& store_;
    Clock& clock_;
    const Settings settings_;
    std::shared_ptr<Authority> authority_;
    RateLimit limit_;
    http::Router router_{http::Router::Case::kInsensitive};
};

}  // namespace plumb::mocks::poweroffice
