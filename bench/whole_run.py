"""Times whole runs of `plumb run` on its built-in servers, the program's start and all reports included.

Usage: whole_run.py PROGRAM RESULTS.json
"""
import json
import subprocess
import sys
import tempfile
import time

REPEATS = 5


def timed_run(program, arguments):
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        status = subprocess.run([program, "run", "--quiet", "--output", folder, *arguments],
                                stdout=subprocess.DEVNULL).returncode
        seconds = time.perf_counter() - started
        with open(f"{folder}/journal.jsonl", encoding="utf-8") as journal:
            events = [json.loads(line) for line in journal]
    finished = events[-1]
    cases = sum(event["event"] == "case-judged" for event in events)
    return {"seconds": seconds, "status": status, "syncs": finished["syncs"],
            "requests": finished["requests"], "cases": cases}


def best_of(program, arguments):
    return min((timed_run(program, arguments) for _ in range(REPEATS)), key=lambda run: run["seconds"])


def main(program, results):
    flow = ["--flow", "users-to-customers"]
    report = {
        "whole checklist": best_of(program, []),
        "one flow": best_of(program, flow),
        "half of one flow": best_of(program, [*flow, "--shard", "1/2"]),
    }
    for name, run in report.items():
        print(f"{name:18} {run['seconds']:6.2f} s  {run['cases']:4} cases  {run['syncs']:2} syncs  "
              f"{run['requests']:5} requests  {1000 * run['seconds'] / run['cases']:5.2f} ms per case")
    with open(results, "w", encoding="utf-8") as out:
        json.dump(report, out, indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
