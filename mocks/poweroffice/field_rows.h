#pragma once

#include "mocks/poweroffice/field.h"

namespace plumb::mocks::poweroffice {

/// Short ways to write a row of a field table.
inline Field Text(std::string name, std::size_t max_length = 0, std::string kept_at = {}) {
    return {.name = std::move(name), .max_length = max_length, .kept_at = std::move(kept_at)};
}

inline Field Of(Kind kind, std::string name, Json initial = nullptr) {
    return {.name = std::move(name), .kind = kind, .initial = std::move(initial)};
}

inline Field ReadOnly(Kind kind, std::string name, std::string kept_at = {}) {
    return {.name = std::move(name),
            .kind = kind,
            .access = Access::kReadOnly,
            .kept_at = std::move(kept_at)};
}

}  // namespace plumb::mocks::poweroffice
