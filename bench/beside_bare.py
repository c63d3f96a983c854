"""Prints what the mocks reach beside the bare handler, from the results of mocks_bench: the medians of
its rounds, which reads miss the aim of 0.8, and what a request costs when one to another tenant with
100 records costs 1, both measured by turns: in the lines of 100 records, what the measurement errs by.

Usage: beside_bare.py RESULTS.json
"""
import json
import sys

AIM = 0.8


def main(results):
    with open(results, encoding="utf-8") as file:
        all_runs = json.load(file)["benchmarks"]
    runs = [run for run in all_runs if "share" in run]
    print(f"{'load/records':22} {'req/s':>8} {'p99 ms':>7}   {'bare':>8} {'p99 ms':>7}   share  of cpu  of 100")
    for run in runs:
        name = run["name"].split("/iterations")[0]
        print(f"{name:22} {run['req/s']:8.0f} {run['p99_ms']:7.2f}   "
              f"{run['bare_req/s']:8.0f} {run['bare_p99_ms']:7.2f}   {run['share']:5.2f}   {run['cpu_share']:5.2f}   "
              f"{run['cpu_of_fewest']:5.2f}")
        is_read = not name.rsplit("/", 1)[0].endswith(("create", "update"))
        if is_read and run["share"] < AIM:
            print(f"    below the aim of {AIM}")
    for run in all_runs:
        if "share" not in run:
            print(f"{run['name']}: not measured: {run.get('error_message', 'no figures')}")
    if len(runs) < len(all_runs):
        sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
