#include "harness/catalogue/carrier.h"

#include "harness/catalogue/kind.h"
#include "harness/scenario/property_type.h"

namespace plumb::catalogue {

std::optional<checklist::Property> CarrierOf(const checklist::Flow& flow,
                                             const target::Entity& source,
                                             const target::Entity& target, const Circles& circles,
                                             checklist::Side edited) {
    for (const checklist::Property& property : SyncedPairs(flow)) {
        const target::Field from = source.FieldAt(property.pair.source);
        const target::Field to = target.FieldAt(property.pair.target);
        const bool is_evaluated =
            !property.type_unreadable && scenario::PropertyType::Parse(property.type).IsEvaluated();
        const bool is_writable =
            !from.read_only && !to.read_only && IsUnique(CommonField(from, to, property.type).kind);
        const auto* circle =
            circles.At({checklist::Side::kSource, flow.source, property.pair.source});
        if (circle != nullptr && !IsUnique(circle->common.kind)) continue;
        const bool crosses =
            edited == checklist::Side::kSource || IsOwnInverse(from, to, property.type);
        if (is_evaluated && is_writable && crosses) return property;
    }
    return std::nullopt;
}

}  // namespace plumb::catalogue
