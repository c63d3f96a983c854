#include <algorithm>

#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/json_patch.h"
#include "mocks/poweroffice/record_path.h"
#include "mocks/poweroffice/v2.h"
#include "mocks/poweroffice/v2_answers.h"

namespace plumb::mocks::poweroffice {

namespace {

constexpr ContactPersonChecks kChecks{.names = true, .email_syntax = true};

struct PersonPath {
    std::int64_t parent = 0;
    std::int64_t id = 0;
};

Answer<PersonPath> PathIn(const http::Router::Values& values) {
    const auto parent = IdIn(values[0], Why::kNotFound);
    if (!parent) return tl::unexpected(parent.error());
    const auto id = IdIn(values[1], Why::kNotFound);
    if (!id) return tl::unexpected(id.error());
    return PersonPath{*parent, *id};
}

Answer<void> CheckParents(const Tables& tables, const Selection& selection,
                          const ListQuery& query) {
    if (!query.validate || !selection.parents) return {};
    for (const std::int64_t parent : *selection.parents) {
        if (tables.customers.Find(parent) == nullptr) {
            return tl::unexpected(NotThere("customer", parent));
        }
    }
    return {};
}

}  // namespace

http::Response V2::ListContactPersons(const http::Request& request) {
    const auto query = ReadListQuery(request, ContactPersonFields(), settings_);
    if (!query) return Problem(query.error(), kContactPersons);
    const auto selection = ReadContactPersonFilters(request, settings_);
    if (!selection) return Problem(selection.error(), kContactPersons);
    V2Page page;
    Answer<void> valid;
    store_.ReadV2([&](const Tables& tables) {
        valid = CheckParents(tables, *selection, *query);
        if (valid) page = PageOf(tables.contact_persons, *selection, *query);
    });
    http::Response response =
        valid ? PageAnswer(page.records, *query, {}) : Problem(valid.error(), kContactPersons);
    response.effect.page_size = query->asked_for_page_size ? query->page_size : 0;
    response.effect.total = page.total;
    return response;
}

http::Response V2::GetContactPerson(const http::Request& request, const Values& values) {
    const auto path = PathIn(values);
    if (!path) return Problem(path.error(), kContactPersons);
    const auto fields = ReadFields(request, ContactPersonFields());
    if (!fields) return Problem(fields.error(), kContactPersons);
    RecordPtr record;
    store_.ReadV2([&](const Tables& tables) { record = tables.contact_persons.Find(path->id); });
    if (record == nullptr || record->parent != path->parent) {
        return About(path->id, Problem(NotThere("contact person", path->id), kContactPersons));
    }
    return RecordAnswer(200, *record, *fields, {});
}

http::Response V2::CreateContactPerson(const http::Request& request, const Values& values) {
    const auto parent = IdIn(values[0], Why::kNotFound);
    if (!parent) return Problem(parent.error(), kContactPersons);
    auto members = ReadNew(request, ContactPersonFields(), NewContactPerson(settings_));
    if (!members) return Problem(members.error(), kContactPersons);
    if (const auto held = CheckPostedAddress(*members); !held)
        return Problem(held.error(), kContactPersons);
    const auto added = store_.AddContactPerson(*parent, std::move(*members), kChecks);
    if (!added) return Problem(added.error(), kContactPersons);
    http::Response response = RecordAnswer(201, **added, {}, {});
    response.effect.write = response.effect.created = true;
    return response;
}

http::Response V2::PatchContactPerson(const http::Request& request, const Values& values) {
    const auto path = PathIn(values);
    if (!path) return Problem(path.error(), kContactPersons);
    const auto patch = ReadPatch(request);
    if (!patch) return About(path->id, Problem(patch.error(), kContactPersons));
    const auto [record, written] =
        Edit(*patch, ContactPersonFields(), [&](const Store::Edit& edit) {
            return store_.EditContactPerson(path->parent, path->id, edit, kChecks);
        });
    http::Response response = record ? RecordAnswer(200, **record, {}, {})
                                     : About(path->id, Problem(record.error(), kContactPersons));
    response.effect.write = written;
    return response;
}

http::Response V2::DeleteContactPerson(const Values& values) {
    const auto path = PathIn(values);
    if (!path) return Problem(path.error(), kContactPersons);
    const auto deleted = store_.DeleteContactPerson(path->parent, path->id);
    if (!deleted) return About(path->id, Problem(deleted.error(), kContactPersons));
    http::Response response = About(path->id, {});
    response.effect.write = response.effect.deleted = true;
    return response;
}

}  // namespace plumb::mocks::poweroffice
