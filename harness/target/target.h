#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/base/result.h"
#include "harness/target/profile.h"
#include "harness/target/transport.h"

namespace plumb::target {

inline constexpr std::string_view kReservedDomain = "plumb.example";

struct Admin {
    std::string url;
    std::string token;
};

/// One system of a target: where it is and with what it is entered.
struct SystemAccess {
    std::string id;  ///< "youtrack"
    std::map<std::string, std::string>
        values;                  ///< url, token, v1_url, …: the profile's target_keys
    std::optional<Admin> admin;  ///< present: this is a mock
    Transport transport{};       ///< of all its URLs
    /// Which part of its rate limits a run may use while the data flow runs, which may share them.
    double rate_share = 0.2;
};

struct CommandLine {
    std::vector<std::string> argv;
    int deadline_s = 60;
};

/// A Sesam node (design, section 6).
struct SesamDataflow {
    std::string url;
    std::string token;
    std::vector<std::string> pipes;
    std::string links_dataset;                     ///< "" when links cannot be read
    std::map<std::string, std::string> links_ids;  ///< "youtrack-users" -> "users"
    std::vector<std::string> share_datasets;
    int max_rounds = 20;
    int max_minutes = 30;
    bool may_restart = false;
    bool whole_node = false;
    bool may_pause_scheduler = false;
    Transport transport{};
};

/// A program that is run for each sync (design, section 6).
struct CommandDataflow {
    CommandLine sync;
    std::optional<CommandLine> links;
    std::optional<CommandLine> restart;
    int max_rounds = 20;
    std::string folder;  ///< working directory: the target file's
};

/// One HTTP request of a webhook.
struct HttpCall {
    std::string method = "POST";
    std::string url;
    std::string body;  ///< JSON; "" for none
};

/// How a webhook's data flow tells that it is done.
struct WebhookStatus {
    HttpCall call{"GET", {}, {}};
    std::string path;  ///< of the value in the answer that tells
    std::string idle;  ///< what that value is when nothing runs
    std::string run;   ///< path of a value that is another one after each run; "" for none
};

/// A data flow that an HTTP request starts (design, section 6).
struct WebhookDataflow {
    HttpCall start;
    std::optional<WebhookStatus> status;  ///< nullopt: quiet can only be assumed
    std::string token;                    ///< sent as a bearer token with both; "" for none
    int still_s = 60;                     ///< without status: for how long nothing may move
    int max_rounds = 20;
    int max_minutes = 30;  ///< of a sync
    Transport transport{};
};

/// A data flow that runs by itself (design, section 6).
struct UnattendedDataflow {
    /// For how long nothing may move before it is taken to be done: at least twice the time between
    /// its runs.
    int still_s = 60;
    int max_minutes = 30;  ///< of a sync
};

using Dataflow = std::variant<std::monostate, SesamDataflow, CommandDataflow, WebhookDataflow,
                              UnattendedDataflow>;

/// False for kinds of data flows of which it can only be seen that nothing moves any more.
bool CanSayThatItIsDone(const Dataflow& dataflow);

/// How it is reached; the usual way for kinds that are not reached over HTTP.
Transport TransportOf(const Dataflow& dataflow);

struct Safety {
    bool sandbox = false;
    std::vector<std::string> hosts;
    std::optional<int> write_budget;         ///< requests
    std::map<std::string, int> max_records;  ///< "youtrack.users" -> records alive
    bool exclusive = false;  ///< nobody but the run and its data flow changes the tenant meanwhile
};

/// Where to run: both systems, how the data flow is driven, and what may be touched. No I/O;
/// `secrets` lists every value that must never appear in any output.
struct Target {
    std::string name;
    /// Of all addresses that a run makes up, apart from those of values that need another:
    /// reserved, unless the target says otherwise, so that no mail can arrive.
    std::string address_domain{kReservedDomain};
    std::vector<SystemAccess> systems;
    Dataflow dataflow;
    std::optional<Safety> safety;
    std::vector<std::string> secrets;

    const SystemAccess* FindSystem(std::string_view id) const;
    bool IsMock() const;  ///< every system has `admin`
};

/// Looks up an environment variable.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

/// Reads a target file (or the line that `plumb mock` prints), strictly. `${NAME}` is replaced from
/// the environment; an undefined name is an error with its place. Literal secrets are refused
/// unless all systems have `admin`. `profiles` say which keys a system needs and which hold
/// secrets. `folder` is the working directory of its commands, and where the files that it names
/// are.
Result<Target> ReadTarget(std::string_view yaml, const std::string& file, const std::string& folder,
                          const std::vector<Profile>& profiles, const Environment& environment);

/// True for a target file that says `embedded: true`: the mocks run inside of plumb.
bool IsEmbedded(std::string_view yaml);

/// The target that embedded mocks make: the line that `plumb mock` would print for them, completed
/// and overruled by the keys of the file (its name, what the run may do).
Result<Target> ReadEmbeddedTarget(std::string_view yaml, const std::string& file,
                                  std::string_view mock_line, const std::vector<Profile>& profiles);

}  // namespace plumb::target
