#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "mocks/http/message.h"
#include "mocks/poweroffice/odata_filter.h"
#include "mocks/poweroffice/record.h"

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
    std::int64_t count = 0;  ///< of all that the filter matches, whatever skip and top say
};

/// `records` are in ascending order of ids, `by_change` is the index to begin in when the filter
/// bounds LastChanged; nullptr when there is none for these records.
V1Page SelectV1(const std::vector<RecordPtr>& records, const std::map<Stamp, RecordPtr>* by_change,
                const V1Query& query);

}  // namespace plumb::mocks::poweroffice
