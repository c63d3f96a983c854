#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mocks/contract/kept_texts.h"
#include "mocks/contract/schema.h"

namespace plumb::mocks::contract {

/// What an OpenAPI document says of one operation. Plain values, filled by ReadOperations().

struct Parameter {
    std::string name;  ///< of a header in lower case
    std::string in;    ///< "query", "path" or "header"
    bool required = false;
    Schema schema;
    std::string pointer;  ///< of the parameter in the document
};

struct Content {
    std::string media_type;        ///< in lower case; may hold '*'
    std::optional<Schema> schema;  ///< none: anything goes
    /// `x-patch-of`: the body is a JSON Patch (RFC 6902) of objects that keep to this schema.
    std::optional<Schema> patched;
    std::shared_ptr<KeptTexts> kept = std::make_shared<KeptTexts>();  ///< of the copies too
};

struct Body {
    bool required = false;
    std::vector<Content> contents;  ///< none: there is no body
    std::string pointer;
};

/// A header, or a parameter of the query, that a security scheme wants.
struct Credential {
    std::string scheme;       ///< its name in the document
    std::string in;           ///< "header" or "query"
    std::string name;         ///< of a header in lower case
    std::string begins_with;  ///< "bearer ", in lower case; "" for anything
};

struct Operation {
    std::string method;                 ///< "GET"
    std::string path;                   ///< as in the document: "/users/{id}"
    std::vector<std::string> bases;     ///< paths of the servers: "/hub/rest"; "" for the root
    std::string pointer;                ///< "/paths/~1users~1{id}/get"
    std::vector<Parameter> parameters;  ///< those of the path too
    std::optional<Body> body;
    std::map<std::string, Body> responses;  ///< by "200", "4XX", "default"
    /// One of these sets is needed; none: the operation is open to all.
    std::vector<std::vector<Credential>> security;
};

/// All operations of a document, in its order. Its references lead somewhere (CheckReferences).
std::vector<Operation> ReadOperations(const Json& document);

}  // namespace plumb::mocks::contract
