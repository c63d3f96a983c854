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

namespace plumb::target {

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
};

/// A program that is run for each sync (design, section 6).
struct CommandDataflow {
    CommandLine sync;
    std::optional<CommandLine> links;
    std::optional<CommandLine> restart;
    int max_rounds = 20;
    std::string folder;  ///< working directory: the target file's
};

using Dataflow = std::variant<std::monostate, SesamDataflow, CommandDataflow>;

struct Safety {
    bool sandbox = false;
    std::vector<std::string> hosts;
    std::optional<int> write_budget;         ///< requests
    std::map<std::string, int> max_records;  ///< "youtrack.users" -> records alive
};

/// Where to run: both systems, how the data flow is driven, and what may be touched. No I/O;
/// `secrets` lists every value that must never appear in any output.
struct Target {
    std::string name;
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
/// secrets. `folder` is the working directory of its commands.
Result<Target> ReadTarget(std::string_view yaml, const std::string& file, const std::string& folder,
                          const std::vector<Profile>& profiles, const Environment& environment);

/// True for a target file that says `embedded: true`: the mocks run inside of plumb.
bool IsEmbedded(std::string_view yaml);

/// The target that embedded mocks make: the line that `plumb mock` would print for them, completed
/// and overruled by the keys of the file (its name, what the run may do).
Result<Target> ReadEmbeddedTarget(std::string_view yaml, const std::string& file,
                                  std::string_view mock_line, const std::vector<Profile>& profiles);

}  // namespace plumb::target
