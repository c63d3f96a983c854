#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "mocks/http/message.h"
#include "mocks/youtrack/refusal.h"
#include "mocks/youtrack/selection.h"
#include "mocks/youtrack/settings.h"
#include "mocks/youtrack/user_store.h"
#include "mocks/youtrack/youtrack_side.h"

namespace plumb::mocks::youtrack {

/// The operations on users, each from a request that may come in to the answer with its effect. An
/// id may also be "me" (the token's owner) or "guest". Not safe from several threads.
class Users final {
  public:
    /// Both must outlive the users.
    Users(const Settings& settings, Clock& clock);
    /// The same users under settings that outlive them.
    Users(const Users& other, const Settings& settings);
    Users(const Users&) = delete;  // the YouTrack side points into it
    Users& operator=(const Users&) = delete;

    http::Response List(const http::Request& request) const;
    http::Response Read(const http::Request& request, const std::string& id) const;
    http::Response Create(const http::Request& request);
    http::Response Update(const http::Request& request, const std::string& id);
    http::Response Delete(const http::Request& request, const std::string& id);
    /// Of the users in the body the first one stays, changed as the query says; the ids of the
    /// others become its aliases (which one stays is not published).
    http::Response Merge(const http::Request& request);

    http::Response ListOfYouTrack(const http::Request& request);
    http::Response ReadOfYouTrack(const http::Request& request, const std::string& id);

    Json State() const;

  private:
    const User& AddSystemUser(const char* login, const char* name, bool guest);
    const User* FindUser(const std::string& id) const;
    Json NewUser() const;
    /// Fills a new user from the body, its login and email also from where Hub finds them.
    void Complete(const Json& body, Json& user) const;
    /// With the login or email of any user but these.
    std::optional<Refusal> FindConflict(const Json& user,
                                        const std::vector<const User*>& but) const;
    Json BodyOf(const http::Request& request) const;
    std::optional<Refusal> CheckMembers(const Json& body) const;
    std::optional<Refusal> CheckNew(const Json& body) const;
    Result<std::vector<const User*>> ReadMerged(const Json& body) const;
    void Forget(const User& user);
    std::optional<Refusal> CheckDelete(const http::Request& request, const User& user) const;

    const Settings& settings_;
    Clock& clock_;
    UserStore store_;
    YouTrackSide youtrack_;
    std::string owner_id_;
    std::string guest_id_;
};

}  // namespace plumb::mocks::youtrack
