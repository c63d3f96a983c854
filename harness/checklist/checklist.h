#pragma once

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace plumb::checklist {

/// What a QA document claims, as plain values (design, sections 1 and 4). Not how it is tested.

/// The document's line numbers of a flow; 0 or empty when the checklist was written by hand.
struct Lines {
    int create = 0;
    int merge = 0;
    int keep_in_sync = 0;
    int properties = 0;
    std::vector<int> merge_rows;
    std::vector<int> property_rows;

    bool operator==(const Lines&) const = default;
};

enum class Side { kSource, kTarget };

/// "Dependant on having `value` in `path`"; either can be empty in a faulty document.
struct Condition {
    Side side = Side::kSource;  ///< of which cell of the row it was part
    std::string path;
    std::string value;

    bool operator==(const Condition&) const = default;
};

/// Two properties that hold the same thing. Incomplete when the document left one of them empty.
struct Pair {
    std::string source;
    std::string target;
    std::vector<Condition> only_if;

    bool IsIncomplete() const { return source.empty() || target.empty(); }
    bool operator==(const Pair&) const = default;
};

/// One row of the merge table (or a hand-written list of pairs): records match when all pairs do.
using MergeAlternative = std::vector<Pair>;

struct Property {
    Pair pair;
    std::string type;  ///< the DTL text of the third column, such as `"string"` or `N/A`
    bool type_unreadable = false;  ///< the generator lost brackets in it

    bool operator==(const Property&) const = default;
};

struct CreateNever {
    bool operator==(const CreateNever&) const = default;
};
struct CreateAlways {
    bool operator==(const CreateAlways&) const = default;
};
struct CreateWhenConnected {
    std::vector<std::string> entities;
    std::string in;  ///< the system into which they are synchronized, as the document names it
    bool operator==(const CreateWhenConnected&) const = default;
};
struct CreateWhen {
    std::string text;  ///< the document's free text
    bool operator==(const CreateWhen&) const = default;
};

/// The rule of creation; absent (nullopt in Flow) when the section holds none of the sentences.
using CreateRule = std::variant<CreateNever, CreateAlways, CreateWhenConnected, CreateWhen>;

/// What is kept in sync when the document lists no property (`assumed`, design section 2).
enum class WhenNoProperties { kMergeKeys, kNothing };

struct Flow {
    std::string id;     ///< "users-to-contactperson"
    std::string title;  ///< "YouTrack Users to PowerOffice GO Contactperson"
    Lines at;
    std::string source;  ///< entity id in the source system: "users"
    std::string target;  ///< entity id in the target system: "contactperson"
    std::optional<CreateRule> create;
    std::vector<MergeAlternative> merge_when_any;
    bool keep_in_sync = true;
    WhenNoProperties when_no_properties = WhenNoProperties::kMergeKeys;
    std::vector<Property> properties;

    bool operator==(const Flow&) const = default;
};

struct DocumentOrigin {
    std::string file;       ///< file name without folders
    std::string sha256;     ///< 64 lower-case hexadecimal digits
    std::string generated;  ///< as the document writes it
    /// The lines on which the sentences of its introduction begin, which claim nothing.
    std::vector<int> introduction = {};

    bool operator==(const DocumentOrigin&) const = default;
};

struct Checklist {
    std::string id;
    std::string title;
    std::optional<DocumentOrigin> document;
    std::string source;  ///< system id: "youtrack"
    std::string target;  ///< system id: "poweroffice-go"
    std::vector<Flow> flows;

    bool operator==(const Checklist&) const = default;
};

/// The pairs that are kept in sync: the listed properties that are complete, or the merge keys when
/// the document lists none and `when_no_properties` says so.
std::vector<Property> SyncedPairs(const Flow& flow);

}  // namespace plumb::checklist
