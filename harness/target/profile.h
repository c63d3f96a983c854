#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"

namespace plumb::target {

/// What kind of value a property holds, so that a new value of it can be made that its system
/// takes.
enum class FieldKind {
    kText,
    kWord /* no blanks */,
    kEmail,
    kPhone,
    kInteger,
    kDecimal,
    kBoolean,
    kDate,
    kCountry,
    kUrl,
    kChoice /* one of `choices` */,
    kOpaque /* objects and lists: never written */
};

/// One property of an entity as the profile describes it.
struct Field {
    FieldKind kind = FieldKind::kText;
    std::size_t max_length = 255;  ///< characters
    std::vector<std::string> choices;
    bool managed = false;  ///< the system itself changes it (time stamps, verified)
    bool read_only = false;
    bool unique = false;  ///< the system takes each value once, whatever the letter case
    /// A text with {given}, {family}, {tag}, {phone}, {city}, {email}; every record is created with
    /// it. "" when the field is only set where a case asks for it.
    std::string generate;
    /// Members (by dotted path) that a request which sets this field must also hold, such as the
    /// type of the object around it.
    nlohmann::json with = nlohmann::json::object();
    /// The path that is set to null to remove the field; "" for its own.
    std::string clear;
};

/// One HTTP operation of an entity. Paths and queries hold {id}, {parent}, {skip}, {top}, {page},
/// or {key} of the target's system section.
struct Operation {
    std::string method;
    std::string base;  ///< which URL of the target: "url" or "v1_url"
    std::string path;
    std::map<std::string, std::string> query;
    enum class Body { kNone, kWhole, kJsonPatch, kMerge } body = Body::kNone;
};

/// What names nothing in a system, so that rights can be tried there without leaving a trace.
struct Probe {
    std::string id;                                    ///< of no record
    std::string parent;                                ///< of no parent record; "" for none
    nlohmann::json create = nlohmann::json::object();  ///< a body that no create takes
};

enum class Paging { kSkipTop, kPageNumber };

/// How records of one kind are reached and made (design section 4, "Profile").
struct Entity {
    std::string id;  ///< "users"; equals the checklist's entity id
    Operation list, read, create, update, remove;
    Paging paging = Paging::kSkipTop;
    int page_size = 100;       ///< records per page that the harness asks for
    std::string items;         ///< path of the list in the answer; "" when it is the answer
    std::string item;          ///< path of the record in an answer about one; "" likewise
    std::string success_flag;  ///< path of an envelope's error flag; "" when there is none
    std::string id_path;
    std::string parent;          ///< id of the parent's entity; "" when it has none
    std::string parent_id_path;  ///< where a record names its parent
    /// "customer" -> path of a member that only records of such a parent have.
    std::map<std::string, std::string> parent_kinds;
    nlohmann::json create_with = nlohmann::json::object();  ///< fixed members of every create
    /// Members added to a create when a path is empty: {"EmailAddress": {"InvoiceDeliveryType":
    /// …}}.
    nlohmann::json create_when_empty = nlohmann::json::object();
    /// Members added to a create when the target gives an optional key: {"auth_module": {…}}. A
    /// text that is {key} is what the target gives, and one that is {path} what the record holds.
    nlohmann::json create_with_key = nlohmann::json::object();
    /// Members added to a create in which a flag is set: {"IsPerson": {"FirstName": …}}.
    nlohmann::json create_when_true = nlohmann::json::object();
    std::map<std::string, Field> fields;  ///< by dotted path
    std::string modified_at;              ///< path of the time of change; "" when there is none
    int resolution_ms = 1;                ///< of that time
    int read_after_write_ms = 0;          ///< how long a write may take to be readable
    std::string tag_field;                ///< carries the run tag
    std::optional<Probe> probe;           ///< nullopt: rights can only be found out by using them
    std::string right;  ///< what an account needs for all of these, in the system's words; or ""
    /// What the body of a refused create names when there is no room for one more record, such as
    /// an error code; of a limit of the tenant, and not of the record.
    std::vector<std::string> full_when;
    nlohmann::json delete_fallback;  ///< body of an update when deleting is refused; null: none

    /// The field at `path`; an unknown path is a text field.
    Field FieldAt(std::string_view path) const;
    bool IsDated() const { return !modified_at.empty(); }
    /// Requests for a list of so many records: pages are read until one brings nothing new.
    int PagesOf(int records) const { return (records + page_size - 1) / page_size + 1; }
};

enum class Auth { kBearer, kClientCredentials };

/// How one base URL is authenticated. Member names are keys of the target's system section.
struct Access {
    Auth auth = Auth::kBearer;
    std::string token_key;                       ///< bearer: "token"
    std::string token_path;                      ///< client credentials: "/OAuth/Token"
    std::string client_id_key;                   ///< client credentials: "application_key"
    std::string client_secret_key;               ///< client credentials: "client_key"
    std::map<std::string, std::string> headers;  ///< header -> key in the target
    int requests_per_second = 0;                 ///< 0: no limit
};

/// Of what kind the record is by which a run says in a system that it is at work there.
struct LockForm {
    std::string entity;   ///< id; of an entity without a parent
    std::string field;    ///< a text of at least kLockTextLength: whose lock it is, until when
    std::string made_at;  ///< when its system made it, by the system itself; "" where none tells
};
constexpr std::size_t kLockTextLength = 80;  ///< characters

/// How a person's edits reach one system: what `specs/systems/*.yaml` says. No I/O.
struct Profile {
    std::string id;                        ///< "poweroffice-go"
    std::string title;                     ///< "PowerOffice GO"
    std::vector<std::string> target_keys;  ///< keys that a target's system section must have
    std::vector<std::string> secret_keys;  ///< those of them that hold secrets
    std::map<std::string, std::string> optional_keys;  ///< with their default values
    std::vector<std::string> production_hosts;
    std::vector<std::string> sandbox_paths;  ///< on those hosts that are no production: "/Demo"
    std::map<std::string, Access> access;    ///< by base: "url", "v1_url"
    std::vector<Entity> entities;
    std::optional<LockForm> lock;  ///< nullopt: nothing keeps two runs apart in this system

    const Entity* FindEntity(std::string_view id) const;
    /// Milliseconds after which every write is readable, whatever its entity: the longest of their
    /// `read_after_write_ms`.
    int LongestLag() const;
    /// Plumb never runs on these.
    bool IsProduction(std::string_view url) const;
};

/// Reads specs/systems/*.yaml, strictly.
Result<Profile> ReadProfile(std::string_view yaml, const std::string& file);

}  // namespace plumb::target
