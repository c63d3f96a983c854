#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"

namespace plumb::document {

/// A QA document taken apart (document-format.md): what stands where, not what it means. All views
/// point into the text that was read, which must outlive the document.

enum class SentenceKind {
    kAlways,
    kLinkRequired,
    kCreatedWhenConnected,
    kConditional,
    kMergeWhenFound,
    kCreateWhenNotFound,
    kMergeRule,
    kKeepInSync,
    kProperties,
};

/// The name of a kind in messages, such as "merge rule".
std::string_view Name(SentenceKind kind);

struct Sentence {
    SentenceKind kind = SentenceKind::kAlways;
    int line = 0;
};

/// One row below the header of a table. The third cell is used by property tables only; a cell that
/// the row lacks has no data() at all, unlike one that is there and empty.
struct Row {
    int line = 0;  ///< of the first cell
    std::array<std::string_view, 3> cells;
};

/// One flow: "<source> to <target>" and what is said about it.
struct Section {
    int line = 0;  ///< of the title
    std::string_view title;
    std::string_view source;  ///< full name: "YouTrack Users"
    std::string_view target;
    std::string_view source_entity;  ///< without the system: "Users"; may be empty
    std::string_view target_entity;
    std::vector<Sentence> sentences;             ///< in the order of the document
    std::string_view condition;                  ///< the free text of a conditional sentence
    std::vector<std::string_view> connected_to;  ///< the entities of "if it is connected to a …"
    std::string_view connected_in;               ///< "… that is synchronized into S"
    std::vector<Row> merge_rows;
    std::vector<Row> property_rows;
};

struct Document {
    std::string file;
    std::string_view text;
    std::string_view title;          ///< without "Dataflow": "YouTrack to PowerOffice GO"
    std::string_view source_system;  ///< "YouTrack"
    std::string_view target_system;  ///< may be empty
    std::string_view generated;      ///< "2024-09-20 00:00:00"
    std::vector<int> introduction;   ///< lines on which its sentences begin
    std::vector<Section> sections;
    /// Every line that is not of the language, and every contradiction; at most a thousand, then
    /// one that counts the others.
    std::vector<Problem> problems;
};

/// The place of a cell of a row, for messages about its content.
Place PlaceOf(const Document& document, const Row& row, std::size_t cell);

}  // namespace plumb::document
