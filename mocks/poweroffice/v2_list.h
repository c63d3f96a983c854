#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "mocks/http/message.h"
#include "mocks/poweroffice/field.h"
#include "mocks/poweroffice/record.h"
#include "mocks/poweroffice/settings.h"
#include "mocks/poweroffice/table.h"

namespace plumb::mocks::poweroffice {

/// Which page of a list, in which order and with which fields (facts A4).
struct ListQuery {
    std::int64_t page_number = 1;
    std::int64_t page_size = 5000;
    std::int64_t shift = 0;  ///< records by which a fault moves the page
    bool asked_for_page_size = false;
    bool validate = false;               ///< UseDatabaseValidation
    std::vector<const Field*> fields{};  ///< empty: all
    struct Order {
        const Field* field = nullptr;
        bool descending = false;
    };
    std::vector<Order> order{};  ///< empty: by Id; equal ones by Id
};

/// Names of parameters are case-insensitive; one that begins with '$' is refused.
Answer<ListQuery> ReadListQuery(const http::Request& request, const FieldTable& table,
                                const Settings& settings = {});
Answer<std::vector<const Field*>> ReadFields(const http::Request& request, const FieldTable& table);

struct NumberRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

/// Which records of an entity a list is about.
struct Selection {
    /// What the member at a path must hold, where the table has an index of it; also among `tests`.
    struct Texts {
        std::string path{};
        std::set<std::string> texts{};  ///< lower case
    };
    struct Numbers {
        std::string path{};
        std::vector<NumberRange> ranges{};
    };
    std::optional<Texts> texts{};
    std::optional<Numbers> numbers{};
    std::optional<Stamp> changed_after{};
    std::optional<std::vector<std::int64_t>> parents{};
    std::vector<std::function<bool(const Record&)>> tests{};
    /// Ids of other things that the filter names, checked when the query asks for validation.
    std::vector<std::int64_t> groups{};
};

/// The filters of facts A6 and A7. A broken one is kMalformed.
Answer<Selection> ReadCustomerFilters(const http::Request& request, const Settings& settings);
Answer<Selection> ReadContactPersonFilters(const http::Request& request, const Settings& settings);

struct V2Page {
    std::vector<RecordPtr> records{};
    std::int64_t total = 0;      ///< records that are selected, on all pages
    std::int64_t looked_at = 0;  ///< records that the filters were tried on
};

/// Begins in the index that narrows most and looks at nothing else.
V2Page PageOf(const Table& table, const Selection& selection, const ListQuery& query);

}  // namespace plumb::mocks::poweroffice
