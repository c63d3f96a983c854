#pragma once

#include "mocks/poweroffice/field.h"
#include "mocks/poweroffice/settings.h"

namespace plumb::mocks::poweroffice {

/// Version 2 (facts A6 and A7): the members of the DTOs.
const FieldTable& CustomerFields();
const FieldTable& ContactPersonFields();

/// The members of a contact person of whom nothing is said yet.
Json NewContactPerson(const Settings& settings);

/// Version 1 (facts B5). Names are PascalCase as in filters; JSON uses the same in camelCase.
/// `kept_at` says where the member stands in a contact person as version 2 knows it.
const FieldTable& ContactPersonV1Fields();

/// "emailAddress" of "EmailAddress".
std::string CamelCase(const std::string& name);

}  // namespace plumb::mocks::poweroffice
