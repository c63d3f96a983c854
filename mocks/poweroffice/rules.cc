#include "mocks/poweroffice/rules.h"

#include <algorithm>
#include <cstdint>
#include <string>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::poweroffice {

namespace {

using Check = Answer<void> (*)(const Json& members, const Json& before, const Settings& settings);

std::string_view TextOf(const Json& members, const char* name) {
    const auto member = members.find(name);
    if (member == members.end() || !member->is_string()) return {};
    return member->get_ref<const std::string&>();
}

bool IsBlank(const Json& members, const char* name) {
    return Trim(TextOf(members, name)).empty();
}

bool Differs(const Json& members, const Json& before, const char* name) {
    if (!before.is_object()) return true;
    const auto now = members.find(name);
    const auto then = before.find(name);
    if (now == members.end() || then == before.end()) {
        return (now == members.end()) != (then == before.end());
    }
    return *now != *then;
}

tl::unexpected<Refusal> Invalid(std::string detail, std::string field) {
    return Refuse(Why::kInvalid, std::move(detail), std::move(field));
}

Answer<void> Names(const Json& members, const Json&, const Settings&) {
    const auto is_person = members.find("IsPerson");
    const bool person = is_person != members.end() && *is_person == true;
    if (!person && IsBlank(members, "Name")) {
        return Invalid("Name is required when IsPerson is false.", "Name");
    }
    for (const char* name : {"FirstName", "LastName"}) {
        if (!person || !IsBlank(members, name)) continue;
        return Invalid(fmt::format("{} is required when IsPerson is true.", name), name);
    }
    return {};
}

/// Facts A6: PdfByEmail needs an address of its own or the general one.
Answer<void> DeliveryAddresses(const Json& members, const Json&, const Settings&) {
    struct Need {
        const char* delivery;
        const char* address;
    };
    constexpr Need kNeeds[] = {
        {"InvoiceDeliveryType", "InvoiceEmailAddress"},
        {"ReminderDeliveryType", "PaymentReminderEmailAddress"},
        {"NoticeOfDebtCollectionDeliveryType", "PaymentReminderEmailAddress"},
    };
    for (const Need& need : kNeeds) {
        if (TextOf(members, need.delivery) != "PdfByEmail") continue;
        if (!IsBlank(members, "EmailAddress") || !IsBlank(members, need.address)) continue;
        return Invalid(
            fmt::format("{} PdfByEmail needs EmailAddress or {}.", need.delivery, need.address),
            "EmailAddress");
    }
    return {};
}

Answer<void> InvoiceDelivery(const Json& members, const Json& before, const Settings& settings) {
    constexpr const char* kName = "InvoiceDeliveryType";
    const std::string_view type = TextOf(members, kName);
    if (type == "EHF" && IsBlank(members, "OrganizationNumber")) {
        return Invalid("InvoiceDeliveryType EHF needs an OrganizationNumber.", kName);
    }
    if (!Differs(members, before, kName)) return {};
    if (type == "AvtaleGiro" || type == "Efaktura") {
        return Invalid(fmt::format("InvoiceDeliveryType {} cannot be set.", type), kName);
    }
    const bool integration = type == "External" || type == "Factoring";
    if (integration && !settings.has_invoice_integration) {
        return Invalid(fmt::format("InvoiceDeliveryType {} needs an integration.", type), kName);
    }
    return {};
}

Answer<void> Number(const Json& members, const Json& before, const Settings& settings) {
    if (!Differs(members, before, "Number")) return {};
    const auto number = members.find("Number");
    if (number == members.end() || !number->is_number_integer()) return {};
    const auto value = number->get<std::int64_t>();
    if (value >= settings.first_customer_number && value <= settings.last_customer_number)
        return {};
    return Invalid(fmt::format("Number must lie between {} and {}.", settings.first_customer_number,
                               settings.last_customer_number),
                   "Number");
}

bool AllOf(std::string_view text, char first, char last, char other_first, char other_last) {
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return (c >= first && c <= last) || (c >= other_first && c <= other_last);
    });
}

