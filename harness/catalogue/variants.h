#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/catalogue/catalogue.h"
#include "harness/catalogue/context.h"
#include "harness/catalogue/subject.h"

namespace plumb::catalogue {

/// One row of what a template varies over, ready to be bound: fitted to the pair under test.
struct Variant {
    std::string id;   ///< "" for the only one
    std::string why;  ///< what is special about it
    std::map<std::string, yaml::Node> cells;
    std::optional<scenario::Outcome> skip;
};

/// The variant of a check that has none, skipped for this reason.
Variant NoVariant(std::string reason);

/// Where the rows come from and where they go.
struct VariantRequest {
    const Catalogue& catalogue;
    const Context& context;
    const Subject& subject;
    Side from;         ///< the side on which a person writes the value
    std::string name;  ///< of the cases without their rows: what {digits} follow from
};

/// The variants of `source`; a table that does not exist for the pair's kind gives one that says
/// so. A named table or row that is missing is a problem.
std::vector<Variant> VariantsOf(const VariantSource& source, const VariantRequest& request,
                                std::vector<Problem>& problems);

/// All tables that `source` can mean: one, or one per kind of value.
std::vector<const ValueTable*> TablesOf(const VariantSource& source, const Catalogue& catalogue);

}  // namespace plumb::catalogue
