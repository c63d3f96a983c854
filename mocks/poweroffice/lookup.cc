#include "mocks/poweroffice/lookup.h"

#include <limits>

#include "harness/base/text.h"

namespace plumb::mocks::poweroffice {

namespace {

constexpr std::int64_t kNoId = std::numeric_limits<std::int64_t>::min();

/// Calls `with` for each index whose member the record holds as a text, or as a whole number.
template <class Texts, class Numbers, class With>
void ForEachKey(Texts& texts, Numbers& numbers, const Record& record, const With& with) {
    for (auto& [path, index] : texts) {
        const Json* value = Find(record.members, path);
        if (value == nullptr || !value->is_string()) continue;
        with(index, std::pair(ToLower(value->template get_ref<const std::string&>()), record.id));
    }
    for (auto& [path, index] : numbers) {
        const Json* value = Find(record.members, path);
        if (value == nullptr || !value->is_number_integer()) continue;
        with(index, std::pair(value->template get<std::int64_t>(), record.id));
    }
}

}  // namespace

Lookup::Lookup(const std::vector<std::string>& texts, const std::vector<std::string>& numbers) {
    for (const std::string& path : texts) texts_[path];
    for (const std::string& path : numbers) numbers_[path];
}

void Lookup::Add(const RecordPtr& record) {
    ForEachKey(texts_, numbers_, *record,
               [&](auto& index, auto&& key) { index[std::move(key)] = record; });
}

void Lookup::Remove(const Record& record) {
    ForEachKey(texts_, numbers_, record, [](auto& index, const auto& key) { index.erase(key); });
}

std::vector<const RecordPtr*> Lookup::WithText(std::string_view path, std::string_view text) const {
    std::vector<const RecordPtr*> records;
    const Index<std::string>& index = texts_.find(path)->second;
    const std::string key = ToLower(text);
    for (auto at = index.lower_bound({key, kNoId}); at != index.end(); ++at) {
        if (at->first.first != key) break;
        records.push_back(&at->second);
    }
    return records;
}

std::vector<const RecordPtr*> Lookup::InRange(std::string_view path, std::int64_t first,
                                              std::int64_t last) const {
    std::vector<const RecordPtr*> records;
    const Index<std::int64_t>& index = numbers_.find(path)->second;
    for (auto at = index.lower_bound({first, kNoId}); at != index.end(); ++at) {
        if (at->first.first > last) break;
        records.push_back(&at->second);
    }
    return records;
}

}  // namespace plumb::mocks::poweroffice
