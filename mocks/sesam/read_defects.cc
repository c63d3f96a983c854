#include "mocks/sesam/defect_list.h"

namespace plumb::mocks::sesam {

DefectList ReadDefects() {
    return {
        {"reads-first-page-only",
         [](Policies& p) { p.read.goes_on = [](const PageRead&) { return false; }; }},
        {"stops-on-short-page",
         [](Policies& p) {
             p.read.goes_on = [](const PageRead& page) { return page.got == page.size; };
         }},
        {"skips-between-pages",
         [](Policies& p) { p.read.skip = [](int page, int size) { return page * (size + 1); }; }},
        {"runs-ahead-of-its-cursor",
         [](Policies& p) {
             p.read.since = [](Milliseconds cursor, Milliseconds) { return cursor + 3'600'000; };
         }},
    };
}

}  // namespace plumb::mocks::sesam
