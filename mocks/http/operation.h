#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "mocks/http/message.h"

namespace plumb::mocks::http {

/// One operation of a system's API as its documentation lists it: what a request is for, before
/// anybody has looked at the records.
struct Operation {
    enum class Kind {
        kList,
        kRead,
        kCreate,
        kUpdate,
        kCreateOrUpdate,  ///< update when the body has an id (PowerOffice v1), else create
        kDelete,
        kToken,
        kOther,
    };
    std::string method;
    std::string path;    ///< "/v2/customers/{id}"; segments in braces stand for any one
    std::string entity;  ///< as in Effect::entity; "" for tokens
    Kind kind = Kind::kOther;
};

using Operations = std::vector<Operation>;

/// "list", "read", "create", "update", "delete", "token"; the words of faults and scenarios.
std::optional<Operation::Kind> KindFrom(std::string_view word);
const std::vector<std::string>& KindWords();

/// The operation that a request is for, its kind decided: never kCreateOrUpdate. Letter case of
/// paths is ignored. nullopt for a request that is for none.
std::optional<Operation> OperationOf(const Operations& operations, const Request& request);

/// The segments of a path or of a pattern, in lower case, without empty ones.
std::vector<std::string> SegmentsOf(std::string_view path);
/// A segment of a pattern that stands for any one: `*`, or a name in braces.
bool IsAny(std::string_view segment);

/// A path pattern of faults against a path: `*` stands for any one segment, a last `**` for any
/// rest. Letter case is ignored.
bool PathFits(std::string_view pattern, const std::vector<std::string>& path);
/// True when some request for the operation could have a path that fits the pattern.
bool CouldFit(std::string_view pattern, const Operation& operation);

/// True when some request for the operation, with a path that fits the pattern ("": any), could be
/// about the record with this id: the id stands in the path or in the body.
bool CouldName(std::string_view record, std::string_view pattern, const Operation& operation);

/// The id in a JSON body, as text: `id` or `Id` at its top; "" for none.
std::string IdInBody(const Request& request);

}  // namespace plumb::mocks::http
