"""Times `plumb selftest` on one checklist and some defects of every kind, in defects per second.

Usage: selftest.py PROGRAM RESULTS.json
"""
import json
import subprocess
import sys
import tempfile

CHECKLIST = "fixtures/checklists/always-customers.yaml"
DEFECTS = ["first-edit-only", "truncates-values", "creates-twice", "swallows-failed-writes", "reads-first-page-only",
           "forgets-links-on-restart"]


def main(program, results):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "selftest", CHECKLIST, "--quiet", "--output", folder, "--defect", ",".join(DEFECTS)],
                       stdout=subprocess.DEVNULL, check=True)
        with open(f"{folder}/selftest.json", encoding="utf-8") as matrix:
            selftest = json.load(matrix)
    report = {"defects": len(DEFECTS), "runs": selftest["runs"], "seconds": selftest["took_s"],
              "defects_per_second": len(DEFECTS) / selftest["took_s"]}
    print(f"{report['defects']} defects, {report['runs']} runs, {report['seconds']:.1f} s, "
          f"{report['defects_per_second']:.2f} defects per second")
    with open(results, "w", encoding="utf-8") as out:
        json.dump(report, out, indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
