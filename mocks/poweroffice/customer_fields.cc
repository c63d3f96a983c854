#include <limits>

#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/field_rows.h"

namespace plumb::mocks::poweroffice {

namespace {

Field Choice(std::string name, std::vector<std::string> choices, Json initial = nullptr) {
    return {.name = std::move(name),
            .kind = Kind::kChoice,
            .choices = std::move(choices),
            .initial = std::move(initial)};
}

Field PostOnly(Kind kind, std::string name) {
    return {.name = std::move(name), .kind = kind, .access = Access::kPostOnly};
}

Field PaymentTerm() {
    Field field = PostOnly(Kind::kInteger, "PaymentTerm");
    field.minimum = std::numeric_limits<int>::min();
    field.maximum = std::numeric_limits<int>::max();
    return field;
}

const FieldTable& CustomerAddressFields() {
    static const FieldTable table({
        ReadOnly(Kind::kInteger, "Id"),
        Text("AddressLine1", 200),
        Text("AddressLine2", 200),
        Text("City", 100),
        Text("ZipCode", 50),
        {.name = "CountryCode", .max_length = 2, .initial = "NO"},
        Text("ExternalCode", 50),
        ReadOnly(Kind::kStamp, "LastChangedDateTimeOffset"),
    });
    return table;
}

std::vector<Field> Identity() {
    return {ReadOnly(Kind::kInteger, "Id"),
            ReadOnly(Kind::kInteger, "SubledgerAccountId"),
            ReadOnly(Kind::kBoolean, "IsActive"),
            ReadOnly(Kind::kUuid, "CreatedFromImportJournalId"),
            ReadOnly(Kind::kStamp, "ContactCreatedDateTimeOffset"),
            ReadOnly(Kind::kStamp, "CustomerCreatedDateTimeOffset"),
            ReadOnly(Kind::kStamp, "LastChangedDateTimeOffset"),
            Of(Kind::kInteger, "Number"),
            Of(Kind::kInteger, "ExternalNumber"),
            Text("ExternalImportReference", 50),
            Text("Name"),
            Text("LegalName"),
            Text("OrganizationNumber"),
            Text("FirstName"),
            Text("LastName"),
            Of(Kind::kDate, "DateOfBirth"),
            Of(Kind::kDate, "CustomerSince"),
            Of(Kind::kBoolean, "IsPerson", false),
            Of(Kind::kBoolean, "IsVatFree", false),
            Of(Kind::kBoolean, "IsArchived", false),
            Text("NationalIdNumber")};
}

std::vector<Field> Reaching() {
    const std::vector<std::string> by_post = {"PdfByEmail", "Print"};
    return {
        Text("EmailAddress"),
        Text("InvoiceEmailAddress"),
        Text("PaymentReminderEmailAddress"),
        Text("InvoiceEmailAddressCC", 2000),
        Text("PhoneNumber"),
        Text("WebsiteUrl"),
        {.name = "MailAddress", .kind = Kind::kAddress, .parts = &CustomerAddressFields()},
        Choice("InvoiceDeliveryType",
               {"PdfByEmail", "Print", "EHF", "AvtaleGiro", "External", "Efaktura", "Factoring"},
               "PdfByEmail"),
        Choice("ReminderDeliveryType", by_post),
        Choice("NoticeOfDebtCollectionDeliveryType", by_post)};
}

std::vector<Field> Invoicing() {
    return {{.name = "CurrencyCode", .max_length = 3, .initial = "NOK"},
            {.name = "Allowance", .kind = Kind::kNumber, .minimum = -1000, .maximum = 100},
            {.name = "BillableRate", .kind = Kind::kNumber, .minimum = 0},
            Of(Kind::kIntegers, "ContactGroupIds"),
            Of(Kind::kInteger, "DepartmentId"),
            Of(Kind::kInteger, "DeliveryTermId"),
            Of(Kind::kInteger, "PaymentTermId"),
            Of(Kind::kInteger, "InvoiceBrandingThemeId"),
            Of(Kind::kInteger, "SalesPersonEmployeeId"),
            PostOnly(Kind::kText, "DepartmentCode"),
            PostOnly(Kind::kText, "DeliveryTerm"),
            PostOnly(Kind::kText, "InvoiceBrandingThemeCode"),
            PaymentTerm(),
            PostOnly(Kind::kInteger, "SalesPersonEmployeeNumber"),
            Of(Kind::kBoolean, "DoNotAddLatePaymentFees", false),
            Of(Kind::kBoolean, "DoNotAddLatePaymentInterest", false),
            Of(Kind::kBoolean, "DoNotAutomatePaymentNotifications", false),
            Of(Kind::kBoolean, "SendPaymentReminders", true),
            Of(Kind::kBoolean, "TransferToDebtCollectionAgency", true),
            Of(Kind::kBoolean, "UseInvoiceFee", true),
            {.name = "SubLedgerNumberSeriesId", .kind = Kind::kUuid, .access = Access::kWriteOnce}};
}

std::vector<Field> AllCustomerFields() {
    std::vector<Field> fields = Identity();
    for (auto more : {Reaching(), Invoicing()}) {
        fields.insert(fields.end(), more.begin(), more.end());
    }
    return fields;
}

}  // namespace

const FieldTable& CustomerFields() {
    static const FieldTable table(AllCustomerFields());
    return table;
}

}  // namespace plumb::mocks::poweroffice
