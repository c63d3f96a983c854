#pragma once

#include <optional>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "mocks/http/message.h"
#include "mocks/youtrack/refusal.h"
#include "mocks/youtrack/selection.h"
#include "mocks/youtrack/settings.h"
#include "mocks/youtrack/user_store.h"

namespace plumb::mocks::youtrack {

/// The operations on users, each from a request that may come in to the answer with its effect. An
/// id may also be "me" (the token's owner) or "guest". Not safe from several threads.
class Users final {
  public:
    /// Both must outlive the users.
    Users(const Settings& settings, Clock& clock);

    http::Response List(const http::Request& request) const;
    http::Response Read(const http::Request& request, const std::string& id) const;
    http::Response Create(const http::Request& request);
    http::Response Update(const http::Request& request, const std::string& id);
    http::Response Delete(const http::Request& request, const std::string& id);
    /// The YouTrack side: a bare list, ids like "1-6", the Hub id in ringId.
    http::Response ListOfYouTrack(const http::Request& request) const;

    Json State() const;

  private:
    const User& AddSystemUser(const char* login, const char* name, bool guest);
    const User* FindUser(const std::string& id) const;
    Json NewUser() const;
    /// Fills a new user from the body, its login and email also from where Hub finds them.
    void Complete(const Json& body, Json& user) const;
    std::optional<Refusal> FindConflict(const Json& user, const User* self) const;
    std::optional<Refusal> CheckMembers(const Json& body) const;
    std::optional<Refusal> CheckNew(const Json& body) const;
    std::optional<Refusal> CheckDelete(const http::Request& request, const User& user) const;

    const Settings& settings_;
    Clock& clock_;
    UserStore store_;
    std::string owner_id_;
    std::string guest_id_;
};

}  // namespace plumb::mocks::youtrack
