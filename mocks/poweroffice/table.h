#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "mocks/poweroffice/record.h"

namespace plumb::mocks::poweroffice {

/// The records of one entity with their indexes: by id, in the order of ids, in the order of
/// change, by parent, and by each unique member. Checks no rule. Not safe from several threads.
class Table final {
  public:
    /// `unique` are paths in Record::members.
    explicit Table(std::vector<std::string> unique);

    /// nullptr when there is none.
    RecordPtr Find(std::int64_t id) const;
    std::size_t Size() const { return by_id_.size(); }
    /// In ascending order of ids.
    const std::vector<RecordPtr>& ById() const { return by_id_; }
    /// No two records of a table share a time stamp.
    const std::map<Stamp, RecordPtr>& ByChange() const { return by_change_; }
    /// In ascending order of ids; empty when there are none.
    const std::vector<RecordPtr>& OfParent(std::int64_t parent) const;
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
    std::vector<RecordPtr> by_id_;
    std::map<Stamp, RecordPtr> by_change_;
    std::unordered_map<std::int64_t, std::vector<RecordPtr>> by_parent_;
    std::map<std::string, std::unordered_map<std::string, std::int64_t>> owners_;
};

/// All records of one company.
struct Tables {
    Table customers{
        {"Number", "ExternalNumber", "ExternalImportReference", "MailAddress.ExternalCode"}};
    Table contact_persons{{"ExternalCode"}};
};

}  // namespace plumb::mocks::poweroffice
