#pragma once

#include <vector>

#include "harness/catalogue/variants.h"

namespace plumb::catalogue {

/// The variants of a check over the fields of an entity, as its profile describes them: one for
/// each field, or one that sets several. None where the entity's system is not known or has no such
/// field.
std::vector<Variant> VariantsOfFields(FieldRows rows, const VariantRequest& request);

}  // namespace plumb::catalogue
