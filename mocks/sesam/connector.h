#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "harness/base/result.h"
#include "mocks/sesam/policies.h"

namespace plumb::mocks::sesam {

/// A record as its system answers it.
struct Version {
    std::string id;
    std::string parent;  ///< a contact person's party; else ""
    Json record;
    std::optional<Milliseconds> changed;  ///< the system's stamp; absent when it has none
};

/// What reading a list gave. `unchanged` are ids on pages that read exactly as last time.
struct Listing {
    std::vector<Version> versions;
    std::vector<std::string> unchanged;
    std::optional<Error> error;  ///< the rest could not be read
};

/// How one request for one record ended. Closed.
struct Outcome {
    enum class Kind {
        kDone,
        kGone,         ///< there is no such record (any more)
        kRefused,      ///< the system will never accept this
        kUnavailable,  ///< no answer, or an answer that tells nothing: may have been carried out
    };
    Kind kind = Kind::kUnavailable;
    int status = 0;
    std::string message;
    std::optional<Version> stored;  ///< kDone: the record as it is now

    static Outcome Done(int status, Version stored) {
        return {Kind::kDone, status, {}, std::move(stored)};
    }
    static Outcome Failed(Kind kind, int status, std::string message) {
        return {kind, status, std::move(message), {}};
    }
};

/// One entity of one system, through the system's own HTTP API. Retries what is safe to repeat;
/// everything else is reported. Not for use from several threads.
class Connector {
  public:
    virtual ~Connector() = default;

    /// True when List() gives all records and `since` means nothing, so that absence can be seen.
    virtual bool ListsEverything() const = 0;
    /// How far before the newest stamp a list must begin to miss nothing.
    virtual Milliseconds Overlap() const = 0;
    virtual Listing List(std::optional<Milliseconds> since) = 0;
    /// The next list is read as if for the first time: nothing on it is `unchanged`.
    virtual void Reread() = 0;

    virtual Outcome Lookup(const std::string& id, const std::string& parent) = 0;
    /// `body` as Complete() made it.
    virtual Outcome Insert(const Json& body) = 0;
    /// Writes these properties and no others.
    virtual Outcome Update(const Version& current, const Changes& changes) = 0;
    virtual Outcome Delete(const std::string& id, const std::string& parent) = 0;

    /// Adds what the system requires of a new record; `label` is what a person would call it.
    virtual Json Complete(Json body, const std::string& label) const = 0;
    /// The property that keeps a data flow's own name for a record, and that no two records may
    /// share: what a gateway repeats is then refused. "" when there is none.
    virtual std::string ReferencePath() const { return {}; }
    /// What a person would call the record: its name, else its login or email.
    virtual std::string LabelOf(const Json& record) const = 0;
    /// When the property may have changed last, by the record itself.
    virtual std::optional<Milliseconds> ChangedAt(const Version& version,
                                                  const std::string& path) const = 0;
};

}  // namespace plumb::mocks::sesam
