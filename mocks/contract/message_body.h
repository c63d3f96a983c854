#pragma once

#include <string>
#include <string_view>

#include "mocks/contract/departure.h"
#include "mocks/contract/operation.h"

namespace plumb::mocks::contract {

/// A value of a query, a path or a form in the type that the schema wants, where its text is one;
/// else the text itself, in UTF-8, which then departs from the schema.
Json TypedText(const std::string& bytes, const Schema& schema);

struct MessageBody {
    std::string_view text;
    std::string_view content_type;  ///< as in the header; "" for none
    Values values = Values::kShown;
};

/// In which points a body departs from what the document says of it: whether it is there, its media
/// type, its syntax, its schema. Departures name no side yet.
Departures CheckBody(const Body& wanted, const MessageBody& body);

}  // namespace plumb::mocks::contract
