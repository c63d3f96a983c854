"""Prints what the mocks reach beside the bare handler, from the results of mocks_bench: the medians of
its rounds, which reads miss the aim of 0.8, and what a read costs with 100,000 records when one with
100 costs 1.

Usage: beside_bare.py RESULTS.json
"""
import json
import sys

AIM = 0.8


def main(results):
    with open(results, encoding="utf-8") as file:
        runs = [run for run in json.load(file)["benchmarks"] if "share" in run]
    cpu = {}
    print(f"{'load/records':22} {'req/s':>8} {'p99 ms':>7}   {'bare':>8} {'p99 ms':>7}   share  of cpu")
    for run in runs:
        name = run["name"].split("/iterations")[0]
        print(f"{name:22} {run['req/s']:8.0f} {run['p99_ms']:7.2f}   "
              f"{run['bare_req/s']:8.0f} {run['bare_p99_ms']:7.2f}   {run['share']:5.2f}   {run['cpu_share']:5.2f}")
        load, records = name.rsplit("/", 1)
        is_read = not load.endswith(("create", "update"))
        cpu[name] = run["cpu_us"]
        if is_read and run["share"] < AIM:
            print(f"    below the aim of {AIM}")
        if is_read and records == "100000" and f"{load}/100" in cpu:
            print(f"    costs {run['cpu_us'] / cpu[f'{load}/100']:.2f} of what it costs with 100 records")


if __name__ == "__main__":
    main(*sys.argv[1:])
