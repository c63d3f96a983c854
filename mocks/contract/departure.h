#pragma once

#include <string>
#include <vector>

namespace plumb::mocks::contract {

/// One point in which a message departs from the API's document, and whose it is: a client's, when
/// it is in the request, else the server's.
struct Departure {
    enum class Side { kRequest, kResponse };
    Side side = Side::kRequest;
    std::string what;  ///< "body /profile/email: is 12, not object"
    std::string rule;  ///< JSON pointer in the document; "" when it says nothing of this

    bool operator==(const Departure&) const = default;
};

using Departures = std::vector<Departure>;

}  // namespace plumb::mocks::contract
