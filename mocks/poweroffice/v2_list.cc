#include "mocks/poweroffice/v2_list.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::poweroffice {

namespace {

constexpr std::int64_t kMaxPageSize = 20'000;
constexpr std::int64_t kMaxPageNumber = 2'147'483'647;

tl::unexpected<Refusal> BadParameter(std::string_view name, std::string_view value,
                                     std::string_view wanted) {
    return Refuse(Why::kMalformed,
                  fmt::format("{} '{}' is not {}.", name, Shorten(value, 80), wanted),
                  std::string(name));
}

Answer<std::int64_t> ReadNumber(const http::Request& request, const char* name,
                                std::int64_t otherwise, std::int64_t maximum) {
    const std::string* text = request.Query(name);
    if (text == nullptr) return otherwise;
    std::int64_t number = 0;
    const char* end = text->data() + text->size();
    const auto [stop, error] = std::from_chars(text->data(), end, number);
    if (error != std::errc{} || stop != end || number < 1 || number > maximum) {
        auto bad = BadParameter(name, *text, fmt::format("a number between 1 and {}", maximum));
        bad.value().why = Why::kBadPage;
        return bad;
    }
    return number;
}

Answer<bool> ReadBoolean(const http::Request& request, const char* name) {
    const std::string* text = request.Query(name);
    if (text == nullptr) return false;
    const std::string lower = ToLower(*text);
    if (lower != "true" && lower != "false") return BadParameter(name, *text, "true or false");
    return lower == "true";
}

std::vector<ListQuery::Order> OrderOf(DefaultOrder order, const FieldTable& table) {
    if (order == DefaultOrder::kId) return {};
    const bool by_id = order == DefaultOrder::kIdDescending;
    return {{table.Find(by_id ? "Id" : "LastChangedDateTimeOffset"), by_id}};
}

/// "Id", "Id asc" and, as the settings have it, "Id desc"; nothing for anything else.
std::optional<ListQuery::Order> ReadOrderItem(std::string_view item, const FieldTable& table,
                                              DescendingForm form) {
    ListQuery::Order order;
    if (form == DescendingForm::kMinus && item.starts_with('-')) {
        order.descending = true;
        item.remove_prefix(1);
    }
    const auto blank = item.find(' ');
    order.field = table.Find(item.substr(0, blank));
    if (order.field == nullptr) return std::nullopt;
    if (blank == std::string_view::npos) return order;
    const std::string way = ToLower(Trim(item.substr(blank)));
    const char* descending = form == DescendingForm::kDesc ? "desc" : "descending";
    if (form == DescendingForm::kMinus || (way != "asc" && way != descending)) return std::nullopt;
    order.descending = way == descending;
    return order;
}

constexpr const char* WantedIn(DescendingForm form) {
    switch (form) {
        case DescendingForm::kDesc:
            return "a field, or a field and asc or desc";
        case DescendingForm::kDescending:
            return "a field, or a field and asc or descending";
        case DescendingForm::kMinus:
            return "a field, or a field after a minus";
    }
    return "";
}

Answer<std::vector<ListQuery::Order>> ReadOrder(const http::Request& request,
                                                const FieldTable& table, const Settings& settings) {
    const std::string* text = request.Query("OrderBy");
    if (text == nullptr || Trim(*text).empty()) return OrderOf(settings.v2_default_order, table);
    std::vector<ListQuery::Order> order;
    for (const std::string_view item : Split(*text, ',')) {
        const auto one = ReadOrderItem(Trim(item), table, settings.v2_descending_form);
        if (!one || order.size() > 20)
            return BadParameter("OrderBy", Trim(item), WantedIn(settings.v2_descending_form));
        order.push_back(*one);
    }
    return order;
}

bool ByIds(const RecordPtr* a, const RecordPtr* b) {
    return (*a)->id < (*b)->id;
}

bool Passes(const Selection& selection, const Record& record) {
    if (selection.changed_after && record.changed <= *selection.changed_after) return false;
    if (selection.parents &&
        !std::binary_search(selection.parents->begin(), selection.parents->end(), record.parent)) {
        return false;
    }
    return std::all_of(selection.tests.begin(), selection.tests.end(),
                       [&](const auto& test) { return test(record); });
}

bool IsById(const ListQuery& query) {
    return query.order.empty() || query.order.front().field->name == "Id";
}

bool IsDescendingId(const ListQuery& query) {
    return !query.order.empty() && query.order.front().descending;
}

struct Span {
    std::size_t first = 0;
    std::size_t last = 0;
};

Span SpanOf(const ListQuery& query, std::size_t records) {
    const auto total = static_cast<std::int64_t>(records);
    const std::int64_t begin = (query.page_number - 1) * query.page_size + query.shift;
    const std::int64_t first = std::clamp<std::int64_t>(begin, 0, total);
    return {static_cast<std::size_t>(first),
            static_cast<std::size_t>(std::min(first + query.page_size, total))};
}

/// Only what stands before the end of the page needs its place.
void Sort(std::vector<const RecordPtr*>& records, const ListQuery& query) {
    const auto less = [&](const RecordPtr* left_record, const RecordPtr* right_record) {
        const RecordPtr& a = *left_record;
        const RecordPtr& b = *right_record;
        for (const ListQuery::Order& order : query.order) {
            const Json& left = ValueOf(a->members, *order.field);
            const Json& right = ValueOf(b->members, *order.field);
            if (left == right) continue;
            return (left < right) != order.descending;
        }
        return a->id < b->id;
    };
    if (std::is_sorted(records.begin(), records.end(), less)) return;
    const auto end = static_cast<std::ptrdiff_t>(SpanOf(query, records.size()).last);
    std::partial_sort(records.begin(), records.begin() + end, records.end(), less);
}

bool HasContents(const Table& table, const Selection& selection) {
    return (selection.texts && table.Contents().HasTexts(selection.texts->path)) ||
           (selection.numbers && table.Contents().HasNumbers(selection.numbers->path));
}

/// Calls `look` with the records that may be selected. A range may overlap with the next one, so
/// a record may come twice.
template <class Look>
void LookAtContents(const Table& table, const Selection& selection, const Look& look) {
    const auto all = [&](const std::vector<const RecordPtr*>& records) {
        for (const RecordPtr* record : records) look(*record);
    };
    if (selection.texts && table.Contents().HasTexts(selection.texts->path)) {
        for (const std::string& text : selection.texts->texts)
            all(table.Contents().WithText(selection.texts->path, text));
        return;
    }
    for (const NumberRange& range : selection.numbers->ranges)
        all(table.Contents().InRange(selection.numbers->path, range.first, range.last));
}

/// Points into the table, so that records that are not on the page cost nothing.
std::vector<const RecordPtr*> Selected(const Table& table, const Selection& selection,
                                       std::int64_t& looked_at) {
    std::vector<const RecordPtr*> records;
    const auto keep = [&](const RecordPtr& record) {
        ++looked_at;
        if (Passes(selection, *record)) records.push_back(&record);
    };
    if (HasContents(table, selection)) {
        LookAtContents(table, selection, keep);
        std::sort(records.begin(), records.end(), ByIds);
        records.erase(std::unique(records.begin(), records.end()), records.end());
    } else if (selection.parents) {
        for (const std::int64_t parent : *selection.parents) {
            for (const RecordPtr& record : table.OfParent(parent)) keep(record);
        }
    } else if (selection.changed_after) {
        const auto& changes = table.ByChange();
        for (auto at = changes.upper_bound(*selection.changed_after); at != changes.end(); ++at) {
            keep(at->second);
        }
    } else {
        for (const RecordPtr& record : table.ById()) keep(record);
    }
    return records;
}

/// A first read asks for what changed since long ago, which is everything.
bool ExcludesByTime(const Table& table, const Selection& selection) {
    const auto& changes = table.ByChange();
    return selection.changed_after && !changes.empty() &&
           changes.begin()->first <= *selection.changed_after;
}

}  // namespace

