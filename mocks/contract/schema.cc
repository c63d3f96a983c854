#include "mocks/contract/schema.h"

#include <fmt/format.h>
#include <mutex>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "mocks/contract/violations.h"

namespace plumb::mocks::contract {

namespace {

using valijson::adapters::NlohmannJsonAdapter;

/// "<root>", "[users]", "[0]" are the library's steps to the value at fault.
std::vector<std::string> StepsIn(const std::vector<std::string>& context) {
    std::vector<std::string> steps;
    for (const std::string& step : context) {
        if (step.starts_with('[')) steps.push_back(step.substr(1, step.size() - 2));
    }
    return steps;
}

/// The compiled form of regular expressions is kept with the validator, so threads keep one each.
valijson::Validator& ValidatorOfThread() {
    thread_local valijson::Validator validator;
    return validator;
}

}  // namespace

class Schema::Compiled final {
  public:
    Compiled(const Element& schema, Direction direction) : schema_(schema), direction_(direction) {}

    const Element& GetElement() const { return schema_; }

    const Status& Compile() {
        std::call_once(once_, [this] { status_ = CompileNow(); });
        return status_;
    }

    /// Faults as the library sees them: from the inside of the value to its outside.
    std::vector<Fault> Faults(const Json& value) const {
        valijson::ValidationResults results;
        ValidatorOfThread().validate(compiled_, NlohmannJsonAdapter(value), &results);
        std::vector<Fault> faults;
        for (valijson::ValidationResults::Error error; results.popError(error);) {
            faults.push_back({StepsIn(error.context), error.description});
        }
        return faults;
    }

  private:
    Status CompileNow() {
        try {
            const Json adapted = ToJsonSchema(schema_, direction_);
            valijson::SchemaParser().populateSchema(NlohmannJsonAdapter(adapted), compiled_);
            return {};
        } catch (const std::exception& problem) {
            return InputError(fmt::format("the schema at {} cannot be used: {}", schema_.Pointer(),
                                          problem.what()));
        }
    }

    const Element schema_;
    const Direction direction_;
    std::once_flag once_;
    Status status_;
    valijson::Schema compiled_;
};

Schema::Schema(const Element& schema, Direction direction)
    : compiled_(std::make_shared<Compiled>(schema.Followed(), direction)) {}

const Element& Schema::GetElement() const {
    return compiled_->GetElement();
}

Status Schema::Compile() const {
    return compiled_->Compile();
}

std::vector<Violation> Schema::Check(const Json& value, Values values) const {
    const Element& schema = GetElement();
    if (const Status& usable = compiled_->Compile(); !usable) {
        return {{"", usable.error().problems.front().message, schema.Pointer()}};
    }
    try {
        return ToViolations(compiled_->Faults(value), schema, value, values);
    } catch (const std::exception& problem) {
        return {{"", fmt::format("cannot be checked: {}", problem.what()), schema.Pointer()}};
    }
}

}  // namespace plumb::mocks::contract
