#pragma once

#include <string>

#include "harness/catalogue/variants.h"

namespace plumb::catalogue {

/// Fits the cells of a row to the fields that will hold them: fills them to the length that both
/// sides take, writes numbers as texts where texts are held. A row that does not fit is skipped and
/// says why.
class ValueFitter final {
  public:
    /// `common` is what the fields of both sides take; the request has a pair.
    ValueFitter(const VariantRequest& request, target::Field common);

    Variant Fit(const ValueRow& row) const;

  private:
    /// A number for a field that holds texts is written as a text.
    yaml::Node FitCell(yaml::Node cell, const std::string& row) const;
    /// `$NAME.at-target`: what a value becomes on its way to the target.
    void AddAtTarget(Variant& variant) const;

    const VariantRequest& request_;
    target::Field common_;
    target::Field from_;
};

}  // namespace plumb::catalogue
