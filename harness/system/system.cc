#include "harness/system/system.h"

#include <fmt/format.h>
#include <map>
#include <mutex>
#include <unordered_set>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/system/answer.h"
#include "harness/system/body.h"
#include "harness/system/operation_target.h"
#include "harness/system/session.h"

namespace plumb::system {

namespace {

using target::Entity;
using target::Operation;

constexpr int kMaxPages = 10'000;

Purpose Acting(Purpose purpose, std::string act, const Entity& entity) {
    purpose.act = std::move(act);
    purpose.entity = entity.id;
    return purpose;
}

}  // namespace

class System::Impl final {
  public:
    Impl(target::Profile profile, target::SystemAccess access, HttpClient& http, Clock& clock,
         ExchangeListener listener, std::uint64_t seed)
        : profile_(std::move(profile)),
          access_(std::move(access)),
          session_(profile_, access_, http, clock, std::move(listener), seed) {}

    const target::Profile& GetProfile() const { return profile_; }
    Session& GetSession() { return session_; }
    std::string UrlOf(const Entity& entity, const std::string& id,
                      const std::string& parent) const {
        // Without the query, which only says which fields to show.
        const std::string target =
            TargetOf(entity.read, {{"id", id}, {"parent", parent}}, session_);
        return session_.ValueOf(entity.read.base) + target.substr(0, target.find('?'));
    }

    Result<Created> Create(const Entity& entity, const Json& fields, const std::string& parent,
                           const Purpose& purpose);
    Result<Updated> Update(const Entity& entity, const Record& record,
                           const std::vector<Change>& changes, const Purpose& purpose);
    Result<std::optional<Record>> Read(const Entity& entity, const std::string& id,
                                       const std::string& parent, const Purpose& purpose);
    Result<Deleted> Delete(const Entity& entity, const Record& record, const Purpose& purpose);
    Result<std::vector<Record>> List(const Entity& entity, const Purpose& purpose);
    Result<Trial> Try(const Entity& entity, Deed deed, const Purpose& purpose);
    std::optional<int> LastCount(const Entity& entity) const {
        const std::lock_guard lock(counts_mutex_);
        const auto found = counts_.find(entity.id);
        return found == counts_.end() ? std::nullopt : std::optional<int>(found->second);
    }

  private:
    struct Page {
        std::size_t received = 0;
        std::size_t added = 0;
    };

    Call CallOf(const Entity& entity, const Operation& operation, const PathNames& names,
                const Json& body, bool repeatable) const;
    Result<Reply> ReplyIn(const Entity& entity, const Result<HttpResponse>& answer) const;
    Result<Reply> Ask(const Entity& entity, const Operation& operation, const PathNames& names,
                      const Json& body, bool repeatable, const Purpose& purpose);
    tl::unexpected<Error> Unexpected(const Entity& entity, const std::string& what) const;
    Result<Updated> AfterUpdate(const Entity& entity, const Record& record, Reply reply,
                                const Purpose& purpose);
    Result<Updated> ReadAsUpdated(const Entity& entity, const Record& record,
                                  const Purpose& purpose);
    Result<Updated> UpdateWhole(const Entity& entity, const Record& record,
                                const std::vector<Change>& changes, const Purpose& purpose);
    Result<Updated> SendUpdate(const Entity& entity, const Record& record, const Json& body,
                               const Purpose& purpose);
    Result<Deleted> FallBackForbidden(const Entity& entity, const Record& record,
                                      const Error& error, const Purpose& purpose);
    Result<Deleted> FallBack(const Entity& entity, const Record& record, const Refused& refused,
                             const Purpose& purpose);
    Result<Page> AddPage(const Entity& entity, Reply reply, int exchange,
                         std::unordered_set<std::string>& seen, std::vector<Record>& records) const;

