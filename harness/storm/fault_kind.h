#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace plumb::storm {

/// What a request of the data flow is there for. A token is got to be able to send the others.
enum class Purpose { kToken, kRead, kWrite };

/// One way in which a request can fail, as the mocks bring it about (mocks/README.md, "Faults").
/// A plain value; the kinds are a closed list.
struct FaultKind {
    std::string id;          ///< "commit-then-drop"
    nlohmann::json verdict;  ///< of the fault that is set
    std::string what;        ///< what the request meets: "is done, but its answer is lost"
    std::vector<Purpose> meets;
    std::vector<Purpose> counts;  ///< the requests among which the mocks count the nth

    /// False where this kind is another one's twin: a read that is done and then answered 500 is a
    /// read that is answered 500.
    bool Meets(Purpose purpose) const;
};

/// All kinds, in the order of the report's columns.
const std::vector<FaultKind>& FaultKinds();

}  // namespace plumb::storm
