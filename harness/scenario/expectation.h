#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/scenario/step.h"
#include "harness/target/capability.h"
#include "harness/yaml/fields.h"

namespace plumb::scenario {

/// One overload per kind of expectation, each kind in a file of its own (expect_*.cc): how it is
/// read and written in YAML, said in English, and what must be visible to judge it. How it is
/// judged is the executor's (harness/run).

/// Reads the value under the kind's key of an `expect` mapping.
Linked ReadLinked(yaml::Fields& fields, std::vector<Problem>& problems);
Linked ReadNotLinked(yaml::Fields& fields, std::vector<Problem>& problems);
Unlinked ReadUnlinked(yaml::Fields& fields, std::vector<Problem>& problems);
CountIs ReadCount(yaml::Fields& fields, std::vector<Problem>& problems);
NoneResembling ReadNone(yaml::Fields& fields, std::vector<Problem>& problems);
ValueIs ReadValueIs(yaml::Fields& fields, std::vector<Problem>& problems);
Agree ReadAgree(yaml::Fields& fields, std::vector<Problem>& problems);
Unchanged ReadUnchanged(yaml::Fields& fields, std::vector<Problem>& problems);
Writes ReadWrites(yaml::Fields& fields, std::vector<Problem>& problems);

/// `linked: [user, contact]`: what stands inside the braces of `expect: {…}`.
std::string Write(const Linked& expectation);
std::string Write(const Unlinked& expectation);
std::string Write(const CountIs& expectation);
std::string Write(const NoneResembling& expectation);
std::string Write(const ValueIs& expectation);
std::string Write(const Agree& expectation);
std::string Write(const Unchanged& expectation);
std::string Write(const Writes& expectation);
std::string Write(const BecomesQuiet& expectation);

/// A whole clause without a full stop: "user and contact are linked".
std::string Describe(const Linked& expectation);
std::string Describe(const Unlinked& expectation);
std::string Describe(const CountIs& expectation);
std::string Describe(const NoneResembling& expectation);
std::string Describe(const ValueIs& expectation);
std::string Describe(const Agree& expectation);
std::string Describe(const Unchanged& expectation);
std::string Describe(const Writes& expectation);
std::string Describe(const BecomesQuiet& expectation);
std::string Describe(const Expectation& expectation);

/// What a target must offer so that it can be judged. kLinks can be replaced by a probe.
target::Capabilities NeedsOf(const Linked& expectation);
target::Capabilities NeedsOf(const Unlinked& expectation);
target::Capabilities NeedsOf(const CountIs& expectation);
target::Capabilities NeedsOf(const NoneResembling& expectation);
target::Capabilities NeedsOf(const ValueIs& expectation);
target::Capabilities NeedsOf(const Agree& expectation);
target::Capabilities NeedsOf(const Unchanged& expectation);
target::Capabilities NeedsOf(const Writes& expectation);
target::Capabilities NeedsOf(const BecomesQuiet& expectation);
target::Capabilities NeedsOf(const Expectation& expectation);

/// True when it holds because something did not happen, or not more than that (a count), so that a
/// control must show that the data flow was at work. A value that a person gave the very record is
/// such a case too, which only the steps before it tell: see Given.
bool RestsOnNothing(const Expectation& expectation);

/// The handles of the records that it looks at.
std::vector<std::string> HandlesOf(const Expectation& expectation);

}  // namespace plumb::scenario
