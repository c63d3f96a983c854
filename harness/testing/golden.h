#pragma once

#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace plumb::testing {

inline std::string ReadAll(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// Compares `actual` with fixtures/golden/NAME. With PLUMB_APPROVE=1 in the environment the file is
/// written instead and the test fails, so that an approval is never mistaken for a pass.
inline void ExpectGolden(const std::string& name, const std::string& actual) {
    const std::filesystem::path file =
        std::filesystem::path(PLUMB_SOURCE_DIR) / "fixtures" / "golden" / name;
    if (std::getenv("PLUMB_APPROVE") != nullptr) {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << actual;
        ADD_FAILURE() << "wrote " << file << "; read the change, then run without PLUMB_APPROVE";
        return;
    }
    ASSERT_TRUE(std::filesystem::exists(file)) << file << " is missing: run with PLUMB_APPROVE=1";
    EXPECT_EQ(ReadAll(file), actual)
        << "differs from " << file << "; run with PLUMB_APPROVE=1 to accept the change";
}

}  // namespace plumb::testing
