#include "mocks/sesam/poweroffice_customers.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "mocks/sesam/answers.h"
#include "mocks/sesam/paging.h"

namespace plumb::mocks::sesam {

namespace {

constexpr const char* kStamp = "LastChangedDateTimeOffset";
/// The replica lag of version 2 (A8) and a little more; its stamps have seven digits.
constexpr Milliseconds kCustomerOverlap = 2'000;

std::optional<Milliseconds> StampIn(const Json& object) {
    if (!object.is_object()) return std::nullopt;
    for (const auto& [name, value] : object.items()) {
        if (ToLower(name) == "lastchangeddatetimeoffset" && value.is_string()) {
            return ParseTime(value.get_ref<const std::string&>());
        }
    }
    return std::nullopt;
}

Version CustomerVersion(Json customer) {
    std::string id = IdOf(customer, "Id");
    auto changed = StampIn(customer);
    return {std::move(id), {}, std::move(customer), changed};
}

Outcome OneCustomer(const HttpAnswer& answer) {
    if (answer.status < 200 || answer.status > 299) return FailureOf(answer);
    Version version = CustomerVersion(ParseJson(answer.body));
    if (version.id.empty()) {
        return Outcome::Failed(Outcome::Kind::kUnavailable, answer.status,
                               "the answer holds no customer");
    }
    return Outcome::Done(answer.status, std::move(version));
}

bool Has(const Json& body, const char* path) {
    const Json* value = Find(body, path);
    return value != nullptr && !IsEmpty(*value);
}

/// One operation for every changed property. A part of an address that is missing altogether
/// brings the address with it: RFC 6902 replaces only what is there.
Json PatchOf(const Json& current, const Changes& changes) {
    Json patch = Json::array();
    Json missing = Json::object();
    for (const auto& [path, value] : changes) {
        const std::size_t dot = path.find('.');
        const std::string parent = path.substr(0, dot);
        const bool orphan =
            dot != std::string::npos && (!current.contains(parent) || current[parent].is_null());
        if (orphan) {
            Put(missing, path, value);
        } else {
            patch.push_back(
                {{"op", "replace"}, {"path", "/" + ReplaceAll(path, ".", "/")}, {"value", value}});
        }
    }
    for (const auto& [name, value] : missing.items()) {
        patch.push_back({{"op", "add"}, {"path", "/" + name}, {"value", value}});
    }
    return patch;
}

}  // namespace

PowerOfficeCustomers::PowerOfficeCustomers(const PowerOfficeAccess& access,
                                           const std::vector<std::string>& paths, Clock& clock,
                                           const ReadPolicies& policies)
    : http_(access.url, {access.application_key, access.client_key, access.subscription_key}, clock,
            policies, access.tls),
      page_size_(access.page_size),
      lists_everything_(std::ranges::any_of(
          paths, [](const std::string& path) { return path.find('.') != std::string::npos; })),
      policies_(policies) {}

Milliseconds PowerOfficeCustomers::Overlap() const {
    return kCustomerOverlap;
}

HttpAnswer PowerOfficeCustomers::Send(const std::string& method, const std::string& target,
                                      const Json& body, const std::string& content_type) {
    HttpCall call{.method = method, .target = "/v2/Customers" + target};
    call.repeatable = method == "GET";
    call.content_type = content_type;
    if (!body.is_null()) call.body = Dump(body);
    return http_.Send(std::move(call));
}

Listing PowerOfficeCustomers::List(std::optional<Milliseconds> since) {
    PageSource source;
    source.list = "poweroffice-go customers";
    source.target = [&](const PageRead& page) {
        std::string target =
            fmt::format("?PageNumber={}&PageSize={}&OrderBy=Id",
                        policies_.skip(page.number, page.size) / page.size + 1, page.size);
        if (since) target += "&lastChangedDateTimeOffsetGreaterThan=" + Encode(FormatTime(*since));
        return target;
    };
    source.fetch = [&](const std::string& target) { return Send("GET", target); };
    source.items = [](const HttpAnswer& answer) -> std::optional<Json> {
        if (answer.status == 204) return Json::array();  // the empty list (A4)
        if (answer.status != 200) return std::nullopt;
        return ParseJson(answer.body);
    };
    source.version = CustomerVersion;
    return ReadPages(source, page_size_, policies_, pages_);
}

Outcome PowerOfficeCustomers::Lookup(const std::string& id, const std::string&) {
    return OneCustomer(Send("GET", "/" + Encode(id)));
}

Outcome PowerOfficeCustomers::Insert(const Json& body) {
    pages_.Clear();
    return OneCustomer(Send("POST", "", body));
}

Outcome PowerOfficeCustomers::Update(const Version& current, const Changes& changes) {
    pages_.Clear();
    const HttpAnswer answer = Send("PATCH", "/" + Encode(current.id),
                                   PatchOf(current.record, changes), "application/json-patch+json");
    return OneCustomer(answer);
}

Outcome PowerOfficeCustomers::Delete(const std::string& id, const std::string&) {
    pages_.Clear();
    const HttpAnswer answer = Send("DELETE", "/" + Encode(id));
    if (answer.status < 200 || answer.status > 299) return FailureOf(answer);
    return Outcome::Done(answer.status, {id, {}, {}, {}});
}

Json PowerOfficeCustomers::Complete(Json body, const std::string& label) const {
    const Json* is_person = Find(body, "IsPerson");
    if (is_person != nullptr && *is_person == true) {
        const std::size_t blank = label.rfind(' ');
        const bool one_word = blank == std::string::npos;
        if (!Has(body, "FirstName")) body["FirstName"] = one_word ? label : label.substr(0, blank);
        if (!Has(body, "LastName")) body["LastName"] = one_word ? label : label.substr(blank + 1);
    } else if (!Has(body, "Name")) {
        body["Name"] = label;
    }
    if (!Has(body, "EmailAddress") && !Has(body, "InvoiceEmailAddress") &&
        !Has(body, "InvoiceDeliveryType")) {
        body["InvoiceDeliveryType"] = "Print";
    }
    // A new address needs both (A6); what there is of it is written after the customer is made.
    if (!Has(body, "MailAddress.City") || !Has(body, "MailAddress.ZipCode"))
        body.erase("MailAddress");
    return body;
}

std::string PowerOfficeCustomers::LabelOf(const Json& record) const {
    if (Has(record, "Name")) return TextOf(record["Name"]);
    const Json* first = Find(record, "FirstName");
    const Json* last = Find(record, "LastName");
    std::string name =
        (first == nullptr ? "" : TextOf(*first)) + " " + (last == nullptr ? "" : TextOf(*last));
    name = Trim(name);
    if (!name.empty()) return name;
    return Has(record, "EmailAddress") ? TextOf(record["EmailAddress"]) : "";
}

std::optional<Milliseconds> PowerOfficeCustomers::ChangedAt(const Version& version,
                                                            const std::string& path) const {
    const std::size_t dot = path.rfind('.');
    if (dot != std::string::npos) {
        const Json* parent = Find(version.record, path.substr(0, dot));
        if (parent != nullptr) {
            if (auto stamp = StampIn(*parent)) return stamp;
        }
    }
    return version.changed;
}

}  // namespace plumb::mocks::sesam