Answer<void> EmailSyntax(const Json& members, const Json& before, const Settings& settings) {
    const std::string_view email = TextOf(members, "EmailAddress");
    if (!settings.v2_checks_customer_email || email.empty() || LooksLikeEmailAddress(email))
        return {};
    if (!Differs(members, before, "EmailAddress")) return {};
    return Invalid("EmailAddress is not a valid e-mail address.", "EmailAddress");
}

Answer<void> Codes(const Json& members, const Json&, const Settings&) {
    const std::string_view currency = TextOf(members, "CurrencyCode");
    if (!currency.empty() && (currency.size() != 3 || !AllOf(currency, 'A', 'Z', 'a', 'z'))) {
        return Invalid("CurrencyCode must be three letters (ISO 4217).", "CurrencyCode");
    }
    const std::string_view national = TextOf(members, "NationalIdNumber");
    if (!national.empty() && (national.size() != 11 || !AllOf(national, '0', '9', '0', '9'))) {
        return Invalid("NationalIdNumber must be eleven digits.", "NationalIdNumber");
    }
    const std::string_view copies = TextOf(members, "InvoiceEmailAddressCC");
    if (std::count(copies.begin(), copies.end(), ';') >= 10) {
        return Invalid("InvoiceEmailAddressCC may have ten addresses at most.",
                       "InvoiceEmailAddressCC");
    }
    return {};
}

Answer<void> Country(const Json& members) {
    const Json* country = Find(members, "MailAddress.CountryCode");
    if (country == nullptr || !country->is_string()) return {};
    const auto& code = country->get_ref<const std::string&>();
    if (code.size() == 2 && AllOf(code, 'A', 'Z', 'a', 'z')) return {};
    return Invalid("The country must be two letters (ISO 3166-1 alpha-2).", "CountryCode");
}

constexpr std::string_view kBlanks = " \t\r\n";

bool LooksLikeDomain(std::string_view text) {
    return !text.empty() && text.find('@') == std::string_view::npos &&
           text.find_first_of(kBlanks) == std::string_view::npos;
}

}  // namespace

Answer<void> CheckCustomer(const Json& members, const Json& before, const Settings& settings) {
    constexpr Check kChecks[] = {Names,  DeliveryAddresses, InvoiceDelivery,
                                 Number, EmailSyntax,       Codes};
    for (const Check check : kChecks) {
        if (auto held = check(members, before, settings); !held) return held;
    }
    return Country(members);
}

Answer<void> CheckContactPerson(const Json& members, const Json& before,
                                const ContactPersonChecks& checks) {
    for (const char* name : {"FirstName", "LastName"}) {
        if (!checks.names || !Differs(members, before, name) || !IsBlank(members, name)) continue;
        return Invalid(fmt::format("{} is required.", name), name);
    }
    const std::string_view email = TextOf(members, "EmailAddress");
    if (checks.email_syntax && Differs(members, before, "EmailAddress") && !email.empty() &&
        !LooksLikeEmailAddress(email)) {
        return Invalid("EmailAddress is not a valid e-mail address.", "EmailAddress");
    }
    return Country(members);
}

Answer<void> CheckPostedAddress(const Json& members) {
    const auto address = members.find("MailAddress");
    if (address == members.end() || !address->is_object()) return {};
    for (const char* part : {"City", "ZipCode"}) {
        if (!IsBlank(*address, part)) continue;
        return Invalid(fmt::format("{} is required in MailAddress.", part), part);
    }
    return {};
}

bool LooksLikeEmailAddress(std::string_view text) {
    const std::size_t end_of_quotes = text.starts_with('"') ? text.rfind("\"@") : text.npos;
    const bool is_quoted = end_of_quotes != text.npos && end_of_quotes > 1;
    const std::size_t at = is_quoted ? end_of_quotes + 1 : text.find('@');
    if (at == text.npos || at == 0 || !LooksLikeDomain(text.substr(at + 1))) return false;
    return is_quoted || text.substr(0, at).find_first_of(kBlanks) == text.npos;
}

}  // namespace plumb::mocks::poweroffice
