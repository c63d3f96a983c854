#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "harness/base/ordered_list.h"
#include "mocks/poweroffice/lookup.h"
#include "mocks/poweroffice/record.h"

namespace plumb::mocks::poweroffice {

struct IdOf {
    std::int64_t operator()(const RecordPtr& record) const { return record->id; }
};
/// Records in ascending order of their ids.
using Records = OrderedList<RecordPtr, IdOf>;

/// The records of one entity with their indexes: by id, in the order of ids, in the order of
/// change, by parent, by each unique member and by what clients look for, so that neither a read of
/// a page or of one record nor a write looks at all of them. Checks no rule. Not safe from several
/// threads.
class Table final {
  public:
    /// `unique` are paths in Record::members.
    Table(std::vector<std::string> unique, Lookup lookup);

    /// nullptr when there is none.
    RecordPtr Find(std::int64_t id) const;
    /// Where the table keeps it, until the next change; nullptr when there is none.
    const RecordPtr* Place(std::int64_t id) const;
    std::size_t Size() const { return by_id_.Size(); }
    const Records& ById() const { return by_id_; }
    /// No two records of a table share a time stamp.
    const std::map<Stamp, RecordPtr>& ByChange() const { return by_change_; }
    /// Empty when there are none.
    const Records& OfParent(std::int64_t parent) const;
    const Lookup& Contents() const { return lookup_; }
    bool IsTaken(const std::string& path, const Json& value, std::int64_t except) const;
    const std::vector<std::string>& Unique() const { return unique_; }

    /// Adds the record, or replaces the one with its id.
    void Put(const RecordPtr& record);
    void Erase(std::int64_t id);

  private:
    void Index(const RecordPtr& record);
    void Unindex(const Record& record);

    std::vector<std::string> unique_;
    std::unordered_map<std::int64_t, RecordPtr> records_;
    Records by_id_;
    std::map<Stamp, RecordPtr> by_change_;
    std::unordered_map<std::int64_t, Records> by_parent_;
    std::map<std::string, std::unordered_map<std::string, std::int64_t>> owners_;
    Lookup lookup_;
};

/// All records of one company.
struct Tables {
    Table customers{
        {"Number", "ExternalNumber", "ExternalImportReference", "MailAddress.ExternalCode"},
        {{"EmailAddress", "PhoneNumber", "OrganizationNumber", "ExternalImportReference"},
         {"Number", "ExternalNumber"}}};
    Table contact_persons{{"ExternalCode"}, {{"EmailAddress", "PhoneNumber", "ExternalCode"}, {}}};
};

}  // namespace plumb::mocks::poweroffice
