#pragma once

#include "harness/journal/journal.h"
#include "harness/report/result.h"
#include "harness/testing/result_matchers.h"

namespace plumb::report {

/// The model of a made-up journal, which must have one. For tests only.
inline ReportModel ModelOf(journal::Journal journal) {
    auto model = FromJournals({std::move(journal)});
    EXPECT_THAT(model, plumb::testing::IsOk());
    return model ? std::move(*model) : ReportModel{};
}

}  // namespace plumb::report
