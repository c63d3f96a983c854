#include "mocks/poweroffice/v1_query.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/entity_fields.h"

namespace plumb::mocks::poweroffice {

namespace {

using odata::Type;
using odata::Value;

Type TypeOf(Kind kind) {
    switch (kind) {
        case Kind::kInteger:
            return Type::kInteger;
        case Kind::kBoolean:
            return Type::kBoolean;
        case Kind::kDate:
            return Type::kDate;
        case Kind::kStamp:
            return Type::kMoment;
        default:
            return Type::kText;
    }
}

const std::vector<odata::Property>& Properties() {
    static const std::vector<odata::Property> properties = [] {
        std::vector<odata::Property> all;
        for (const Field& field : ContactPersonV1Fields().All()) {
            all.push_back({field.name, TypeOf(field.kind)});
        }
        return all;
    }();
    return properties;
}

std::size_t PropertyNamed(std::string_view name) {
    const auto& all = Properties();
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const auto& property) { return property.name == name; });
    return static_cast<std::size_t>(found - all.begin());
}

Value ValueIn(const Record& record, std::size_t property) {
    const Field& field = ContactPersonV1Fields().All()[property];
    if (field.kind == Kind::kStamp) return odata::Moment{record.changed};
    const Json& value = ValueOf(record.members, field);
    switch (value.type()) {
        case Json::value_t::number_integer:
        case Json::value_t::number_unsigned:
            return value.get<std::int64_t>();
        case Json::value_t::boolean:
            return value.get<bool>();
        case Json::value_t::string:
            break;
        default:
            return {};
    }
    const auto& text = value.get_ref<const std::string&>();
    if (field.kind != Kind::kDate) return std::string_view(text);
    const auto date = ParseStamp(text);
    return date ? Value(odata::Date{*date}) : Value();
}

bool Matches(const V1Query& query, const Record& record) {
    if (!query.filter) return true;
    return odata::Matches(*query.filter,
                          [&](std::size_t property) { return ValueIn(record, property); });
}

struct Window {
    std::int64_t first = 0;
    std::int64_t last = 0;
};

Window WindowOf(const V1Query& query, std::size_t records) {
    const auto total = static_cast<std::int64_t>(records);
    const std::int64_t first = std::min(query.skip, total);
    return {first, query.top ? first + std::min(*query.top, total - first) : total};
}

/// Only what stands before the end of the page needs its place.
void Sort(std::vector<const RecordPtr*>& records, const V1Query& query) {
    const auto less = [&](const RecordPtr* a, const RecordPtr* b) {
        for (const odata::Order& order : query.order) {
            const Value left = ValueIn(**a, order.property);
            const Value right = ValueIn(**b, order.property);
            if (odata::IsLess(left, right)) return !order.descending;
            if (odata::IsLess(right, left)) return order.descending;
        }
        return (*a)->id < (*b)->id;
    };
    if (std::is_sorted(records.begin(), records.end(), less)) return;
    const Window span = WindowOf(query, records.size());
    std::partial_sort(records.begin(), records.begin() + span.last, records.end(), less);
}

bool IsByIdAscending(const V1Query& query) {
    static const std::size_t kId = PropertyNamed("Id");
    return query.order.empty() ||
           (query.order.front().property == kId && !query.order.front().descending);
}

/// In order. Points into the tables, so that records that are not on the page cost nothing.
std::vector<const RecordPtr*> Matching(const std::vector<RecordPtr>& records,
                                       const std::map<Stamp, RecordPtr>* by_change,
                                       const V1Query& query) {
    static const std::size_t kLastChanged = PropertyNamed("LastChanged");
    std::vector<const RecordPtr*> matching;
    const auto keep = [&](const RecordPtr& record) {
        if (Matches(query, *record)) matching.push_back(&record);
    };
    std::optional<Stamp> from;
    if (query.filter && by_change != nullptr) from = odata::LowerBound(*query.filter, kLastChanged);
    if (from) {
        for (auto at = by_change->lower_bound(*from); at != by_change->end(); ++at)
            keep(at->second);
    } else {
        for (const RecordPtr& record : records) keep(record);
    }
    Sort(matching, query);
    return matching;
}

Answer<std::optional<std::int64_t>> ReadCount(const http::Request& request, const char* name) {
    const std::string* text = request.Query(name);
    if (text == nullptr) return std::nullopt;
    std::int64_t number = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc{} || stop != end || number < 0) {
        return Refuse(Why::kMalformed,
                      fmt::format("{} '{}' is not a number of records.", name, Shorten(*text, 60)));
    }
    return number;
}

/// Facts B3 and B4: there is no $select, and the names are lower-case.
Answer<void> CheckNames(const http::Request& request) {
    for (const auto& [name, value] : request.query) {
        if (!name.starts_with('$')) continue;
        const auto known = {"$filter", "$orderby", "$skip", "$top"};
        const bool is_known = std::any_of(known.begin(), known.end(),
                                          [&](const char* option) { return name == option; });
        if (is_known) continue;
        return Refuse(Why::kMalformed,
                      fmt::format("The query option {} is not supported.", Shorten(name, 40)));
    }
    return {};
}

}  // namespace

Answer<V1Query> ReadV1Query(const http::Request& request) {
    if (auto named = CheckNames(request); !named) return tl::unexpected(named.error());
    V1Query query;
    const auto skip = ReadCount(request, "$skip");
    if (!skip) return tl::unexpected(skip.error());
    const auto top = ReadCount(request, "$top");
    if (!top) return tl::unexpected(top.error());
    const std::string* order = request.Query("$orderby");
    if (*skip && (!*top || order == nullptr)) {
        return Refuse(Why::kMalformed, "$skip needs $top and $orderby.");
    }
    query.skip = std::max<std::int64_t>(skip->value_or(0) + request.page_shift, 0);
    query.top = *top;
    if (order != nullptr) {
        auto orders = odata::ReadOrder(*order, Properties());
        if (!orders) return tl::unexpected(orders.error());
        query.order = std::move(*orders);
    }
    if (const std::string* filter = request.Query("$filter")) {
        auto expression = odata::ReadFilter(*filter, Properties());
        if (!expression) return tl::unexpected(expression.error());
        query.filter = std::move(*expression);
    }
    return query;
}

V1Page SelectV1(const std::vector<RecordPtr>& records, const std::map<Stamp, RecordPtr>* by_change,
                const V1Query& query) {
    if (!query.filter && IsByIdAscending(query)) {
        const Window span = WindowOf(query, records.size());
        return {{records.begin() + span.first, records.begin() + span.last},
                static_cast<std::int64_t>(records.size())};
    }
    const std::vector<const RecordPtr*> matching = Matching(records, by_change, query);
    const Window span = WindowOf(query, matching.size());
    V1Page page{.count = static_cast<std::int64_t>(matching.size())};
    for (std::int64_t i = span.first; i < span.last; ++i) {
        page.records.push_back(*matching[static_cast<std::size_t>(i)]);
    }
    return page;
}

}  // namespace plumb::mocks::poweroffice
