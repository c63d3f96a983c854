#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/base/json_path.h"
#include "harness/checklist/checklist.h"
#include "harness/run/values.h"
#include "harness/system/system.h"
#include "harness/target/profile.h"

namespace plumb::run {

using checklist::Side;

/// One record that a case holds by a handle: who it is, what a person gave it, how it looked at the
/// marks. Nothing in it is a verdict.
struct Held {
    std::string handle;
    int index = 0;
    Side side = Side::kSource;
    const checklist::Flow* flow = nullptr;
    const target::Entity* entity = nullptr;
    std::string tag;
    Persona persona;
    system::Record record;  ///< as its system last returned it to this case
    Json as_left;           ///< the record after a person's last request
    /// What a person last gave a property, in the form in which its own system stores it.
    std::map<std::string, Json> given;
    /// What that must become on the other side where the receiving system stores it in another
    /// form.
    std::map<std::string, Json> stored_elsewhere;
    std::map<std::string, Json> before_edit;  ///< for `undo`
    std::map<std::string, Json> at_mark;      ///< whole records
    std::set<std::string> unique_texts;       ///< by which a copy of it would be recognised
    bool awaited = false;  ///< not made by us: the data flow has yet to create it
    std::string made_of;   ///< handle of the record that it is, or will be, created for
    bool deleted = false;
    bool retired = false;  ///< since its system does not let it be deleted
    std::optional<int> edited_after;  ///< how many syncs were over when a person last edited it
};

}  // namespace plumb::run
