#pragma once

#include "mocks/sesam/port.h"
#include "mocks/sesam/run_report.h"

namespace plumb::mocks::sesam {

/// Makes target records for sources that have none, where the checklist says so: once for each
/// source, never again when it is deleted. A creation whose answer was lost is looked for before it
/// is repeated.
class Creator final {
  public:
    explicit Creator(const Port& target) : port_(target) {}

    RunReport Run();

  private:
    bool IsWanted(RecordRef source, int flow) const;
    bool LookForMatch(const SchemaFlow& flow);
    void Make(RecordRef source, int flow);
    void Insert(RecordRef source, int flow, const Json& body);
    void Done(RecordRef source, int flow, const Outcome& outcome, const Json& body);
    /// False when the list could not be read, so that nothing is known yet.
    bool LookForLost();
    void Adopt(const Attempt& attempt);
    Json BodyOf(RecordRef source, const SchemaFlow& flow) const;

    const Port& port_;
    RunReport report_;
    int failures_ = 0;
    bool looked_ = false;
};

}  // namespace plumb::mocks::sesam
