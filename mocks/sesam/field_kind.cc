#include <set>

#include "mocks/sesam/value.h"

namespace plumb::mocks::sesam {

namespace {

using Names = std::set<std::string, std::less<>>;

const Names& Booleans() {
    static const Names names = {"banned",
                                "guest",
                                "profile.email.verified",  // users
                                "isActive",
                                "isPep",
                                "isRca",
                                "hasNorwegianSSN",  // contact persons
                                "IsPerson",
                                "IsVatFree",
                                "IsArchived",
                                "IsActive",
                                "DoNotAddLatePaymentFees",
                                "DoNotAddLatePaymentInterest",
                                "DoNotAutomatePaymentNotifications",
                                "SendPaymentReminders",
                                "TransferToDebtCollectionAgency",
                                "UseInvoiceFee"};
    return names;
}

const Names& Integers() {
    static const Names names = {"creationTime",
                                "lastAccessTime",
                                "gender",
                                "partyId",
                                "partyCustomerCode",
                                "partySupplierCode",
                                "Id",
                                "Number",
                                "ExternalNumber",
                                "DepartmentId",
                                "DeliveryTermId",
                                "PaymentTermId",
                                "PaymentTerm",
                                "InvoiceBrandingThemeId",
                                "SalesPersonEmployeeId",
                                "SubledgerAccountId",
                                "SalesPersonEmployeeNumber",
                                "MailAddress.Id"};
    return names;
}

}  // namespace

Kind FieldKind(const std::string& entity, const std::string& path) {
    if (Booleans().contains(path)) return Kind::kBoolean;
    if (entity == "contactperson" && path == "id") return Kind::kInteger;
    if (Integers().contains(path)) return Kind::kInteger;
    if (path == "Allowance" || path == "BillableRate") return Kind::kNumber;
    if (path == "ContactGroupIds") return Kind::kList;
    return Kind::kText;
}

}  // namespace plumb::mocks::sesam
