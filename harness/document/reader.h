#pragma once

#include <string>
#include <string_view>

#include "harness/document/document.h"

namespace plumb::document {

/// Takes a QA document (document-format.md) apart. Never fails: what is not of the language is in
/// the document's `problems`, with its place, and everything else is there. Line ends may be LF and
/// CR LF, mixed. The time is linear in the length of the text, its memory bounded by a multiple of
/// it. `text` must outlive the document; `file` is for messages.
Document Read(std::string_view text, const std::string& file);

}  // namespace plumb::document
