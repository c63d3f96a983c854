#include <algorithm>
#include <charconv>
#include <limits>
#include <unordered_set>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/v2_list.h"

namespace plumb::mocks::poweroffice {

namespace {

tl::unexpected<Refusal> BadFilter(const char* name, std::string_view value,
                                  std::string_view wanted) {
    return Refuse(Why::kMalformed,
                  fmt::format("{} '{}' is not {}.", name, Shorten(value, 80), wanted), name);
}

std::optional<std::int64_t> NumberIn(std::string_view text) {
    text = Trim(text);
    std::int64_t number = 0;
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc{} || stop != end || number < 0) return std::nullopt;
    return number;
}

/// "5", "5-9", "5-".
std::optional<NumberRange> RangeIn(std::string_view text) {
    const auto dash = text.find('-');
    const auto first = NumberIn(text.substr(0, dash));
    if (!first) return std::nullopt;
    if (dash == std::string_view::npos) return NumberRange{*first, *first};
    const std::string_view rest = Trim(text.substr(dash + 1));
    if (rest.empty()) return NumberRange{*first, std::numeric_limits<std::int64_t>::max()};
    const auto last = NumberIn(rest);
    if (!last) return std::nullopt;
    return NumberRange{*first, *last};
}

std::int64_t IntegerOf(const Record& record, const Field& field, std::int64_t otherwise) {
    const Json& value = ValueOf(record.members, field);
    return value.is_number_integer() ? value.get<std::int64_t>() : otherwise;
}

/// Reads filters of one request into a selection, keeping the first refusal.
class Filters final {
  public:
    Filters(const http::Request& request, const FieldTable& table, const Settings& settings)
        : request_(request), table_(table), ignore_case_(settings.filters_ignore_case) {}

    Answer<Selection> Take() && {
        if (refusal_) return tl::unexpected(std::move(*refusal_));
        return std::move(selection_);
    }

    void ChangedAfter(const char* name) {
        if (const auto stamp = Time(name)) selection_.changed_after = stamp;
    }

    void CreatedAfter(const char* name) {
        const auto stamp = Time(name);
        if (!stamp) return;
        selection_.tests.emplace_back(
            [after = *stamp](const Record& record) { return record.created > after; });
    }

    void Ranges(const char* name, const char* member) {
        const std::string* text = request_.Query(name);
        if (text == nullptr) return;
        std::vector<NumberRange> ranges;
        for (const std::string_view item : Split(*text, ',')) {
            const auto range = RangeIn(item);
            if (!range) return Refuse(BadFilter(name, item, "a number or a range such as 5-9"));
            ranges.push_back(*range);
        }
        if (!selection_.numbers) selection_.numbers = {member, ranges};
        const Field* field = table_.Find(member);
        selection_.tests.emplace_back([ranges, field](const Record& record) {
            const std::int64_t number = IntegerOf(record, *field, -1);
            return std::any_of(ranges.begin(), ranges.end(), [&](const NumberRange& range) {
                return number >= range.first && number <= range.last;
            });
        });
    }

    /// `list`: texts with commas between them; else the whole value is one text.
    void Texts(const char* name, const char* member, bool list) {
        const std::string* text = request_.Query(name);
        if (text == nullptr) return;
        std::unordered_set<std::string> wanted;
        Selection::Texts lower{member, {}};
        for (const std::string_view item :
             list ? Split(*text, ',') : std::vector{std::string_view(*text)}) {
            wanted.insert(Cased(Trim(item)));
            lower.texts.insert(ToLower(Trim(item)));
        }
        if (!selection_.texts) selection_.texts = std::move(lower);
        const Field* field = table_.Find(member);
        selection_.tests.emplace_back(
            [wanted, field, ignore_case = ignore_case_](const Record& record) {
                const Json& value = ValueOf(record.members, *field);
                if (!value.is_string()) return false;
                const auto& seen = value.get_ref<const std::string&>();
                return wanted.contains(ignore_case ? ToLower(seen) : seen);
            });
    }

    std::optional<std::vector<std::int64_t>> Ids(const char* name) {
        const std::string* text = request_.Query(name);
        if (text == nullptr) return std::nullopt;
        std::vector<std::int64_t> ids;
        for (const std::string_view item : Split(*text, ',')) {
            const auto id = NumberIn(item);
            if (!id) {
                Refuse(BadFilter(name, item, "an id"));
                return std::nullopt;
            }
            ids.push_back(*id);
        }
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
        return ids;
    }

    Selection& Selected() { return selection_; }

  private:
    void Refuse(tl::unexpected<Refusal> refusal) {
        if (!refusal_) refusal_ = std::move(refusal.value());
    }

    std::string Cased(std::string_view text) const {
        return ignore_case_ ? ToLower(text) : std::string(text);
    }

    std::optional<Stamp> Time(const char* name) {
        const std::string* text = request_.Query(name);
        if (text == nullptr) return std::nullopt;
        const auto stamp = ParseStamp(*text);
        if (!stamp) Refuse(BadFilter(name, *text, "a time such as 2021-09-30T08:03:00Z"));
        return stamp;
    }

    const http::Request& request_;
    const FieldTable& table_;
    const bool ignore_case_;
    Selection selection_;
    std::optional<Refusal> refusal_;
};

bool IsInAnyGroup(const Record& record, const std::vector<std::int64_t>& groups) {
    const auto own = record.members.find("ContactGroupIds");
    if (own == record.members.end() || !own->is_array()) return false;
    return std::any_of(own->begin(), own->end(), [&](const Json& group) {
        return std::binary_search(groups.begin(), groups.end(), group.get<std::int64_t>());
    });
}

}  // namespace

Answer<Selection> ReadCustomerFilters(const http::Request& request, const Settings& settings) {
    Filters filters(request, CustomerFields(), settings);
    filters.ChangedAfter("lastChangedDateTimeOffsetGreaterThan");
    filters.CreatedAfter("customerCreatedDateTimeOffsetGreaterThan");
    filters.Ranges("customerNos", "Number");
    filters.Ranges("externalNos", "ExternalNumber");
    filters.Texts("externalImportReference", "ExternalImportReference", false);
    if (settings.has_newer_filters) {
        filters.Texts("emailAddresses", "EmailAddress", true);
        filters.Texts("phoneNumbers", "PhoneNumber", true);
        filters.Texts("organizationNumbers", "OrganizationNumber", true);
    }
    if (auto groups = filters.Ids("contactGroupIds")) {
        filters.Selected().groups = *groups;
        filters.Selected().tests.emplace_back(
            [wanted = *groups](const Record& record) { return IsInAnyGroup(record, wanted); });
    }
    return std::move(filters).Take();
}

Answer<Selection> ReadContactPersonFilters(const http::Request& request, const Settings& settings) {
    Filters filters(request, ContactPersonFields(), settings);
    filters.ChangedAfter("lastChangedDateTimeOffsetGreaterThan");
    filters.CreatedAfter("createdDateTimeOffsetGreaterThan");
    filters.Texts("externalCodes", "ExternalCode", true);
    filters.Selected().parents = filters.Ids("contactIds");
    return std::move(filters).Take();
}

}  // namespace plumb::mocks::poweroffice
