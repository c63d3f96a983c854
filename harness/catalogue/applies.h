#pragma once

#include "harness/catalogue/check_template.h"
#include "harness/catalogue/context.h"
#include "harness/catalogue/subject.h"

namespace plumb::catalogue {

/// True when the template's `when` holds for the subject, so that there is a case. It may come with
/// `skip` set: the check belongs here, but a condition of the document keeps it from being run.
bool Applies(const CheckTemplate& check, const Context& context, Subject& subject);

/// The same for one direction, in which records are received on `to`.
bool AppliesTo(const CheckTemplate& check, const Context& context, const Subject& subject, Side to);

}  // namespace plumb::catalogue