    const target::Profile profile_;
    const target::SystemAccess access_;
    Session session_;
    mutable std::mutex counts_mutex_;
    std::map<std::string, int> counts_;  ///< of the last lists, by entity
};

Call System::Impl::CallOf(const Entity& entity, const Operation& operation, const PathNames& names,
                          const Json& body, bool repeatable) const {
    const bool is_patch = operation.body == Operation::Body::kJsonPatch;
    return {.method = operation.method,
            .base = operation.base,
            .target = TargetOf(operation, names, session_),
            .body = operation.body == Operation::Body::kNone ? std::string() : Dump(body),
            .content_type = is_patch ? "application/json-patch+json" : "application/json",
            .repeatable = repeatable,
            .right = entity.right};
}

Result<Reply> System::Impl::ReplyIn(const Entity& entity,
                                    const Result<HttpResponse>& answer) const {
    if (!answer) return tl::make_unexpected(answer.error());
    Reply reply = Judge(entity, *answer);
    if (reply.kind == Reply::Kind::kUnexpected) return Unexpected(entity, reply.refused.message);
    return reply;
}

Result<Reply> System::Impl::Ask(const Entity& entity, const Operation& operation,
                                const PathNames& names, const Json& body, bool repeatable,
                                const Purpose& purpose) {
    return ReplyIn(entity,
                   session_.Send(CallOf(entity, operation, names, body, repeatable), purpose));
}

tl::unexpected<Error> System::Impl::Unexpected(const Entity& entity,
                                               const std::string& what) const {
    return EnvironmentError(
        fmt::format("{} {}: {}", profile_.title, entity.id, what),
        "check the URL in the target file; if it is right, the profile of this system is not");
}

Result<Created> System::Impl::Create(const Entity& entity, const Json& fields,
                                     const std::string& parent, const Purpose& purpose) {
    const auto value_of = [this](const std::string& key) { return session_.ValueOf(key); };
    const Outcome outcome = session_.Try(CallOf(entity, entity.create, {{"parent", parent}},
                                                CreateBody(entity, fields, value_of), false),
                                         Acting(purpose, "create", entity));
    if (const HttpResponse* said = outcome.Said(); said != nullptr && SaysFull(entity, *said))
        return NotMade{Full(profile_.title, entity, *said), true};
    Result<Reply> reply = ReplyIn(entity, outcome.answer);
    if (!reply && !outcome.may_have_acted) return NotMade{std::move(reply.error())};
    if (!reply) return tl::make_unexpected(std::move(reply.error()));
    if (reply->kind != Reply::Kind::kAccepted) return reply->refused;
    auto record = RecordIn(entity, std::move(reply->body));
    if (!record) return Unexpected(entity, "the answer to a create names no id");
    if (record->parent.empty()) record->parent = parent;
    return *std::move(record);
}

Result<Updated> System::Impl::Update(const Entity& entity, const Record& record,
                                     const std::vector<Change>& changes, const Purpose& purpose) {
    switch (entity.update.body) {
        case Operation::Body::kWhole:
            return UpdateWhole(entity, record, changes, purpose);
        case Operation::Body::kJsonPatch: {
            const Json patch = JsonPatchBody(record.fields, changes);
            if (patch.empty()) return ReadAsUpdated(entity, record, purpose);
            return SendUpdate(entity, record, patch, purpose);
        }
        case Operation::Body::kMerge:
        case Operation::Body::kNone:
            break;
    }
    return SendUpdate(entity, record, MergeBody(entity, changes), purpose);
}

/// The caller's copy may be older than what the data flow wrote since: only a fresh one is sent
/// back whole.
Result<Updated> System::Impl::UpdateWhole(const Entity& entity, const Record& record,
                                          const std::vector<Change>& changes,
                                          const Purpose& purpose) {
    auto current = Read(entity, record.id, record.parent, purpose);
    if (!current) return tl::make_unexpected(std::move(current.error()));
    if (!*current) return NotFound{};
    const Json body = WholeBody(entity, std::move((*current)->fields), changes);
    return SendUpdate(entity, record, body, purpose);
}

Result<Updated> System::Impl::SendUpdate(const Entity& entity, const Record& record,
                                         const Json& body, const Purpose& purpose) {
    Result<Reply> reply = Ask(entity, entity.update, {{"id", record.id}, {"parent", record.parent}},
                              body, true, Acting(purpose, "edit", entity));
    if (!reply) return tl::make_unexpected(std::move(reply.error()));
    return AfterUpdate(entity, record, *std::move(reply), purpose);
}

Result<Updated> System::Impl::AfterUpdate(const Entity& entity, const Record& record, Reply reply,
                                          const Purpose& purpose) {
    if (reply.kind == Reply::Kind::kRefused) return reply.refused;
    if (reply.kind == Reply::Kind::kNotFound) {
        // PowerOffice also answers 404 when a value names something that does not exist.
        Result<Updated> now = ReadAsUpdated(entity, record, purpose);
        if (now && std::holds_alternative<Record>(*now)) return reply.refused;
        return now;
    }
    auto updated = RecordIn(entity, std::move(reply.body));
    if (!updated) return ReadAsUpdated(entity, record, purpose);  // Hub may answer with no body
    if (updated->parent.empty()) updated->parent = record.parent;
    return *std::move(updated);
}

Result<Updated> System::Impl::ReadAsUpdated(const Entity& entity, const Record& record,
                                            const Purpose& purpose) {
    auto current = Read(entity, record.id, record.parent, purpose);
    if (!current) return tl::make_unexpected(std::move(current.error()));
    if (!*current) return NotFound{};
    return **std::move(current);
}

Result<std::optional<Record>> System::Impl::Read(const Entity& entity, const std::string& id,
                                                 const std::string& parent,
                                                 const Purpose& purpose) {
    Result<Reply> reply =
        Ask(entity, entity.read, {{"id", id}, {"parent", parent}}, {}, true, purpose);
    if (!reply) return tl::make_unexpected(std::move(reply.error()));
    const bool refused = reply->kind == Reply::Kind::kRefused;
    // An envelope that refuses a read says in its own way that there is no such record.
    if (refused && entity.success_flag.empty()) {
        return Unexpected(entity, "reading a record was refused: " + reply->refused.message);
    }
    if (refused || reply->kind == Reply::Kind::kNotFound) return std::nullopt;
    auto record = RecordIn(entity, std::move(reply->body));
    if (!record) return Unexpected(entity, "the answer to a read holds no record");
    if (record->parent.empty()) record->parent = parent;
    return record;
}

Result<Deleted> System::Impl::Delete(const Entity& entity, const Record& record,
                                     const Purpose& purpose) {
    const Outcome outcome = session_.Try(
        CallOf(entity, entity.remove, {{"id", record.id}, {"parent", record.parent}}, {}, true),
        Acting(purpose, "delete", entity));
    Result<Reply> reply = ReplyIn(entity, outcome.answer);
    if (!reply && outcome.forbidden)
        return FallBackForbidden(entity, record, reply.error(), purpose);
    if (!reply) return tl::make_unexpected(std::move(reply.error()));
    if (reply->kind == Reply::Kind::kNotFound) return NotFound{};
    if (reply->kind == Reply::Kind::kRefused) {
        return FallBack(entity, record, reply->refused, purpose);
    }
    return std::monostate{};
}

/// Who may not delete may still be allowed to edit; if not, what was said first counts.
Result<Deleted> System::Impl::FallBackForbidden(const Entity& entity, const Record& record,
                                                const Error& error, const Purpose& purpose) {
    const auto fallen = FallBack(entity, record, {403, error.problems.front().message}, purpose);
    if (!fallen || std::holds_alternative<Refused>(*fallen)) return tl::make_unexpected(error);
    return fallen;
}

Result<Deleted> System::Impl::FallBack(const Entity& entity, const Record& record,
                                       const Refused& refused, const Purpose& purpose) {
    if (!entity.delete_fallback.is_object()) return refused;
    std::vector<Change> changes;
    for (const auto& [path, value] : entity.delete_fallback.items()) {
        changes.push_back({.path = path, .value = value});
    }
    Result<Updated> updated = Update(entity, record, changes, purpose);
    if (!updated) return tl::make_unexpected(std::move(updated.error()));
    if (std::holds_alternative<Record>(*updated)) return Retired{refused.message};
    if (std::holds_alternative<NotFound>(*updated)) return NotFound{};
    return refused;
}

Result<Trial> System::Impl::Try(const Entity& entity, Deed deed, const Purpose& purpose) {
    const target::Probe probe = entity.probe.value_or(target::Probe{});
    const Operation& operation = deed == Deed::kCreate ? entity.create
                                 : deed == Deed::kEdit ? entity.update
                                                       : entity.remove;
    Json body = deed == Deed::kCreate ? probe.create : Json::object();
    if (operation.body == Operation::Body::kJsonPatch) body = Json::array();
    Result<Reply> reply = Ask(entity, operation, {{"id", probe.id}, {"parent", probe.parent}}, body,
                              deed != Deed::kCreate, purpose);
    if (!reply) return tl::make_unexpected(std::move(reply.error()));
    if (reply->kind != Reply::Kind::kAccepted) return Trial::kPossible;
    if (deed != Deed::kCreate) return Trial::kDone;
    const auto made = RecordIn(entity, std::move(reply->body));
    if (!made) return Unexpected(entity, "a create that had to be refused was answered with yes");
    const Result<Deleted> deleted = Delete(entity, *made, purpose);
    if (!deleted) return tl::make_unexpected(deleted.error());
    return Trial::kDone;
}

/// Pages are read until one brings nothing new: a short page is no end, since a system may cap the
/// page size, and a system that ignores paging sends the same page again.
Result<std::vector<Record>> System::Impl::List(const Entity& entity, const Purpose& purpose) {
    std::vector<Record> records;
    std::unordered_set<std::string> seen;
    std::size_t skip = 0;
    for (int page = 1; page <= kMaxPages; ++page) {
        const PathNames names = {{"skip", std::to_string(skip)},
                                 {"top", std::to_string(entity.page_size)},
                                 {"page", std::to_string(page)}};
        Call call = CallOf(entity, entity.list, names, {}, true);
        call.list_at = entity.items;
        Outcome outcome = session_.Try(call, purpose);
        Result<Reply> reply = ReplyIn(entity, outcome.answer);
        if (!reply) return tl::make_unexpected(std::move(reply.error()));
        if (reply->kind != Reply::Kind::kAccepted) {
            return Unexpected(entity, "listing was refused: " + reply->refused.message);
        }
        Result<Page> got = AddPage(entity, *std::move(reply), outcome.exchange, seen, records);
        if (!got) return tl::make_unexpected(std::move(got.error()));
        if (got->added == 0) {
            const std::lock_guard lock(counts_mutex_);
            counts_[entity.id] = static_cast<int>(records.size());
            return records;
        }
        skip += got->received;
    }
    return Unexpected(entity, fmt::format("the list does not end after {} pages", kMaxPages));
}

Result<System::Impl::Page> System::Impl::AddPage(const Entity& entity, Reply reply, int exchange,
                                                 std::unordered_set<std::string>& seen,
                                                 std::vector<Record>& records) const {
    if (reply.body.is_null()) return Page{};  // PowerOffice: 204 for an empty list
    const Json* found = entity.items.empty() ? &reply.body : Find(reply.body, entity.items);
    if (found == nullptr || !found->is_array()) {
        return Unexpected(entity, "the answer to a list holds no list");
    }
    Page page{.received = found->size()};
    // Find() looks through a const reference at what is ours: the records are moved out of it.
    for (Json& fields : const_cast<Json&>(*found)) {
        auto record = ToRecord(entity, std::move(fields));
        if (!record) return Unexpected(entity, "a list holds something that has no id");
        if (!seen.insert(record->id).second) continue;
        record->exchange = exchange;
        records.push_back(*std::move(record));
        ++page.added;
    }
    return page;
}

System::System(target::Profile profile, target::SystemAccess access, HttpClient& http, Clock& clock,
               ExchangeListener listener, std::uint64_t seed)
    : impl_(std::make_unique<Impl>(std::move(profile), std::move(access), http, clock,
                                   std::move(listener), seed)) {}
System::~System() = default;

void System::ShareLimits(bool shared) {
    impl_->GetSession().ShareLimits(shared);
}
std::optional<int> System::LastCount(const Entity& entity) const {
    return impl_->LastCount(entity);
}
bool System::SharesLimits() const {
    return impl_->GetSession().SharesLimits();
}
int System::TimesThrottled() const {
    return impl_->GetSession().TimesThrottled();
}

Milliseconds System::Now() const {
    return impl_->GetSession().Now();
}

const target::Profile& System::GetProfile() const {
    return impl_->GetProfile();
}

std::string System::UrlOf(const Entity& entity, const std::string& id,
                          const std::string& parent) const {
    return impl_->UrlOf(entity, id, parent);
}

Result<Created> System::Create(const Entity& entity, const Json& fields, const std::string& parent,
                               const Purpose& purpose) {
    return impl_->Create(entity, fields, parent, purpose);
}
Result<Updated> System::Update(const Entity& entity, const Record& record,
                               const std::vector<Change>& changes, const Purpose& purpose) {
    return impl_->Update(entity, record, changes, purpose);
}
Result<std::optional<Record>> System::Read(const Entity& entity, const std::string& id,
                                           const std::string& parent, const Purpose& purpose) {
    return impl_->Read(entity, id, parent, purpose);
}
Result<Deleted> System::Delete(const Entity& entity, const Record& record, const Purpose& purpose) {
    return impl_->Delete(entity, record, purpose);
}
Result<Trial> System::Try(const Entity& entity, Deed deed, const Purpose& purpose) {
    return impl_->Try(entity, deed, purpose);
}
Result<std::vector<Record>> System::List(const Entity& entity, const Purpose& purpose) {
    return impl_->List(entity, purpose);
}

}  // namespace plumb::system
