#include "mocks/poweroffice/patch_pointer.h"

#include <charconv>
#include <string>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::poweroffice {

namespace {

tl::unexpected<Refusal> Unresolved(std::string_view pointer, std::string_view why) {
    return Refuse(Why::kInvalid, fmt::format("The path '{}' {}.", Shorten(pointer, 200), why));
}

/// nullopt for an escape that JSON pointers do not have.
std::optional<std::string> Unescape(std::string_view segment) {
    std::string text;
    for (std::size_t i = 0; i < segment.size(); ++i) {
        if (segment[i] != '~') {
            text += segment[i];
            continue;
        }
        const char escaped = ++i < segment.size() ? segment[i] : '?';
        if (escaped != '0' && escaped != '1') return std::nullopt;
        text += escaped == '0' ? '~' : '/';
    }
    return text;
}

Answer<const Field*> Writable(const FieldTable& table, std::string_view segment,
                              std::string_view pointer) {
    const auto name = Unescape(segment);
    if (!name) return Unresolved(pointer, "has a '~' that begins no escape");
    const Field* field = table.Find(*name);
    if (field == nullptr) return Unresolved(pointer, "names no member that can be patched");
    if (field->access != Access::kWritable) return Unresolved(pointer, "is read-only");
    return field;
}

Answer<PatchPlace> ElementOf(const Field* field, std::string_view segment,
                             std::string_view pointer) {
    PatchPlace place{.field = field};
    if (segment == "-") {
        place.append = true;
        return place;
    }
    std::size_t index = 0;
    const char* end = segment.data() + segment.size();
    const auto [stop, error] = std::from_chars(segment.data(), end, index);
    const bool leading_zero = segment.size() > 1 && segment[0] == '0';
    if (segment.empty() || error != std::errc{} || stop != end || leading_zero) {
        return Unresolved(pointer, "does not end in the index of an element");
    }
    place.index = index;
    return place;
}

}  // namespace

Answer<PatchPlace> ResolvePointer(const FieldTable& table, std::string_view pointer) {
    if (pointer.empty() || pointer[0] != '/') {
        return Unresolved(pointer, "is no JSON pointer to a member; it must begin with '/'");
    }
    const std::string_view path = pointer.substr(1);
    const auto slash = path.find('/');
    const auto field = Writable(table, path.substr(0, slash), pointer);
    if (!field) return tl::unexpected(field.error());
    if (slash == std::string_view::npos) return PatchPlace{.field = *field};

    const std::string_view rest = path.substr(slash + 1);
    if ((*field)->kind == Kind::kIntegers) return ElementOf(*field, rest, pointer);
    if ((*field)->kind != Kind::kAddress) return Unresolved(pointer, "goes into a plain value");
    const auto part = Writable(*(*field)->parts, rest, pointer);
    if (!part) return tl::unexpected(part.error());
    return PatchPlace{.field = *field, .part = *part};
}

}  // namespace plumb::mocks::poweroffice
