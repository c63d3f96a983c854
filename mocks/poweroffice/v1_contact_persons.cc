#include <fmt/format.h>

#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/record_path.h"
#include "mocks/poweroffice/v1.h"
#include "mocks/poweroffice/v1_answers.h"
#include "mocks/poweroffice/v1_body.h"

namespace plumb::mocks::poweroffice {

namespace {

struct PartyPath {
    std::int64_t party = 0;
    std::int64_t id = 0;
};

Answer<PartyPath> PartyPathIn(const http::Router::Values& values) {
    const auto party = IdIn(values[0]);
    if (!party) return tl::unexpected(party.error());
    const auto id = IdIn(values[1]);
    if (!id) return tl::unexpected(id.error());
    return PartyPath{*party, *id};
}

/// The query of a list whose request may name no $top.
V1Query Limited(V1Query query, std::int64_t default_top) {
    if (!query.top && default_top > 0) query.top = default_top;
    return query;
}

std::string TextOf(const V1Page& page) {
    std::string data = "[";
    for (const RecordPtr& record : page.records) {
        if (data.size() > 1) data += ',';
        data += record->v1;
    }
    return data + "]";
}

}  // namespace

http::Response V1::ListAnswer(const V1Page& page, const V1Query& query) const {
    http::Response response;
    const auto rows = static_cast<std::int64_t>(page.records.size());
    if (rows > settings_.v1_page_cap) {
        response =
            ODataFailure({Why::kInvalid,
                          fmt::format("A page may have {} rows at most.", settings_.v1_page_cap),
                          {}});
    } else {
        response.body =
            fmt::format("{{\"data\":{},\"success\":true,\"count\":{}}}", TextOf(page), page.count);
    }
    response.effect.page_size = query.top.value_or(0);
    response.effect.total = page.count;
    return response;
}

http::Response V1::ListAll(const http::Request& request) {
    const auto query = ReadV1Query(request);
    if (!query) return ODataFailure(query.error());
    const V1Query limited = Limited(*query, settings_.v1_default_top);
    V1Page page;
    store_.Read([&](const Tables& tables) {
        page = SelectV1(tables.contact_persons, std::nullopt, limited);
    });
    return ListAnswer(page, *query);
}

http::Response V1::ListOfParty(const http::Request& request, const Values& values) {
    const auto party = IdIn(values[0]);
    if (!party) return Failed(party.error());
    const auto query = ReadV1Query(request);
    if (!query) return ODataFailure(query.error());
    const V1Query limited = Limited(*query, settings_.v1_default_top);
    V1Page page;
    bool known = false;
    store_.Read([&](const Tables& tables) {
        known = tables.customers.Find(*party) != nullptr;
        if (known) page = SelectV1(tables.contact_persons, *party, limited);
    });
    return known ? ListAnswer(page, *query) : Failed(NotThere("party", *party));
}

http::Response V1::Get(const Values& values) {
    const auto path = PartyPathIn(values);
    if (!path) return Failed(path.error());
    RecordPtr record;
    store_.Read([&](const Tables& tables) { record = tables.contact_persons.Find(path->id); });
    const bool there = record != nullptr && record->parent == path->party;
    return About(path->id,
                 there ? Success(record->v1) : Failed(NotThere("contact person", path->id)));
}

http::Response V1::Upsert(const http::Request& request, const Values& values) {
    const auto party = IdIn(values[0]);
    if (!party) return Failed(party.error());
    const auto body = ReadV1Body(request.body, settings_.v1_refuses_read_only);
    if (!body) return Failed(body.error());
    const ContactPersonChecks checks{.names = settings_.v1_requires_names,
                                     .email_syntax = settings_.v1_checks_email_syntax};
    const bool is_new = !body->id;
    const auto write = [&](const Json& members) -> Answer<Json> {
        return WithWrites(settings_.v1_update_keeps_omitted ? members : Emptied(members), *body);
    };
    const auto written = is_new
                             ? store_.AddContactPerson(
                                   *party, WithWrites(NewContactPerson(settings_), *body), checks)
                             : store_.EditContactPerson(*party, *body->id, write, checks);
    if (!written) {
        return is_new ? Failed(written.error()) : About(*body->id, Failed(written.error()));
    }
    http::Response response = About((*written)->id, Success((*written)->v1));
    response.effect.write = true;
    response.effect.created = is_new;
    return response;
}

http::Response V1::Delete(const Values& values) {
    const auto path = PartyPathIn(values);
    if (!path) return Failed(path.error());
    const auto deleted = store_.DeleteContactPerson(path->party, path->id);
    if (!deleted) return About(path->id, Failed(deleted.error()));
    http::Response response = About(path->id, {});
    response.body = R"({"success":true})";
    response.effect.write = response.effect.deleted = true;
    return response;
}

/// Sesam's connector sends this with the id of a contact person (facts D). This company has no
/// suppliers, so nothing is ever deleted here; the answer says what went wrong.
http::Response V1::DeleteSupplier(const Values& values) {
    const auto id = IdIn(values[0]);
    if (!id) return Failed(id.error());
    bool is_person = false;
    store_.Read(
        [&](const Tables& tables) { is_person = tables.contact_persons.Find(*id) != nullptr; });
    Refusal refusal = NotThere("supplier", *id);
    if (is_person) {
        refusal.detail +=
            " It is the id of a contact person: use DELETE /Supplier/{partyId}/Contact/{id}/.";
    }
    return Failed(refusal);
}

}  // namespace plumb::mocks::poweroffice
