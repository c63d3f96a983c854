#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mocks/poweroffice/record.h"

namespace plumb::mocks::poweroffice {

/// Finds the records of a table by what some of their members hold, without looking at the others.
/// Texts are found without regard to letter case: whoever compares exactly still has to. Not safe
/// from several threads.
class Lookup final {
  public:
    /// Paths in Record::members.
    Lookup(const std::vector<std::string>& texts, const std::vector<std::string>& numbers);

    void Add(const RecordPtr& record);
    void Remove(const Record& record);

    bool HasTexts(std::string_view path) const { return texts_.contains(path); }
    bool HasNumbers(std::string_view path) const { return numbers_.contains(path); }
    /// In ascending order of ids. The table has an index of the path; so below.
    std::vector<const RecordPtr*> WithText(std::string_view path, std::string_view text) const;
    /// In ascending order of the number.
    std::vector<const RecordPtr*> InRange(std::string_view path, std::int64_t first,
                                          std::int64_t last) const;

  private:
    template <class Key>
    using Index = std::map<std::pair<Key, std::int64_t>, RecordPtr>;  // by key and id

    std::map<std::string, Index<std::string>, std::less<>> texts_;
    std::map<std::string, Index<std::int64_t>, std::less<>> numbers_;
};

}  // namespace plumb::mocks::poweroffice
