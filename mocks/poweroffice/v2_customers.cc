#include <algorithm>
#include <utility>

#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/json_patch.h"
#include "mocks/poweroffice/record_path.h"
#include "mocks/poweroffice/v2.h"
#include "mocks/poweroffice/v2_answers.h"

namespace plumb::mocks::poweroffice {

namespace {

/// Facts A6: of a reference and its code twin, which a POST may both have, the id wins.
void DropCodesOfIds(Json& members) {
    constexpr std::pair<const char*, const char*> kTwins[] = {
        {"DepartmentId", "DepartmentCode"},
        {"DeliveryTermId", "DeliveryTerm"},
        {"PaymentTermId", "PaymentTerm"},
        {"InvoiceBrandingThemeId", "InvoiceBrandingThemeCode"},
        {"SalesPersonEmployeeId", "SalesPersonEmployeeNumber"}};
    for (const auto& [id, code] : kTwins) {
        if (!members.at(id).is_null()) members.at(code) = nullptr;
    }
}

/// Facts A6: with database validation an id in a filter that names nothing is not found.
Answer<void> CheckGroups(const Table& customers, const Selection& selection,
                         const ListQuery& query) {
    if (!query.validate) return {};
    for (const std::int64_t wanted : selection.groups) {
        const auto is_in = [&](const RecordPtr& record) {
            const Json& groups = record->members.at("ContactGroupIds");
            return std::find(groups.begin(), groups.end(), wanted) != groups.end();
        };
        const auto& all = customers.ById();
        if (std::any_of(all.begin(), all.end(), is_in)) continue;
        return Refuse(Why::kNotFound,
                      "There is no contact group with the id " + std::to_string(wanted) + ".");
    }
    return {};
}

}  // namespace

http::Response V2::ListCustomers(const http::Request& request) {
    const auto query = ReadListQuery(request, CustomerFields(), settings_);
    if (!query) return Problem(query.error(), kCustomers);
    const auto selection = ReadCustomerFilters(request, settings_);
    if (!selection) return Problem(selection.error(), kCustomers);
    V2Page page;
    Answer<void> valid;
    store_.ReadV2([&](const Tables& tables) {
        valid = CheckGroups(tables.customers, *selection, *query);
        if (valid) page = PageOf(tables.customers, *selection, *query);
    });
    http::Response response =
        valid ? PageAnswer(page.records, *query, {settings_.may_read_national_ids})
              : Problem(valid.error(), kCustomers);
    response.effect.page_size = query->asked_for_page_size ? query->page_size : 0;
    response.effect.total = page.total;
    return response;
}

http::Response V2::GetCustomer(const http::Request& request, const Values& values) {
    const auto id = IdIn(values[0], Why::kNotFound);
    if (!id) return Problem(id.error(), kCustomers);
    const auto fields = ReadFields(request, CustomerFields());
    if (!fields) return Problem(fields.error(), kCustomers);
    RecordPtr record;
    store_.ReadV2([&](const Tables& tables) { record = tables.customers.Find(*id); });
    if (record == nullptr) return About(*id, Problem(NotThere("customer", *id), kCustomers));
    return RecordAnswer(200, *record, *fields, {settings_.may_read_national_ids});
}

http::Response V2::CreateCustomer(const http::Request& request) {
    auto members = ReadNew(request, CustomerFields(), CustomerFields().Initial());
    if (!members) return Problem(members.error(), kCustomers);
    if (const auto held = CheckPostedAddress(*members); !held)
        return Problem(held.error(), kCustomers);
    DropCodesOfIds(*members);
    if (const auto held = CheckCodes(*members); !held) return Problem(held.error(), kCustomers);
    const auto added = store_.AddCustomer(std::move(*members));
    if (!added) return Problem(added.error(), kCustomers);
    http::Response response = RecordAnswer(201, **added, {}, {settings_.may_read_national_ids});
    response.effect.write = response.effect.created = true;
    return response;
}

http::Response V2::PatchCustomer(const http::Request& request, const Values& values) {
    const auto id = IdIn(values[0], Why::kNotFound);
    if (!id) return Problem(id.error(), kCustomers);
    const auto patch = ReadPatch(request);
    if (!patch) return About(*id, Problem(patch.error(), kCustomers));
    const auto [record, written] = Edit(*patch, CustomerFields(), [&](const Store::Edit& edit) {
        return store_.EditCustomer(*id, edit);
    });
    http::Response response =
        record ? RecordAnswer(200, **record, {}, {settings_.may_read_national_ids})
               : About(*id, Problem(record.error(), kCustomers));
    response.effect.write = written;
    return response;
}

http::Response V2::DeleteCustomer(const Values& values) {
    const auto id = IdIn(values[0], Why::kNotFound);
    if (!id) return Problem(id.error(), kCustomers);
    const auto deleted = store_.DeleteCustomer(*id);
    if (!deleted) return About(*id, Problem(deleted.error(), kCustomers));
    http::Response response = About(*id, {});
    response.effect.write = response.effect.deleted = true;
    return response;
}

}  // namespace plumb::mocks::poweroffice
