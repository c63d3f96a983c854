#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "mocks/http/message.h"
#include "mocks/poweroffice/odata_filter.h"
#include "mocks/poweroffice/record.h"
#include "mocks/poweroffice/table.h"

namespace plumb::mocks::poweroffice {

/// The query of a version 1 list (facts B4).
struct V1Query {
    std::optional<odata::Expression> filter{};
    std::vector<odata::Order> order{};
    std::int64_t skip = 0;
    std::optional<std::int64_t> top{};
};

/// A refusal is one that version 1 calls an "OData" exception.
Answer<V1Query> ReadV1Query(const http::Request& request);

struct V1Page {
    std::vector<RecordPtr> records{};
    std::int64_t count = 0;      ///< of all that the filter matches, whatever skip and top say
    std::int64_t looked_at = 0;  ///< records that the filter was tried on
};

/// Of the contact persons of one party, or of all. Begins in the index that the filter allows: an
/// id, a party, an email address, a phone number or an external code that it must equal, or a bound
/// of LastChanged.
V1Page SelectV1(const Table& persons, std::optional<std::int64_t> party, const V1Query& query);

}  // namespace plumb::mocks::poweroffice
