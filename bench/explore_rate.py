"""Sequences per second of `plumb explore` on its built-in servers, and the memory of few and of many.

Usage: explore_rate.py PROGRAM RESULTS.json
"""
import json
import os
import subprocess
import sys
import tempfile
import time


def explored(program, sequences):
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        process = subprocess.Popen([program, "explore", "--quiet", "--sequences", str(sequences),
                                    "--output", folder], stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    return {"sequences": sequences, "seconds": seconds, "status": os.waitstatus_to_exitcode(status),
            "per_second": sequences / seconds, "rss_mib": usage.ru_maxrss / 1024}


def main(program, results):
    report = [explored(program, sequences) for sequences in (200, 2000)]
    for run in report:
        print(f"{run['sequences']:5} sequences  {run['per_second']:6.1f} per second  "
              f"{run['rss_mib']:6.1f} MiB at most  status {run['status']}")
    with open(results, "w", encoding="utf-8") as out:
        json.dump(report, out, indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
