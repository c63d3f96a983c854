#include "mocks/sesam/views.h"

#include <fmt/format.h>
#include <algorithm>
#include <unordered_set>

#include "harness/base/clock.h"

namespace plumb::mocks::sesam {

namespace {

/// One entity of a dataset before it is written out: most requests want the newest one only.
struct Row {
    std::int64_t updated = 0;
    bool deleted = false;
    std::size_t number = 0;
    const std::string* former = nullptr;  ///< a version that is no more; then the number is none
};

/// How a dataset is found in the state.
struct Dataset {
    std::vector<Row> rows;
    std::function<Json(std::size_t number)> write;
    std::function<std::string(std::size_t number)> id_of;
};

Json Write(const Dataset& dataset, const Row& row) {
    if (row.former != nullptr) return ParseJson(*row.former);
    Json entity = dataset.write(row.number);
    entity["_updated"] = row.updated;
    entity["_deleted"] = row.deleted;
    return entity;
}

/// No two versions of a dataset share a number.
void AddFormer(const std::deque<History::Version>& versions, std::vector<Row>& rows) {
    std::unordered_set<std::int64_t> present;
    for (const Row& row : rows) present.insert(row.updated);
    for (const History::Version& version : versions) {
        if (!present.contains(version.updated))
            rows.push_back({version.updated, version.deleted, 0, &version.text});
    }
}

std::string NameOf(const Schema& schema, const State& state, RecordRef ref) {
    return fmt::format("~:{}:{}", schema.entities[static_cast<std::size_t>(ref.entity)].id,
                       state.At(ref).id);
}

std::string PersonId(std::size_t number) {
    return fmt::format("person-{}", number);
}

Dataset Persons(const Schema& schema, const State& state) {
    Dataset dataset;
    for (std::size_t number = 0; number < state.clusters.size(); ++number) {
        const Cluster& cluster = state.clusters[number];
        dataset.rows.push_back({cluster.updated, cluster.members.empty(), number});
    }
    dataset.id_of = PersonId;
    dataset.write = [&](std::size_t number) {
        Json ids = Json::array();
        for (RecordRef ref : state.clusters[number].members) {
            ids.push_back(NameOf(schema, state, ref));
        }
        Json shown = {{"_id", PersonId(number)}, {"$ids", std::move(ids)}};
        // Its records have another id now: that is no deletion.
        if (state.clusters[number].merged_into >= 0) shown["$replaced"] = true;
        return shown;
    };
    return dataset;
}

Dataset Collected(const SchemaEntity& entity, const EntityState& state) {
    Dataset dataset;
    for (std::size_t number = 0; number < state.records.size(); ++number) {
        const Record& record = state.records[number];
        dataset.rows.push_back({record.updated, record.gone, number});
    }
    dataset.id_of = [&](std::size_t number) { return state.records[number].id; };
    dataset.write = [&](std::size_t number) {
        const Record& record = state.records[number];
        Json shown = {{"_id", record.id}};
        for (std::size_t path = 0; path < record.slots.size(); ++path) {
            const Slot& slot = record.slots[path];
            if (!slot.seen.is_null()) Put(shown, entity.paths[path], slot.seen);
        }
        if (record.changed) shown["$last-modified"] = "~t" + FormatTime(*record.changed);
        return shown;
    };
    return dataset;
}

Dataset Shared(const EntityState& state) {
    Dataset dataset;
    std::vector<const WriteNote*> notes;
    for (const auto& [id, note] : state.notes) {
        dataset.rows.push_back({note.updated, false, notes.size()});
        notes.push_back(&note);
    }
    dataset.id_of = [notes](std::size_t number) { return notes[number]->id; };
    dataset.write = [notes](std::size_t number) {
        const WriteNote& note = *notes[number];
        Json shown = {{"_id", note.id},
                      {"_ts", note.at * 1000},
                      {"$attempted", note.attempted},
                      {"response_status", note.status}};
        if (!note.error.empty()) shown["$error"] = note.error;
        return shown;
    };
    return dataset;
}

std::optional<Dataset> Open(const Schema& schema, const State& state, std::string_view name) {
    if (name == kLinksDataset) return Persons(schema, state);
    for (std::size_t number = 0; number < schema.entities.size(); ++number) {
        const SchemaEntity& entity = schema.entities[number];
        if (name == entity.id + "-collect") return Collected(entity, state.entities[number]);
        if (name == entity.id + "-share") return Shared(state.entities[number]);
    }
    return std::nullopt;
}

}  // namespace

std::vector<std::string> DatasetNames(const Schema& schema) {
    std::vector<std::string> names{kLinksDataset};
    for (const SchemaEntity& entity : schema.entities) {
        names.push_back(entity.id + "-collect");
        names.push_back(entity.id + "-share");
    }
    return names;
}

std::optional<Json> ReadDataset(const Schema& schema, const State& state, std::string_view name,
                                const DatasetQuery& query, const History* history) {
    auto dataset = Open(schema, state, name);
    if (!dataset) return std::nullopt;
    auto& rows = dataset->rows;
    if (query.history && history != nullptr) AddFormer(history->Of(name), rows);
    std::erase_if(rows, [&](const Row& row) {
        return row.updated <= query.since || (row.deleted && !query.deleted);
    });
    const auto order = [&](const Row& a, const Row& b) {
        return query.reverse ? b.updated < a.updated : a.updated < b.updated;
    };
    const std::size_t limit = std::min(query.limit.value_or(rows.size()), rows.size());
    std::partial_sort(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(limit), rows.end(),
                      order);
    rows.resize(limit);
    Json entities = Json::array();
    for (const Row& row : rows) {
        entities.push_back(Write(*dataset, row));
    }
    return entities;
}

std::optional<Json> ReadEntity(const Schema& schema, const State& state, std::string_view name,
                               const std::string& id) {
    const auto dataset = Open(schema, state, name);
    if (!dataset) return std::nullopt;
    for (const Row& row : dataset->rows) {
        if (dataset->id_of(row.number) == id) return Write(*dataset, row);
    }
    return Json();
}

bool IsPopulated(const Schema& schema, const State& state, std::string_view name) {
    for (std::size_t number = 0; number < schema.entities.size(); ++number) {
        const bool feeds = name == kLinksDataset || name.starts_with(schema.entities[number].id);
        if (feeds && state.entities[number].collected == 0) return false;
    }
    return true;
}

std::optional<std::int64_t> LastUpdated(const Schema& schema, const State& state,
                                        std::string_view name) {
    const auto dataset = Open(schema, state, name);
    if (!dataset) return std::nullopt;
    std::int64_t last = 0;
    for (const Row& row : dataset->rows) last = std::max(last, row.updated);
    return last;
}

}  // namespace plumb::mocks::sesam
