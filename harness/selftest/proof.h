#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/catalogue/catalogue.h"
#include "harness/selftest/matrix.h"
#include "harness/yaml/node.h"

namespace plumb::selftest {

/// Which checks were shown to fail on faulty data flows, as `plumb selftest --write-proof` writes
/// it and specs/proof.yaml keeps it. It speaks of the templates as they were then: a check that was
/// changed since is not proven by it.
struct Proof {
    struct Of {
        std::string digest;                ///< of the template (catalogue::CheckTemplate::digest)
        std::vector<std::string> defects;  ///< that name the check and that it caught alone
    };
    std::map<std::string, Of> checks;  ///< by id
};

Result<Proof> ReadProof(const yaml::Node& file);
std::string WriteProof(const Proof& proof);

/// What a matrix proves of the checks of a catalogue.
Proof ProofOf(const Matrix& matrix, const catalogue::Catalogue& catalogue);

/// The checks of a catalogue that the proof still holds for, each with its defects.
using Proven = std::map<std::string, std::vector<std::string>>;
Proven ProvenIn(const Proof& proof, const catalogue::Catalogue& catalogue);

}  // namespace plumb::selftest
