// Whatever a file of defects or of proofs holds, it is read or refused with problems that have a
// place; a proof that can be read is written and read back the same.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fuzz/problems.h"
#include "harness/selftest/defect.h"
#include "harness/selftest/proof.h"

namespace selftest = plumb::selftest;

namespace {

void CheckIsReadAgain(const selftest::Proof& proof) {
    const std::string written = selftest::WriteProof(proof);
    const auto node = plumb::yaml::Parse(written, "again.yaml");
    if (!node) std::abort();
    const auto again = selftest::ReadProof(*node);
    if (!again || selftest::WriteProof(*again) != written) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto node = plumb::yaml::Parse(text, "fuzz.yaml", {.bytes = 1 << 14});
    if (!node) return 0;
    if (const auto defects = selftest::ReadDefects(*node); !defects)
        CheckProblems(defects.error().problems);
    const auto proof = selftest::ReadProof(*node);
    if (proof) CheckIsReadAgain(*proof);
    if (!proof) CheckProblems(proof.error().problems);
    return 0;
}
