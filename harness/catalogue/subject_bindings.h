#pragma once

#include "harness/catalogue/bindings.h"
#include "harness/catalogue/check_template.h"
#include "harness/catalogue/context.h"
#include "harness/catalogue/subject.h"
#include "harness/catalogue/variants.h"

namespace plumb::catalogue {

struct BindingRequest {
    const Context& context;
    const Subject& subject;
    Side from;
};

/// Everything that a template of this kind may refer to in one case:
///
///   $from $to                      side, and handle of a linked pair, where a person acts; the
///   other $from.path $to.path            the pair under test, by direction $source.path
///   $target.path      the same, by side $merge.source $merge.target    of merge: the same
///   $property.source …             of property and keep-in-sync: the same
///   $synced.from $synced.to $synced.source $synced.target
///                                  lists: all paths that the flow's tables name on that side
///   $identity.source …             the pair by which a new record is recognised
///   $other.source …                the key of another merge alternative
///   $flows[0] $flows[0].merge.source $flows[0].merge.target (and 1)
///   $flow                          the flow's id
///   $VARIANT.COLUMN                the row
///
/// Summaries also have {source} {target} {from} {to} ("YouTrack users") and {row}.
Bindings BindingsFor(const BindingRequest& request, const CheckTemplate& check,
                     const Variant& variant);

}  // namespace plumb::catalogue
