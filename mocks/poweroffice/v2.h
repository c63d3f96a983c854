#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/base/json_path.h"
#include "mocks/http/message.h"
#include "mocks/http/router.h"
#include "mocks/poweroffice/authority.h"
#include "mocks/poweroffice/json_patch.h"
#include "mocks/poweroffice/rate_limit.h"
#include "mocks/poweroffice/settings.h"
#include "mocks/poweroffice/store.h"
#include "mocks/poweroffice/v2_list.h"

namespace plumb::mocks::poweroffice {

/// Version 2 of the API (facts part A): token, customers and contact persons, with or without the
/// prefix /Demo. Knows nothing of sockets. Safe from several threads.
class V2 final {
  public:
    /// `store` and `clock` must outlive it.
    V2(Store& store, Clock& clock, const Settings& settings);
    /// The same API over other records, for whoever has a token of the first one.
    V2(const V2& other, Store& store);

    http::Response Handle(const http::Request& request);
    /// The same for somebody who may do everything, without keys, token and limits.
    http::Response Act(const http::Request& request);

    Json State() { return store_.State(); }
    void Reset() { store_.Reset(); }

  private:
    using Values = http::Router::Values;
    using EditRecord = std::function<Answer<RecordPtr>(const Store::Edit& edit)>;
    struct Patched {
        Answer<RecordPtr> record;
        bool written = false;  ///< something of the patch, also when the rest was refused
    };
    void AddRoutes();
    http::Response Guarded(const http::Request& request);

    http::Response ListCustomers(const http::Request& request);
    http::Response GetCustomer(const http::Request& request, const Values& values);
    http::Response CreateCustomer(const http::Request& request);
    http::Response PatchCustomer(const http::Request& request, const Values& values);
    http::Response DeleteCustomer(const Values& values);

    http::Response ListContactPersons(const http::Request& request);
    http::Response GetContactPerson(const http::Request& request, const Values& values);
    http::Response CreateContactPerson(const http::Request& request, const Values& values);
    http::Response PatchContactPerson(const http::Request& request, const Values& values);
    http::Response DeleteContactPerson(const Values& values);

    /// `members` are those of a record of which nothing is said yet.
    Answer<Json> ReadNew(const http::Request& request, const FieldTable& table, Json members) const;
    Answer<Json> ReadPatch(const http::Request& request) const;
    /// Makes the edits that a patch asks for: one, or one per operation when it is not atomic.
    Patched Edit(const Json& patch, const FieldTable& table, const EditRecord& edit) const;
    http::Response Problem(const Refusal& refusal, std::string_view entity) const;
    http::Response PageAnswer(const std::vector<RecordPtr>& page, const ListQuery& query,
                              Visibility visibility) const;
    Answer<void> CheckCodes(const Json& members) const;
    Leniency Reading() const;
    PatchOptions Patching() const;

    Store& store_;
    Clock& clock_;
    const Settings settings_;
    std::shared_ptr<Authority> authority_;
    RateLimit limit_;
    http::Router router_{http::Router::Case::kInsensitive};
};

}  // namespace plumb::mocks::poweroffice
