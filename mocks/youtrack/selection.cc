#include "mocks/youtrack/selection.h"

#include <algorithm>
#include <iterator>

#include "harness/base/text.h"

namespace plumb::mocks::youtrack {

namespace {

constexpr int kMaxDepth = 32;

/// youtrack-hub.md, "Pagination" and "User JSON"; also what is never there for want of groups and
/// projects.
bool IsKnown(std::string_view name) {
    static constexpr std::string_view kNames[] = {"skip",
                                                  "top",
                                                  "total",
                                                  "users",
                                                  "id",
                                                  "type",
                                                  "login",
                                                  "name",
                                                  "guest",
                                                  "banned",
                                                  "banReason",
                                                  "banBadge",
                                                  "aliases",
                                                  "aliasIds",
                                                  "creationTime",
                                                  "lastAccessTime",
                                                  "eraseTimestamp",
                                                  "userType",
                                                  "avatar",
                                                  "url",
                                                  "profile",
                                                  "email",
                                                  "verified",
                                                  "unverifiedEmail",
                                                  "locale",
                                                  "language",
                                                  "details",
                                                  "authModule",
                                                  "authModuleName",
                                                  "user",
                                                  "passwordChangeRequired",
                                                  "groups",
                                                  "transitiveGroups",
                                                  "teams",
                                                  "transitiveTeams",
                                                  "projectRoles",
                                                  "transitiveProjectRoles",
                                                  "organizationRoles",
                                                  "favoriteProjects",
                                                  "VCSUserNames"};
    return std::ranges::find(kNames, name) != std::end(kNames);
}

Json Reference(const Json& entity) {
    Json reference = Json::object();
    for (const char* name : {"id", "type"}) {
        if (entity.contains(name)) reference[name] = entity[name];
    }
    return reference;
}

/// A member nobody said more about: lists of entities shrink to references.
Json DefaultMember(const Json& value) {
    if (!value.is_array()) return value;
    Json references = Json::array();
    for (const Json& item : value) {
        references.push_back(item.is_object() ? Reference(item) : item);
    }
    return references;
}

}  // namespace

Json DefaultShape(const Json& user) {
    Json shape = Json::object();
    for (const auto& [name, value] : user.items()) shape[name] = DefaultMember(value);
    return shape;
}

/// list := item {"," item}; item := name ["/" item | "(" list ")"].
class Selection::Parser final {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    bool ReadAll(Node& root) { return ReadList(root, 0) && text_.empty(); }

  private:
    bool Take(char wanted) {
        text_ = text_.substr(text_.size() - Trim(text_).size());
        if (text_.empty() || text_.front() != wanted) return false;
        text_.remove_prefix(1);
        return true;
    }

    bool ReadList(Node& parent, int depth) {
        do {
            if (!ReadItem(parent, depth)) return false;
        } while (Take(','));
        return true;
    }

    bool ReadItem(Node& parent, int depth) {
        if (depth >= kMaxDepth) return false;
        const std::size_t end = std::min(text_.find_first_of(",()/"), text_.size());
        const std::string_view name = Trim(text_.substr(0, end));
        if (name.empty()) return false;
        text_.remove_prefix(end);
        Node& node = parent.children[std::string(name)];
        if (Take('/')) return ReadItem(node, depth + 1);
        if (Take('(')) return ReadList(node, depth + 1) && Take(')');
        node.whole = true;
        return true;
    }

    std::string_view text_;
};

std::optional<Selection> Selection::Parse(std::string_view text) {
    Selection selection;
    const std::string_view trimmed = Trim(text);
    if (!trimmed.empty() && !Parser(trimmed).ReadAll(selection.root_)) return std::nullopt;
    return selection;
}

bool Selection::AsksFor(std::string_view name) const {
    return root_.children.contains(name);
}

std::string Selection::UnknownName() const {
    return UnknownIn(root_);
}

std::string Selection::UnknownIn(const Node& node) {
    for (const auto& [name, child] : node.children) {
        std::string unknown = IsKnown(name) ? UnknownIn(child) : name;
        if (!unknown.empty()) return unknown;
    }
    return "";
}

Json Selection::Apply(const Json& user) const {
    return IsDefault() ? DefaultShape(user) : Apply(user, root_);
}

Json Selection::Apply(const Json& value, const Node& node) {
    if (node.whole) return DefaultMember(value);
    if (value.is_array()) {
        Json items = Json::array();
        for (const Json& item : value) items.push_back(Apply(item, node));
        return items;
    }
    if (!value.is_object()) return value;
    Json selected = Json::object();
    if (value.contains("type")) selected["type"] = value["type"];
    for (const auto& [name, child] : node.children) {
        const auto member = value.find(name);
        if (member != value.end()) selected[name] = Apply(*member, child);
    }
    return selected;
}

}  // namespace plumb::mocks::youtrack
