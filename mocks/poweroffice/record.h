#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/json_path.h"
#include "mocks/poweroffice/field.h"
#include "mocks/poweroffice/stamp.h"

namespace plumb::mocks::poweroffice {

/// One customer or contact person at one moment. Never changed after it is made, so that readers
/// may keep it without a lock; an edit makes another.
struct Record {
    std::int64_t id = 0;
    std::int64_t parent = 0;  ///< the customer of a contact person; 0 for a customer
    Stamp created = 0;
    Stamp changed = 0;
    /// Everything known, by the names of version 2; members of version 1 only by theirs.
    Json members = Json::object();
    std::string v2;  ///< the whole record as version 2 shows it
    std::string v1;  ///< as version 1 shows it; "" for a customer
};

using RecordPtr = std::shared_ptr<const Record>;

/// What the record holds there; null when nothing.
const Json& ValueOf(const Json& members, const Field& field);

/// What of a record is shown, and how.
struct Visibility {
    bool national_ids = false;
    bool blank_before_offset = true;  ///< in time stamps of version 1
};

/// A version 2 object of these fields, nulls included (facts A4, "Fields").
std::string WriteV2(const Json& members, const std::vector<const Field*>& fields,
                    Visibility visibility);
std::string WriteCustomer(const Json& members, Visibility visibility);
std::string WriteContactPersonV2(const Json& members);

/// A version 1 object: camelCase, nulls omitted (facts B3, B5).
std::string WriteContactPersonV1(const Json& members, Stamp changed, Visibility visibility);

}  // namespace plumb::mocks::poweroffice
