#include "mocks/poweroffice/settings.h"

#include <limits>

#include <fmt/format.h>

#include "harness/yaml/fields.h"

namespace plumb::mocks::poweroffice {

namespace {

constexpr std::int64_t kMany = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kMaxId = std::int64_t{1} << 53;  // what every JSON reader keeps exactly

/// Those that an operation asks for (facts A2, A7). Another name would take nothing away and give
/// nothing, so it is a slip.
const std::vector<std::string>& Privileges() {
    static const std::vector<std::string> names = {"Customer",      "Customer_Full",
                                                   "ContactPerson", "ContactPerson_Full",
                                                   "Supplier",      "Supplier_Full"};
    return names;
}

/// Reads members of the settings by their own names; an absent key leaves the default.
class Reader final {
  public:
    Reader(const yaml::Node& node, std::vector<Problem>& problems)
        : fields_(node, "the settings of the PowerOffice GO mock", problems) {}
    ~Reader() { fields_.Finish(); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    void Take(const char* key, std::string& member) {
        if (auto text = fields_.Text(key)) member = *std::move(text);
    }
    void Take(const char* key, bool& member) { member = fields_.Bool(key).value_or(member); }
    void Take(const char* key, std::vector<std::string>& member) {
        auto texts = fields_.Texts(key);
        if (fields_.Optional(key) != nullptr) member = std::move(texts);
    }
    void TakePrivileges(const char* key, std::vector<std::string>& member) {
        auto names = fields_.SomeOf(key, Privileges());
        if (fields_.Optional(key) != nullptr) member = std::move(names);
    }
    template <class Number>
    void Take(const char* key, Number& member, std::int64_t min, std::int64_t max) {
        if (const auto number = fields_.Integer(key, min, max)) {
            member = static_cast<Number>(*number);
        }
    }
    /// A series that ends before it begins has no number for anybody.
    void CheckSeries(const Settings& read) {
        if (read.first_customer_number <= read.last_customer_number) return;
        const yaml::Node* last = fields_.Optional("last_customer_number");
        if (last == nullptr) last = fields_.Optional("first_customer_number");
        fields_.Report(fmt::format("the numbers of customers end at {}, before they begin at {}",
                                   read.last_customer_number, read.first_customer_number),
                       last->place);
    }
    std::optional<std::string> OneOf(const char* key, const std::vector<std::string>& allowed) {
        return fields_.OneOf(key, allowed);
    }

  private:
    yaml::Fields fields_;
};

void TakeAccess(Reader& reader, Settings& read) {
    reader.Take("application_key", read.application_key);
    reader.Take("client_key", read.client_key);
    reader.Take("subscription_key", read.subscription_key);
    reader.TakePrivileges("roles", read.roles);
    reader.TakePrivileges("invalid_roles", read.invalid_roles);
    reader.Take("bad_subscription_key_status", read.bad_subscription_key_status, 400, 499);
    reader.Take("v1_bad_keys_status", read.v1_bad_keys_status, 400, 499);
    reader.Take("v1_unauthorized_status", read.v1_unauthorized_status, 400, 499);
    reader.Take("send_retry_after", read.send_retry_after);
    reader.Take("v2_lags", read.v2_lags);
    reader.Take("token_seconds", read.token_seconds, 1, kMany);
    reader.Take("may_read_national_ids", read.may_read_national_ids);
    reader.Take("port", read.port, 0, 65'535);
    reader.Take("v1_port", read.v1_port, 0, 65'535);
    reader.Take("admin_port", read.admin_port, 0, 65'535);
    reader.Take("v2_requests_per_second", read.v2_requests_per_second, 0, kMany);
    reader.Take("v1_requests_per_second", read.v1_requests_per_second, 0, kMany);
    reader.Take("replica_lag_ms", read.replica_lag_ms, 0, 600'000);
}

void TakeNumbers(Reader& reader, Settings& read) {
    reader.Take("first_customer_id", read.first_customer_id, 1, kMaxId);
    reader.Take("first_contact_person_id", read.first_contact_person_id, 1, kMaxId);
    reader.Take("first_customer_number", read.first_customer_number, 1, kMany);
    reader.Take("last_customer_number", read.last_customer_number, 1, kMany);
    reader.Take("department_codes", read.department_codes);
}

DefaultOrder ToDefaultOrder(const std::string& word) {
    if (word == "id") return DefaultOrder::kId;
    return word == "last-changed" ? DefaultOrder::kLastChanged : DefaultOrder::kIdDescending;
}

DescendingForm ToDescendingForm(const std::string& word) {
    if (word == "desc") return DescendingForm::kDesc;
    return word == "minus" ? DescendingForm::kMinus : DescendingForm::kDescending;
}

void TakeOrder(Reader& reader, Settings& read) {
    const auto order = reader.OneOf("v2_default_order", {"id", "id-descending", "last-changed"});
    if (order) read.v2_default_order = ToDefaultOrder(*order);
    const auto form = reader.OneOf("v2_descending_form", {"desc", "descending", "minus"});
    if (form) read.v2_descending_form = ToDescendingForm(*form);
}

void TakeVersion2(Reader& reader, Settings& read) {
    reader.Take("patch_accepts_plain_json", read.patch_accepts_plain_json);
    reader.Take("patch_ignores_read_only", read.patch_ignores_read_only);
    reader.Take("refuse_read_only_on_post", read.refuse_read_only_on_post);
    reader.Take("refuse_read_only_in_address", read.refuse_read_only_in_address);
    reader.Take("choices_ignore_case", read.choices_ignore_case);
    reader.Take("refuse_unknown_members", read.refuse_unknown_members);
    reader.Take("page_behind_the_end_is_a_list", read.page_behind_the_end_is_a_list);
    reader.Take("bad_page_status", read.bad_page_status, 400, 499);
    reader.Take("has_newer_filters", read.has_newer_filters);
    reader.Take("v2_fraction_digits", read.v2_fraction_digits, 0, 7);
    reader.Take("failed_test_status", read.failed_test_status, 400, 499);
    reader.Take("contact_person_is_active", read.contact_person_is_active);
    reader.Take("v2_checks_customer_email", read.v2_checks_customer_email);
    reader.Take("one_default_contact_person", read.one_default_contact_person);
    const auto cascade = reader.OneOf("delete_customer_with_contacts", {"refuse", "cascade"});
    if (cascade == "cascade") read.delete_customer_with_contacts = DeleteWithContacts::kCascade;
    reader.Take("filters_ignore_case", read.filters_ignore_case);
    reader.Take("patch_is_atomic", read.patch_is_atomic);
    reader.Take("patch_makes_missing_address", read.patch_makes_missing_address);
    reader.Take("stamp_equal_writes", read.stamp_equal_writes);
    reader.Take("has_invoice_integration", read.has_invoice_integration);
}

void TakeAddresses(Reader& reader, Settings& read) {
    reader.Take("customer_email_unique", read.customer_email_unique);
    reader.Take("contact_person_email_unique", read.contact_person_email_unique);
    reader.Take("keeps_email_case", read.keeps_email_case);
}

void TakeVersion1(Reader& reader, Settings& read) {
    reader.Take("supplier_route_accepts_customers", read.supplier_route_accepts_customers);
    reader.Take("v1_refuses_read_only", read.v1_refuses_read_only);
    reader.Take("v1_requires_names", read.v1_requires_names);
    reader.Take("v1_checks_email_syntax", read.v1_checks_email_syntax);
    reader.Take("v1_not_found_status", read.v1_not_found_status, 200, 499);
    reader.Take("v1_blank_before_offset", read.v1_blank_before_offset);
    reader.Take("v1_page_cap", read.v1_page_cap, 1, kMany);
    reader.Take("v1_default_top", read.v1_default_top, 0, kMany);
    reader.Take("v1_update_keeps_omitted", read.v1_update_keeps_omitted);
}

}  // namespace

Settings ReadSettings(const yaml::Node& node, std::vector<Problem>& problems) {
    Settings read;
    Reader reader(node, problems);
    TakeAccess(reader, read);
    TakeNumbers(reader, read);
    TakeVersion2(reader, read);
    TakeOrder(reader, read);
    TakeAddresses(reader, read);
    TakeVersion1(reader, read);
    reader.CheckSeries(read);
    return read;
}

}  // namespace plumb::mocks::poweroffice
