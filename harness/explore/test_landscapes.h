#pragma once

#include "harness/explore/landscape.h"

namespace plumb::explore::testing {

inline Field Key(const char* path) {
    return {path, target::FieldKind::kEmail, true, true, false, true};
}
inline Field Text(const char* path) {
    return {path, target::FieldKind::kText, true, false, true, true};
}

/// Users that are kept in sync with contacts and with customers by their address; nothing is made.
inline Landscape TwoFlows() {
    Landscape map;
    map.kinds = {{Side::kSource, "users", "users-to-contacts", false, {Key("mail")}},
                 {Side::kTarget, "contacts", "users-to-contacts", true, {Key("email")}},
                 {Side::kTarget, "customers", "users-to-customers", true, {Key("Email")}}};
    map.flows = {{"users-to-contacts", 0, 1, false, true, {{{0, 0}}}, {{0, 0}}},
                 {"users-to-customers", 0, 2, false, true, {{{0, 0}}}, {{0, 0}}}};
    return map;
}

/// One system on both sides, which dates its records; two properties, one of them the key.
inline Landscape Dated() {
    Landscape map;
    map.kinds = {{Side::kSource, "a", "a-to-b", true, {Key("mail"), Text("city")}},
                 {Side::kTarget, "b", "a-to-b", true, {Key("email"), Text("town")}}};
    map.flows = {{"a-to-b", 0, 1, false, true, {{{0, 0}}}, {{0, 0}, {1, 1}}}};
    return map;
}

/// Every user becomes a customer, or is merged with the one that has its address.
inline Landscape Creating() {
    Landscape map;
    map.kinds = {{Side::kSource, "users", "u-to-c", false, {Key("mail"), Text("name")}},
                 {Side::kTarget, "customers", "u-to-c", true, {Key("Email"), Text("Name")}}};
    map.flows = {{"u-to-c", 0, 1, true, false, {{{0, 0}}}, {{0, 0}, {1, 1}}}};
    return map;
}

}  // namespace plumb::explore::testing
