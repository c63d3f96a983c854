#include "mocks/sesam/fake_pairs.h"

namespace plumb::mocks::sesam {
namespace {

TEST(ReadDefects, BreakWhatHoldsWithoutThem) {
    ExpectBroken({
        {"runs-ahead-of-its-cursor", SourceGetsEdits},
    });
}

}  // namespace
}  // namespace plumb::mocks::sesam
