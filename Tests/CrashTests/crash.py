#!/usr/bin/env python3
"""Kills and disturbs runs at every call to the system, and holds what is left to the promise that
a run is there whole and sealed, or not at all.

Usage: crash.py [--short] [--tieout PATH] [--bench PATH] [--jobs 2] [--seed 1] [--points N]
                [--only PART] [--out FILE]

Without `--short` each call of each scenario is met once by each fault, and the parts that follow
run at full length; with it a sample of them, in about a minute. strace injects the faults. Ends
with 1 if anything did not hold; each such line says how to do it again.
"""
import argparse
import concurrent.futures
import os
import random
import shutil
import sys
import tempfile
import time

from faults import crowd, inject, large, trace
from faults.desk import Desk

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
# Points of one fault in one call of one scenario; processes and rounds; books; kills and lines.
SHORT = {"points": 1, "crowd": (8, 3), "books": (6, 1), "kills": 5, "lines": 20_000}
FULL = {"points": None, "crowd": (16, 50), "books": (8, 10), "kills": 200, "lines": 100_000}


class Report:
    """What is printed, and written to a file too."""

    def __init__(self):
        self.lines, self.failures = [], 0

    def say(self, line=""):
        print(line, flush=True)
        self.lines.append(line)

    def fail(self, what, command=None):
        self.failures += 1
        self.say(f"FAILED {what}")
        if command:
            self.say("  again: " + " ".join(command))


def plan(scenario, size, chance):
    """Call, number and fault of each injection into a scenario."""
    faults = [("KILL", trace.CALLS)] + [
        (error, calls) for error, (_, calls) in inject.ERRORS.items()]
    found = []
    for fault, calls in faults:
        for name in calls:
            points = list(scenario.points(name, from_mark=fault != "KILL"))
            if size["points"] is not None and len(points) > size["points"]:
                points = sorted(chance.sample(points, size["points"]))
            found += [(name, number, fault) for number in points]
    return found


def disturb(scenario, size, chance, jobs, report):
    """Injects all faults of a scenario; prints a row for each fault and call."""
    for fault in scenario.traced():
        report.fail(f"{scenario.name}, undisturbed: {fault}")
    rows = {}
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        waiting = {pool.submit(scenario.check, *point): point
                   for point in plan(scenario, size, chance)}
        for done in concurrent.futures.as_completed(waiting):
            name, number, fault = waiting[done]
            is_met, faults = done.result()
            row = rows.setdefault((fault, name), [0, 0, 0])
            row[0] += 1
            row[1] += 1 if is_met and fault == "KILL" else 0
            row[2] += 1 if faults else 0
            for what in faults:
                report.fail(f"{scenario.name}, {fault} at {name} {number}: {what}",
                            scenario.strace(name, number, fault))
    for (fault, name), (count, killed, failed) in sorted(rows.items()):
        shown = killed if fault == "KILL" else "-"
        report.say(f"| {scenario.name} | {fault} | {name} | {count} | {shown} | {failed} |")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true")
    release = os.path.join(ROOT, ".build", "release")
    parser.add_argument("--tieout", default=os.path.join(release, "tieout"))
    parser.add_argument("--bench", default=os.path.join(release, "tieout-bench"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--points", type=int, help="at most so many points of a fault in a call")
    parser.add_argument("--only", help="one scenario, or `crowd`, or `large`")
    parser.add_argument("--out", help="a file that gets what is printed")
    chosen = parser.parse_args()
    if not shutil.which("strace"):
        print("nothing is injected: strace is not installed")
        return 0
    size, report = dict(SHORT if chosen.short else FULL), Report()
    size["points"] = chosen.points or size["points"]
    tieout, begun = os.path.abspath(chosen.tieout), time.monotonic()

    def wanted(part):
        return chosen.only in (None, part)

    with tempfile.TemporaryDirectory(prefix="tieout-crash-") as scratch:
        scratch, chance = os.path.realpath(scratch), random.Random(chosen.seed)
        base = Desk(os.path.join(scratch, "desk"), tieout).lay()
        report.say("| scenario | fault | call | injected | killed | failed |")
        report.say("|---|---|---|--:|--:|--:|")
        for scenario in inject.scenarios(base, scratch):
            if wanted(scenario.name):
                disturb(scenario, size, chance, chosen.jobs, report)
        report.say()
        if wanted("crowd"):
            crowds(base, tieout, scratch, size, report)
        if wanted("large"):
            kills(chosen, tieout, scratch, size, report)
    report.say(f"- {time.monotonic() - begun:.0f} s, {report.failures} failures")
    if chosen.out:
        with open(chosen.out, "w", encoding="utf-8") as file:
            file.write("\n".join(report.lines) + "\n")
    return 1 if report.failures else 0


def crowds(base, tieout, scratch, size, report):
    """Many runs at once."""
    processes, rounds = size["crowd"]
    sealed, busy, told, faults = crowd.one_book(base, scratch, processes, rounds)
    report.say(f"- one book, {processes} processes × {rounds} rounds: {sealed} runs sealed, "
               f"{busy} found it busy, {told} of them say who holds it; failed: {len(faults)}")
    books, rounds = size["books"]
    alone, more = crowd.many_books(tieout, scratch, books, rounds)
    report.say(f"- {books} books at once × {rounds}: {alone} runs sealed; failed: {len(more)}")
    for fault in faults + more:
        report.fail(f"crowd: {fault}")


def kills(chosen, tieout, scratch, size, report):
    """A large run that is killed at random times."""
    if not os.path.exists(chosen.bench):
        report.fail("large: no tieout-bench: `swift build -c release --product tieout-bench`")
        return
    killed, seconds, faults = large.kill_at_random(
        tieout, os.path.abspath(chosen.bench), scratch, size["lines"], size["kills"], chosen.seed)
    report.say(f"- {size['lines']} lines, {size['kills']} kills at random times of a run of "
               f"{seconds:.2f} s: {killed} met it alive; failed: {len(faults)}")
    for fault in faults:
        report.fail(f"large: {fault}")


if __name__ == "__main__":
    sys.exit(main())
