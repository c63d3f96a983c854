#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/field_rows.h"

namespace plumb::mocks::poweroffice {

namespace {

const FieldTable& AddressFields() {
    static const FieldTable table({
        Text("AddressLine1", 200),
        Text("AddressLine2", 200),
        Text("City", 100),
        Text("ZipCode", 50),
        {.name = "CountryCode", .max_length = 2, .initial = "NO"},
    });
    return table;
}

}  // namespace

const FieldTable& ContactPersonFields() {
    static const FieldTable table({
        ReadOnly(Kind::kInteger, "Id"),
        ReadOnly(Kind::kInteger, "ContactId"),
        Text("FirstName"),
        Text("LastName"),
        Text("EmailAddress"),
        Text("PhoneNumber"),
        Text("Title"),
        Text("ExternalCode", 50),
        Of(Kind::kBoolean, "IsActive", true),
        Of(Kind::kBoolean, "IsDefault", false),
        {.name = "MailAddress", .kind = Kind::kAddress, .parts = &AddressFields()},
        ReadOnly(Kind::kStamp, "CreatedDateTimeOffset"),
        ReadOnly(Kind::kStamp, "LastChangedDateTimeOffset"),
    });
    return table;
}

Json NewContactPerson(const Settings& settings) {
    Json members = ContactPersonFields().Initial();
    members["IsActive"] = settings.contact_person_is_active;
    return members;
}

const FieldTable& ContactPersonV1Fields() {
    static const FieldTable table({
        ReadOnly(Kind::kInteger, "Id"),
        ReadOnly(Kind::kInteger, "PartyId", "ContactId"),
        ReadOnly(Kind::kInteger, "PartyCustomerCode"),
        ReadOnly(Kind::kInteger, "PartySupplierCode"),
        ReadOnly(Kind::kStamp, "LastChanged", "LastChangedDateTimeOffset"),
        Text("FirstName"),
        Text("LastName"),
        Text("EmailAddress"),
        Text("PhoneNumber"),
        Text("Address1", 200, "MailAddress.AddressLine1"),
        Text("Address2", 200, "MailAddress.AddressLine2"),
        Text("City", 100, "MailAddress.City"),
        Text("ZipCode", 50, "MailAddress.ZipCode"),
        Text("ResidenceCountryCode", 2, "MailAddress.CountryCode"),
        Text("ExternalCode", 50),
        Of(Kind::kBoolean, "IsActive", true),
        Of(Kind::kBoolean, "IsPep", false),
        Of(Kind::kBoolean, "IsRca", false),
        Of(Kind::kBoolean, "HasNorwegianSSN", false),
        Text("SocialSecurityNumber"),
        Of(Kind::kDate, "DateOfBirth"),
        Text("PlaceOfBirth"),
        Of(Kind::kTexts, "Citizenship"),
        {.name = "Gender", .kind = Kind::kInteger, .minimum = -1, .maximum = 2, .initial = 0},
    });
    return table;
}

std::string CamelCase(const std::string& name) {
    std::string camel = name;
    if (!camel.empty() && camel[0] >= 'A' && camel[0] <= 'Z') {
        camel[0] = static_cast<char>(camel[0] - 'A' + 'a');
    }
    return camel;
}

}  // namespace plumb::mocks::poweroffice
