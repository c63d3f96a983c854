#pragma once

#include <gmock/gmock.h>

#include "harness/dataflow/driver.h"

namespace plumb::dataflow::testing {

/// Stands in for a data flow.
class MockDriver : public Driver {
  public:
    MOCK_METHOD(target::Capabilities, GetCapabilities, (), (const, override));
    MOCK_METHOD(std::string, Describe, (), (override));
    MOCK_METHOD(Status, Check, (), (override));
    MOCK_METHOD(Identity, Identify, (), (override));
    MOCK_METHOD(Result<SyncReport>, Sync, (const SyncOrder& order), (override));
    MOCK_METHOD(Result<Links>, ReadLinks,
                (const std::string& source_entity, const std::string& target_entity), (override));
    MOCK_METHOD(Status, Restart, (), (override));
};

}  // namespace plumb::dataflow::testing
