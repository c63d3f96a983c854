#include "harness/yaml/node.h"

namespace plumb::yaml {

const Node* Node::Find(std::string_view key) const {
    for (const Entry& entry : entries) {
        if (entry.key == key) return &entry.value;
    }
    return nullptr;
}

}  // namespace plumb::yaml