Answer<std::vector<const Field*>> ReadFields(const http::Request& request,
                                             const FieldTable& table) {
    std::vector<const Field*> fields;
    const std::string* text = request.Query("Fields");
    if (text == nullptr || Trim(*text).empty()) return fields;
    for (std::string_view item : Split(*text, ',')) {
        const Field* field = table.Find(Trim(item));
        if (field == nullptr || field->access == Access::kWriteOnce) {
            return BadParameter("Fields", item, "a field of this entity");
        }
        const bool again = std::find(fields.begin(), fields.end(), field) != fields.end();
        if (!again) fields.push_back(field);
    }
    return fields;
}

Answer<ListQuery> ReadListQuery(const http::Request& request, const FieldTable& table,
                                const Settings& settings) {
    for (const auto& [name, value] : request.query) {
        if (!name.starts_with('$')) continue;
        return Refuse(Why::kMalformed,
                      fmt::format("There is no parameter {}; use PageNumber, PageSize, OrderBy and "
                                  "Fields.",
                                  Shorten(name, 40)));
    }
    ListQuery query;
    const auto page_number = ReadNumber(request, "PageNumber", 1, kMaxPageNumber);
    if (!page_number) return tl::unexpected(page_number.error());
    const auto page_size = ReadNumber(request, "PageSize", query.page_size, kMaxPageSize);
    if (!page_size) return tl::unexpected(page_size.error());
    const auto validate = ReadBoolean(request, "UseDatabaseValidation");
    if (!validate) return tl::unexpected(validate.error());
    auto fields = ReadFields(request, table);
    if (!fields) return tl::unexpected(fields.error());
    auto order = ReadOrder(request, table, settings);
    if (!order) return tl::unexpected(order.error());
    query.page_number = *page_number;
    query.page_size = *page_size;
    query.shift = request.page_shift;
    query.asked_for_page_size = request.Query("PageSize") != nullptr;
    query.validate = *validate;
    query.fields = std::move(*fields);
    query.order = std::move(*order);
    return query;
}

V2Page PageOf(const Table& table, const Selection& selection, const ListQuery& query) {
    V2Page page;
    const bool everything =
        selection.tests.empty() && !selection.parents && !ExcludesByTime(table, selection);
    if (everything && IsById(query)) {
        const Records& all = table.ById();
        const Span span = SpanOf(query, all.Size());
        page.total = static_cast<std::int64_t>(all.Size());
        const bool descending = IsDescendingId(query);
        page.records = descending ? all.Slice(all.Size() - span.last, all.Size() - span.first)
                                  : all.Slice(span.first, span.last);
        if (descending) std::reverse(page.records.begin(), page.records.end());
        return page;
    }
    std::vector<const RecordPtr*> records = Selected(table, selection, page.looked_at);
    Sort(records, query);
    page.total = static_cast<std::int64_t>(records.size());
    const Span span = SpanOf(query, records.size());
    for (std::size_t i = span.first; i < span.last; ++i) page.records.push_back(*records[i]);
    return page;
}

}  // namespace plumb::mocks::poweroffice
