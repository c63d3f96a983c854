#include "mocks/sesam/poweroffice_contactperson.h"

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/sesam/answers.h"
#include "mocks/sesam/paging.h"

namespace plumb::mocks::sesam {

namespace {

/// Whole seconds and the replica lag (A8, B5).
constexpr Milliseconds kContactOverlap = 3'000;

std::string PathOf(const std::string& party, const std::string& id = {}) {
    const std::string contacts = "/Customer/" + Encode(party) + "/Contact/";
    return id.empty() ? contacts : contacts + Encode(id) + "/";
}

Version ContactVersion(Json person) {
    std::string id = IdOf(person, "id");
    std::string party = IdOf(person, "partyId");
    std::optional<Milliseconds> changed;
    const Json* stamp = Find(person, "lastChanged");
    if (stamp != nullptr && stamp->is_string())
        changed = ParseTime(stamp->get_ref<const std::string&>());
    return {std::move(id), std::move(party), std::move(person), changed};
}

std::string Summary(const Json& envelope, const HttpAnswer& answer) {
    const Json* summary = Find(envelope, "validation.summary");
    return summary != nullptr && !IsEmpty(*summary) ? TextOf(*summary) : Describe(answer);
}

}  // namespace

PowerOfficeContactPerson::PowerOfficeContactPerson(const PowerOfficeAccess& access, Clock& clock,
                                                   const ReadPolicies& policies)
    : http_(access.v1_url, {access.application_key, access.client_key, ""}, clock, policies,
            access.tls),
      parent_(access.contact_parent),
      page_size_(access.page_size),
      policies_(policies) {}

Milliseconds PowerOfficeContactPerson::Overlap() const {
    return kContactOverlap;
}

HttpAnswer PowerOfficeContactPerson::Send(const std::string& method, const std::string& target,
                                          const Json& body) {
    HttpCall call{.method = method, .target = target};
    call.repeatable = method == "GET";
    if (!body.is_null()) call.body = Dump(body);
    return http_.Send(std::move(call));
}

Listing PowerOfficeContactPerson::List(std::optional<Milliseconds> since) {
    const std::string filter =
        fmt::format("(LastChanged ge DateTimeOffset'{}')", FormatTime(since.value_or(0)));
    PageSource source;
    source.list = "poweroffice-go contactperson";
    source.target = [&](const PageRead& page) {
        return fmt::format(
            "/PartyContactPerson/?%24filter={}&%24orderby=Id%20asc&%24skip={}&%24top={}",
            Encode(filter), policies_.skip(page.number, page.size), page.size);
    };
    source.fetch = [&](const std::string& target) { return Send("GET", target); };
    source.items = [](const HttpAnswer& answer) -> std::optional<Json> {
        Json envelope = answer.status == 200 ? ParseJson(answer.body) : Json();
        if (!envelope.is_object() || envelope.value("success", Json()) != true) return std::nullopt;
        return envelope.value("data", Json::array());
    };
    source.version = ContactVersion;
    return ReadPages(source, page_size_, policies_, pages_);
}

Outcome PowerOfficeContactPerson::OnePerson(const HttpAnswer& answer,
                                            Outcome::Kind when_failed) const {
    if (answer.status < 200 || answer.status > 299) return FailureOf(answer);
    Json envelope = ParseJson(answer.body);
    if (!envelope.is_object()) {
        return Outcome::Failed(Outcome::Kind::kUnavailable, answer.status,
                               "the answer is no envelope");
    }
    if (policies_.failed(envelope)) {
        return Outcome::Failed(when_failed, answer.status, Summary(envelope, answer));
    }
    Version version = ContactVersion(envelope.value("data", Json()));
    if (version.id.empty()) {
        return Outcome::Failed(Outcome::Kind::kUnavailable, answer.status,
                               "the answer holds no contact person");
    }
    return Outcome::Done(answer.status, std::move(version));
}

/// Version 1 answers "no such record" with HTTP 200 and success: false, like every other failure of
/// a request; a read by id can fail for no other reason of the data's (B3).
Outcome PowerOfficeContactPerson::Lookup(const std::string& id, const std::string& parent) {
    return OnePerson(Send("GET", PathOf(parent, id)), Outcome::Kind::kGone);
}

Outcome PowerOfficeContactPerson::Insert(const Json& body) {
    if (parent_.empty()) {
        return Outcome::Failed(Outcome::Kind::kRefused, 0,
                               "a contact person needs a customer, and its source names none");
    }
    pages_.Clear();
    return OnePerson(Send("POST", PathOf(parent_), body), Outcome::Kind::kRefused);
}

Outcome PowerOfficeContactPerson::Update(const Version& current, const Changes& changes) {
    pages_.Clear();
    Json body = Nested(changes);
    body["id"] = current.record.contains("id") ? current.record["id"] : Json(current.id);
    Outcome outcome =
        OnePerson(Send("POST", PathOf(current.parent), body), Outcome::Kind::kRefused);
    // An envelope without the record says nothing of what was stored: it is read back.
    const bool no_record = outcome.kind == Outcome::Kind::kUnavailable && outcome.status == 200;
    if (!no_record) return outcome;
    if (policies_.reads_back()) return Lookup(current.id, current.parent);
    Version sent = current;
    for (const auto& [path, value] : changes) Put(sent.record, path, value);
    return Outcome::Done(outcome.status, std::move(sent));
}

Outcome PowerOfficeContactPerson::Delete(const std::string& id, const std::string& parent) {
    pages_.Clear();
    const HttpAnswer answer = Send("DELETE", PathOf(parent, id));
    if (answer.status < 200 || answer.status > 299) return FailureOf(answer);
    return Outcome::Done(answer.status, {id, parent, {}, {}});
}

std::string PowerOfficeContactPerson::LabelOf(const Json& record) const {
    const Json* first = Find(record, "firstName");
    const Json* last = Find(record, "lastName");
    std::string name =
        (first == nullptr ? "" : TextOf(*first)) + " " + (last == nullptr ? "" : TextOf(*last));
    name = Trim(name);
    const Json* email = Find(record, "emailAddress");
    return name.empty() && email != nullptr ? TextOf(*email) : name;
}

std::optional<Milliseconds> PowerOfficeContactPerson::ChangedAt(const Version& version,
                                                                const std::string&) const {
    return version.changed;
}

}  // namespace plumb::mocks::sesam
