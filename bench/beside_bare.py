"""Prints the mocks' figures beside those of the bare handler, the best of the repetitions of each, from
the results of mocks_bench.

Usage: beside_bare.py RESULTS.json
"""
import json
import sys


def main(results):
    with open(results, encoding="utf-8") as file:
        runs = json.load(file)["benchmarks"]
    by_name = {}
    for run in runs:
        if run["run_type"] != "iteration" or "error_message" in run:
            continue
        name = run["name"].split("/min_time")[0]
        best = by_name.setdefault(name, run)
        if run["items_per_second"] > best["items_per_second"]:
            by_name[name] = run
    print(f"{'load/records':22} {'req/s':>8} {'p99 ms':>7}   {'bare':>8} {'p99 ms':>7}   share")
    for name, run in by_name.items():
        bare = by_name.get(name + "/bare")
        if bare is None:
            continue
        share = run["items_per_second"] / bare["items_per_second"]
        print(f"{name:22} {run['items_per_second']:8.0f} {run['p99_ms']:7.2f}   "
              f"{bare['items_per_second']:8.0f} {bare['p99_ms']:7.2f}   {share:5.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
