#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "mocks/contract/contract.h"
#include "mocks/http/tenant.h"

namespace plumb::testing {

/// The files of a folder by system: "hub-…" and "youtrack-…" are YouTrack's.
inline std::map<std::string, std::vector<std::string>> DocumentsIn(const std::string& folder) {
    std::map<std::string, std::vector<std::string>> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".yaml") continue;
        const std::string name = entry.path().stem().string();
        const std::string first = name.substr(0, name.find('-'));
        const bool youtrack = first == "hub" || first == "youtrack";
        files[youtrack                 ? "youtrack"
              : first == "poweroffice" ? "poweroffice-go"
                                       : first]
            .push_back(entry.path().string());
    }
    return files;
}

/// The documents that the mocks must keep to: those in specs/openapi, or those in the folder that
/// the environment variable PLUMB_OPENAPI names, such as the vendors' own. Read once per program.
inline const mocks::contract::Contract& TheContract() {
    static const Result<mocks::contract::Contract> contract = [] {
        const char* folder = std::getenv("PLUMB_OPENAPI");
        return folder == nullptr ? mocks::contract::Contract::ReadShipped(
                                       std::string(PLUMB_SOURCE_DIR) + "/specs")
                                 : mocks::contract::Contract::Read(DocumentsIn(folder));
    }();
    EXPECT_TRUE(contract) << ToString(contract.error());
    return *contract;
}

using Side = mocks::contract::Departure::Side;

inline void ExpectKeepsContract(Side side, std::string_view system,
                                const mocks::http::Request& request,
                                const mocks::http::Response* answer) {
    for (const auto& departure : TheContract().Check(system, request, answer)) {
        if (departure.side == side) ADD_FAILURE() << ToString(departure, request, answer);
    }
}

/// Fails the test for each point in which a mock's answer departs from the document. What a test
/// asks for may be wrong on purpose, so requests are not looked at.
inline void ExpectAnswerKeepsContract(std::string_view system, const mocks::http::Request& request,
                                      const mocks::http::Response& response) {
    ExpectKeepsContract(Side::kResponse, system, request, &response);
}

/// The same for a client's request, to which a test may give any answer.
inline void ExpectRequestKeepsContract(std::string_view system,
                                       const mocks::http::Request& request) {
    ExpectKeepsContract(Side::kRequest, system, request, nullptr);
}

/// A tenant whose servers' answers are all held against the documents; before they start.
inline mocks::http::Tenant& HeldToContract(mocks::http::Tenant& tenant) {
    tenant.contract = [](std::string_view system, const auto& request, const auto* answer) {
        if (answer != nullptr) ExpectAnswerKeepsContract(system, request, *answer);
        return std::vector<std::string>();
    };
    return tenant;
}

}  // namespace plumb::testing
