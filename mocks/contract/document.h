#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "mocks/contract/operation.h"
#include "mocks/http/message.h"

namespace plumb::mocks::contract {

/// One OpenAPI 3.0 document: what operations an API has, and which of them a request is for. Knows
/// nothing of what is in a message; CheckRequest() and CheckResponse() do. Read-only, so safe from
/// several threads.
///
/// `x-case-insensitive: [paths, query]` at its top says what the API compares without case.
class Document final {
  public:
    /// An input error names the file and what cannot be read in it.
    static Result<Document> Read(const std::string& file);
    /// `name` stands before the pointers in departures: of a file its name without folders.
    static Result<Document> Parse(std::string_view text, const std::string& name);

    struct Match {
        const Operation* operation = nullptr;  ///< nullptr when the document has no such operation
        std::vector<std::pair<std::string, std::string>> path_values{};
        std::string pointer{};  ///< of the operation, or of the path without it; "": no such path
    };
    /// The operation with the fewest placeholders wins.
    Match Find(const http::Request& request) const;

    const std::string& Name() const { return name_; }
    bool IgnoresCaseOfQuery() const { return ignores_case_of_query_; }
    const std::vector<Operation>& Operations() const { return operations_; }

  private:
    Document() = default;
    static Result<Document> Make(Json json, const std::string& name);

    std::string name_;
    std::shared_ptr<const Json> json_;  // what the operations' schemas look into; it never moves
    bool ignores_case_of_paths_ = false;
    bool ignores_case_of_query_ = false;
    std::vector<Operation> operations_;
};

}  // namespace plumb::mocks::contract
