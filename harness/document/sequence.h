#pragma once

#include <optional>
#include <string>

#include "harness/document/document.h"

namespace plumb::document {

/// What is wrong with the order of a section's sentences, and in which line; nothing when it is one
/// of the seven orders that documents have.
struct WrongOrder {
    std::string message;
    int line = 0;
    std::string hint;
};

std::optional<WrongOrder> CheckSequence(const Section& section);

}  // namespace plumb::document
