"""Points per second of `plumb storm`: the first requests of the built-in data flow, met by three kinds of faults.

Usage: storm_points.py PROGRAM RESULTS.json
"""
import json
import subprocess
import sys
import tempfile

ARGUMENTS = ["--to", "20", "--fault", "status-503,commit-then-drop,truncated"]


def main(program, results):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([program, "storm", "--quiet", "--output", folder, *ARGUMENTS], stdout=subprocess.DEVNULL,
                       check=True)
        with open(f"{folder}/storm.json", encoding="utf-8") as report:
            storm = json.load(report)
    points, seconds = len(storm["points"]), storm["took_ms"] / 1000
    print(f"{points} points in {seconds:.2f} s: {points / seconds:.1f} points per second")
    with open(results, "w", encoding="utf-8") as out:
        json.dump({"points": points, "seconds": seconds, "points_per_second": points / seconds}, out, indent=2)


if __name__ == "__main__":
    main(*sys.argv[1:])
