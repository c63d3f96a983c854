#pragma once

#include "mocks/sesam/port.h"
#include "mocks/sesam/run_report.h"

namespace plumb::mocks::sesam {

/// Makes target records for sources that have none, where the checklist says so: once for each
/// source, never again when it is deleted. A creation whose answer was lost is looked for before it
/// is repeated, and one that was refused before it is given up: a gateway may have repeated it.
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
    bool IsOfTarget(const Attempt& attempt) const;
    /// Looks for what was refused in this run, all at once.
    void LookForRefused();
    /// False when the list could not be read, so that nothing is known yet.
    bool LookForLost();
    /// False when no record shows that the attempt was carried out.
    bool Adopt(const Attempt& attempt);
    void NameSource(RecordRef source, Json& body) const;
    Json BodyOf(RecordRef source, const SchemaFlow& flow) const;

    const Port& port_;
    RunReport report_;
    int failures_ = 0;
    bool looked_ = false;
};

}  // namespace plumb::mocks::sesam
