#pragma once

#include <string_view>

#include "mocks/poweroffice/record.h"
#include "mocks/poweroffice/refusal.h"
#include "mocks/poweroffice/table.h"

namespace plumb::mocks::poweroffice {

/// Whether a record may have its values beside all others of its table: a refusal names the member
/// whose value another record has. `entity` is its name in sentences, "contact person".

/// Of the members that the table keeps unique.
Answer<void> CheckUnique(const Table& table, const Record& record, std::string_view entity);

/// Of the address. Whether one belongs to one record alone is no fact, so no index keeps it so.
Answer<void> CheckUniqueEmail(const Table& table, const Record& record, std::string_view entity);

}  // namespace plumb::mocks::poweroffice
