#include "harness/document/document.h"

#include <algorithm>

namespace plumb::document {

std::string_view Name(SentenceKind kind) {
    switch (kind) {
        case SentenceKind::kAlways:
            return "always";
        case SentenceKind::kLinkRequired:
            return "link required";
        case SentenceKind::kCreatedWhenConnected:
            return "created when connected";
        case SentenceKind::kConditional:
            return "conditional";
        case SentenceKind::kMergeWhenFound:
            return "merge when found";
        case SentenceKind::kCreateWhenNotFound:
            return "create when not found";
        case SentenceKind::kMergeRule:
            return "merge rule";
        case SentenceKind::kKeepInSync:
            return "keep in sync";
        case SentenceKind::kProperties:
            return "properties";
    }
    return "";
}

Place PlaceOf(const Document& document, const Row& row, std::size_t cell) {
    Place place{.file = document.file, .line = row.line, .column = 0};
    const char* first = row.cells[0].data();
    const char* at = row.cells[cell].data();
    if (first == nullptr || at == nullptr) return place;
    place.line += static_cast<int>(std::count(first, at, '\n'));
    const char* start = at;
    while (start != document.text.data() && start[-1] != '\n') --start;
    place.column = static_cast<int>(at - start) + 1;
    return place;
}

}  // namespace plumb::document
