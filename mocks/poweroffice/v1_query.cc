#include "mocks/poweroffice/v1_query.h"

#include <algorithm>
#include <charconv>
#include <set>

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

/// True when there is no filter, or it is only a bound of LastChanged that nobody is below of: a
/// first read asks for what changed since 1970.
bool MatchesAll(const Table& persons, const V1Query& query) {
    static const std::size_t kLastChanged = PropertyNamed("LastChanged");
    if (!query.filter || persons.ByChange().empty()) return true;
    const bool comparison =
        query.filter->op == odata::Op::kGe || query.filter->op == odata::Op::kGt;
    const auto from =
        comparison ? odata::LowerBound(*query.filter, kLastChanged) : std::optional<Stamp>();
    return from && persons.ByChange().begin()->first > *from;
}

struct Window {
    std::size_t first = 0;
    std::size_t last = 0;
};

Window WindowOf(const V1Query& query, std::size_t records) {
    const std::size_t first = std::min(static_cast<std::size_t>(query.skip), records);
    const std::size_t rest = records - first;
    return {first,
            first + (query.top ? std::min(static_cast<std::size_t>(*query.top), rest) : rest)};
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
    std::partial_sort(records.begin(), records.begin() + static_cast<std::ptrdiff_t>(span.last),
                      records.end(), less);
}

bool IsByIdAscending(const V1Query& query) {
    static const std::size_t kId = PropertyNamed("Id");
    return query.order.empty() ||
           (query.order.front().property == kId && !query.order.front().descending);
}

bool HasIndex(const Table& persons, const Field& field, const std::vector<Value>& values) {
    if (field.name != "Id" && field.name != "PartyId")
        return persons.Contents().HasTexts(field.Path());
    return std::ranges::all_of(
        values, [](const Value& value) { return std::holds_alternative<std::int64_t>(value); });
}

/// Calls `look` with the contact persons whose property has the value, found by an index.
template <class Look>
void LookByIndex(const Table& persons, const Field& field, const Value& value, const Look& look) {
    const auto* number = std::get_if<std::int64_t>(&value);
    if (number == nullptr) {
        const auto text = std::get<std::string_view>(value);
        for (const RecordPtr* record : persons.Contents().WithText(field.Path(), text))
            look(*record);
    } else if (field.name == "Id") {
        if (const RecordPtr* record = persons.Place(*number)) look(*record);
    } else {
        for (const RecordPtr& record : persons.OfParent(*number)) look(record);
    }
}

/// Each value once, texts without regard to letter case: what `or` names twice is found once.
std::vector<Value> Once(const std::vector<Value>& values) {
    std::set<std::string> seen;
    std::vector<Value> once;
    for (const Value& value : values) {
        const auto* number = std::get_if<std::int64_t>(&value);
        const std::string key = number != nullptr ? std::to_string(*number)
                                                  : ToLower(std::get<std::string_view>(value));
        if (seen.insert(key).second) once.push_back(value);
    }
    return once;
}

/// Calls `look` with every contact person that may match, in no order.
template <class Look>
void LookAtAll(const Table& persons, std::optional<std::int64_t> party, const V1Query& query,
               const Look& look) {
    static const std::size_t kLastChanged = PropertyNamed("LastChanged");
    const auto& fields = ContactPersonV1Fields().All();
    for (std::size_t property = 0; query.filter && property < fields.size(); ++property) {
        const auto values = odata::EqualTo(*query.filter, property);
        if (!values || !HasIndex(persons, fields[property], *values)) continue;
        for (const Value& value : Once(*values))
            LookByIndex(persons, fields[property], value, look);
        return;
    }
    const auto from = query.filter && !party ? odata::LowerBound(*query.filter, kLastChanged)
                                             : std::optional<Stamp>();
    if (from) {
        const auto& changes = persons.ByChange();
        for (auto at = changes.lower_bound(*from); at != changes.end(); ++at) look(at->second);
        return;
    }
    for (const RecordPtr& record : party ? persons.OfParent(*party) : persons.ById()) look(record);
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

V1Page SelectV1(const Table& persons, std::optional<std::int64_t> party, const V1Query& query) {
    const Records& all = party ? persons.OfParent(*party) : persons.ById();
    if (MatchesAll(persons, query) && IsByIdAscending(query)) {
        const Window span = WindowOf(query, all.Size());
        return {all.Slice(span.first, span.last), static_cast<std::int64_t>(all.Size())};
    }
    V1Page page;
    // Points into the table, so that records that are not on the page cost nothing.
    std::vector<const RecordPtr*> matching;
    LookAtAll(persons, party, query, [&](const RecordPtr& record) {
        ++page.looked_at;
        if (party && record->parent != *party) return;
        if (Matches(query, *record)) matching.push_back(&record);
    });
    Sort(matching, query);
    page.count = static_cast<std::int64_t>(matching.size());
    const Window span = WindowOf(query, matching.size());
    for (std::size_t i = span.first; i < span.last; ++i) page.records.push_back(*matching[i]);
    return page;
}

}  // namespace plumb::mocks::poweroffice
