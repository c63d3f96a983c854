#pragma once

#include "harness/base/clock.h"
#include "harness/checklist/checklist.h"
#include "harness/dataflow/driver.h"
#include "harness/doctor/finding.h"
#include "harness/system/http_client.h"
#include "harness/target/target.h"

namespace plumb::doctor {

/// With what a data flow is looked at.
struct DataflowSubject {
    const target::Target& target;
    const checklist::Checklist& checklist;
    dataflow::Driver& driver;
    system::HttpClient& http;
    Clock& clock;
};

/// Looks at a data flow without starting it: whether it answers and stands still, whether its pipes
/// and datasets exist, whether its links can be read. `capabilities` is what the driver offers
/// without what turned out not to work.
struct DataflowExamination {
    Examination examination;
    target::Capabilities capabilities;
};
DataflowExamination ExamineDataflow(const DataflowSubject& subject);

}  // namespace plumb::doctor
