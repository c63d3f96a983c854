#pragma once

#include <string>
#include <tl/expected.hpp>

namespace plumb::mocks::poweroffice {

/// Why PowerOffice GO does not do what was asked. Each API version has its own words and HTTP
/// status for each (facts A5 and B3).
enum class Why {
    kMalformed,  ///< not what the API understands: wrong type, broken filter, bad pointer
    kInvalid,    ///< understood, but a rule forbids it
    kNotUnique,  ///< a unique member carries the value of another record
    kNotFound,
    kUnknownCode,  ///< a code that names nothing (facts A5)
    kConflict,     ///< the record is in use
    kBadPage,      ///< a page that no list has: its size or number is out of range
    kFailedTest,   ///< a record is not what a JSON Patch expects of it
};

struct Refusal {
    Why why = Why::kInvalid;
    std::string detail;  ///< a sentence for a person
    std::string field;   ///< the member at fault; "" when it is none in particular
};

template <class T>
using Answer = tl::expected<T, Refusal>;

tl::unexpected<Refusal> Refuse(Why why, std::string detail, std::string field = {});

}  // namespace plumb::mocks::poweroffice
