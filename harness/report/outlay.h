#pragma once

#include <string>
#include <vector>

#include "harness/report/result.h"

namespace plumb::report {

/// What the plan foresaw of something that a run takes, and what happened, in words; "–" for what
/// is not known.
struct OutlayLine {
    std::string what;
    std::string predicted;
    std::string happened;
};

/// Syncs, requests, creations and edits, deletions, records alive, minutes, and answers that told
/// to slow down, over all runs. Empty where nothing was foreseen.
std::vector<OutlayLine> OutlayOf(const ReportModel& model);

/// The lines as a section of the HTML page, and of the Markdown summary; "" without lines.
std::string HtmlOutlay(const ReportModel& model);
std::string MarkdownOutlay(const ReportModel& model);

}  // namespace plumb::report
