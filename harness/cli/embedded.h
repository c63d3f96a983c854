#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/checklist/checklist.h"
#include "mocks/http/tenant.h"
#include "mocks/poweroffice/settings.h"
#include "mocks/youtrack/settings.h"

namespace plumb::cli {

struct EmbeddedOptions {
    mocks::http::MockClock::Kind clock = mocks::http::MockClock::Kind::kVirtual;
    bool with_sesam = true;
    int schedule_s = 0;                ///< Sesam runs its pumps by itself; 0: never
    std::vector<std::string> defects;  ///< of the reference data flow
    int page_size = 20;                ///< of the reference data flow
    int sesam_port = 0;
    std::string host{};    ///< where all servers listen; "": only on this machine
    std::string faults{};  ///< file of faults that are set from the start; "" for none
    std::vector<nlohmann::json> fault_rules{};  ///< further faults, as the admin API takes them
    mocks::http::Neighbours neighbours{};
    /// Every request and answer is held against specs/openapi; the log of requests says where they
    /// depart from it. Costs time.
    bool contract = false;
    /// All servers speak TLS when it names a certificate.
    mocks::http::TlsFiles tls{};
    mocks::youtrack::Settings youtrack{};
    mocks::poweroffice::Settings poweroffice{};
};

/// Reads a file that `plumb mock --settings` names into the options.
Status ReadMockSettings(const std::string& path, EmbeddedOptions& options);

/// The same for settings that stand in a text; `origin` names it in problems.
Status ParseMockSettings(const std::string& text, const std::string& origin,
                         EmbeddedOptions& options);

/// Mock servers of both systems and, over them, a mock Sesam node that runs the checklist:
/// everything that a run needs without an account or a network. The servers end with it.
class Embedded final {
  public:
    static Result<std::unique_ptr<Embedded>> Start(const checklist::Checklist& checklist,
                                                   const EmbeddedOptions& options);
    ~Embedded();

    /// The form in which `plumb mock` prints it: a complete target.
    nlohmann::json TargetJson() const;

    /// Whether a data flow has sent a request to one of the systems.
    bool SawDataFlow() const;

    /// What departed so far from specs/openapi, line by line, if the options ask for it.
    std::vector<std::string> Departures() const;

    /// The requests to both systems and the node so far: all, and those that were held against
    /// specs/openapi.
    struct Requests {
        std::uint64_t logged = 0;
        std::uint64_t held = 0;
    };
    Requests CountRequests() const;

  private:
    struct Parts;
    explicit Embedded(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace plumb::cli
