#include "mocks/poweroffice/json_patch.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/patch_pointer.h"

namespace plumb::mocks::poweroffice {

namespace {

tl::unexpected<Refusal> Nothing(const PatchPlace& place) {
    return Refuse(Why::kInvalid, place.Typed().name + " has nothing at this path.",
                  place.Typed().name);
}

/// The value in the form that the place keeps.
Answer<Json> Fitting(const PatchPlace& place, const Json& value, const PatchOptions& options) {
    if (!place.IsElement()) return Accept(place.Typed(), value, options.leniency);
    auto list = Accept(*place.field, Json::array({value}), options.leniency);
    if (!list) return list;
    return std::move(list->front());
}

/// A record that is being patched.
class Patched final {
  public:
    Patched(Json members, const PatchOptions& options)
        : members_(std::move(members)), options_(options) {}

    Json Take() && { return std::move(members_); }

    Answer<Json> Read(const PatchPlace& place) const {
        const Json& value = members_.at(place.field->name);
        if (place.part != nullptr) {
            if (!value.is_object()) return Nothing(place);
            return value.contains(place.part->name) ? value.at(place.part->name) : Json();
        }
        if (!place.IsElement()) return value;
        if (!Holds(value, place)) return Nothing(place);
        return value.at(*place.index);
    }

    Answer<void> Add(const PatchPlace& place, const Json& value) {
        auto fitting = Fitting(place, value, options_);
        if (!fitting) return tl::unexpected(std::move(fitting.error()));
        if (!place.IsElement()) return Set(place, std::move(*fitting));
        Json& list = members_.at(place.field->name);
        if (list.is_null()) list = Json::array();
        const std::size_t index = place.append ? list.size() : *place.index;
        if (index > list.size()) return Nothing(place);
        if (list.size() >= kMaxListLength) {
            return Refuse(Why::kInvalid, place.field->name + " is too long.", place.field->name);
        }
        list.insert(list.begin() + static_cast<std::ptrdiff_t>(index), std::move(*fitting));
        return {};
    }

    Answer<void> Replace(const PatchPlace& place, const Json& value) {
        auto fitting = Fitting(place, value, options_);
        if (!fitting) return tl::unexpected(std::move(fitting.error()));
        if (!place.IsElement()) return Set(place, std::move(*fitting));
        Json& list = members_.at(place.field->name);
        if (!Holds(list, place)) return Nothing(place);
        list.at(*place.index) = std::move(*fitting);
        return {};
    }

    /// Members of a record do not go away: they become null.
    Answer<void> Remove(const PatchPlace& place) {
        if (const auto there = Read(place); !there) return tl::unexpected(there.error());
        if (!place.IsElement()) return Set(place, nullptr);
        members_.at(place.field->name).erase(*place.index);
        return {};
    }

    Answer<void> Test(const PatchPlace& place, const Json& value) const {
        const auto there = Read(place);
        if (!there) return tl::unexpected(there.error());
        const auto wanted = Fitting(place, value, options_);
        if (wanted && *wanted == Comparable(place, *there)) return {};
        return Refuse(Why::kFailedTest, "The test of " + place.Typed().name + " failed.",
                      place.Typed().name);
    }

  private:
    static bool Holds(const Json& list, const PatchPlace& place) {
        return list.is_array() && place.index && *place.index < list.size();
    }

    /// An address without what the server adds to it.
    static Json Comparable(const PatchPlace& place, Json value) {
        if (place.part != nullptr || place.field->kind != Kind::kAddress) return value;
        auto plain = Accept(*place.field, value);
        return plain ? std::move(*plain) : value;
    }

    Answer<void> Set(const PatchPlace& place, Json value) {
        Json& member = members_.at(place.field->name);
        if (place.part == nullptr) {
            member = std::move(value);
            return {};
        }
        if (!member.is_object()) {
            if (!options_.makes_missing_address) return Nothing(place);
            member = place.field->parts->Initial();
        }
        member[place.part->name] = std::move(value);
        return {};
    }

    Json members_;
    const PatchOptions options_;
};

tl::unexpected<Refusal> Malformed(std::string detail) {
    return Refuse(Why::kMalformed, std::move(detail));
}

Answer<PatchPlace> PlaceIn(const FieldTable& table, const Json& operation, const char* member) {
    const auto pointer = operation.find(member);
    if (pointer == operation.end() || !pointer->is_string()) {
        return Malformed(fmt::format("The operation needs a '{}' that is a text.", member));
    }
    return ResolvePointer(table, pointer->get_ref<const std::string&>());
}

Answer<void> MoveOrCopy(const FieldTable& table, Patched& patched, const Json& operation,
                        const PatchPlace& to, bool move) {
    const auto from = PlaceIn(table, operation, "from");
    if (!from) return tl::unexpected(from.error());
    const auto value = patched.Read(*from);
    if (!value) return tl::unexpected(value.error());
    if (move) {
        if (auto removed = patched.Remove(*from); !removed) return removed;
    }
    return patched.Add(to, *value);
}

/// Sesam replaces every property that it has of an entity, also those that nobody can write.
bool ReplacesReadOnly(const FieldTable& table, const Json& operation) {
    if (!operation.is_object() || TextAt(operation, "op") != "replace") return false;
    const std::string path = TextAt(operation, "path");
    if (!path.starts_with('/')) return false;
    const Field* field = table.Find(std::string_view(path).substr(1));
    return field != nullptr && field->access != Access::kWritable;
}

Answer<void> ApplyOne(const FieldTable& table, Patched& patched, const Json& operation) {
    if (!operation.is_object()) return Malformed("The operation must be an object.");
    const auto op = operation.find("op");
    if (op == operation.end() || !op->is_string()) {
        return Malformed("The operation needs an 'op' that is a text.");
    }
    const auto& name = op->get_ref<const std::string&>();
    const auto place = PlaceIn(table, operation, "path");
    if (!place) return tl::unexpected(place.error());
    if (name == "remove") return patched.Remove(*place);
    if (name == "move" || name == "copy") {
        return MoveOrCopy(table, patched, operation, *place, name == "move");
    }
    const auto value = operation.find("value");
    if (name != "add" && name != "replace" && name != "test") {
        return Malformed(fmt::format("There is no operation '{}'.", Shorten(name, 50)));
    }
    if (value == operation.end()) return Malformed("The operation needs a 'value'.");
    if (name == "add") return patched.Add(*place, *value);
    if (name == "replace") return patched.Replace(*place, *value);
    return patched.Test(*place, *value);
}

}  // namespace

Answer<Json> ApplyPatch(const FieldTable& table, Json members, const Json& patch,
                        const PatchOptions& options, std::size_t first) {
    if (!patch.is_array()) return Malformed("A JSON Patch must be a list of operations.");
    Patched patched(std::move(members), options);
    for (std::size_t i = 0; i < patch.size(); ++i) {
        if (options.ignores_read_only && ReplacesReadOnly(table, patch[i])) continue;
        auto applied = ApplyOne(table, patched, patch[i]);
        if (applied) continue;
        applied.error().detail = fmt::format("Operation {}: {}", first + i, applied.error().detail);
        return tl::unexpected(std::move(applied.error()));
    }
    return std::move(patched).Take();
}

}  // namespace plumb::mocks::poweroffice
