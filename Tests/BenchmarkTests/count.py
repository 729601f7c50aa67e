#!/usr/bin/env python3
"""Counts the instructions of runs over 100,000 events and holds them to `budget.txt`.

Usage: count.py [--record] [--tieout PATH] [--bench PATH]

valgrind's callgrind counts; a count does not depend on what else the machine does. A case may take
5 % more than its budget. `--record` writes the counts as the new budget: read the diff, and say in
the commit why it grew.
"""
import argparse
import os
import re
import shutil
import sys
import tempfile

from racing import measure, tieout
from racing.books import Books

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUDGET = os.path.join(HERE, "budget.txt")
EVENTS, ROOM = 100_000, 0.05
# Name, shape and form of the book.
CASES = [
    ("references", "references", "csv"), ("other-references", "other-references", "csv"),
    ("json", "references", "json"),
]


def counted(program, book, scratch):
    """The instructions of one run; its counts are held to the truth."""
    program.clean()
    os.makedirs(os.path.join(scratch, "keys"), mode=0o700, exist_ok=True)
    if program.mode != "sealed":
        os.makedirs(program.out)
    run = measure.run(
        # Small files are read whole: what is counted is the way of the large ones.
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"]
        + program.words(book) + ["--stream-from", "0"], scratch, {"SWIFT_DETERMINISTIC_HASHING": "1"})
    program.check(run, book)
    return int(re.search(r"Collected : (\d+)", run.errors).group(1))


def stripped(binary, scratch):
    """A copy without debug information, which valgrind does not get through."""
    copy = os.path.join(scratch, "tieout")
    run = measure.run(["strip", "-o", copy, binary], scratch)
    if run.code != 0:
        sys.exit(f"no copy without debug information: {run.errors}")
    return copy


def budget():
    """Instructions by case, as recorded."""
    if not os.path.exists(BUDGET):
        return {}
    with open(BUDGET) as file:
        lines = [line.split() for line in file if not line.startswith("#")]
    return {line[0]: int(line[1]) for line in lines}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--record", action="store_true")
    release = os.path.join(ROOT, ".build", "release")
    parser.add_argument("--tieout", default=os.path.join(release, "tieout"))
    parser.add_argument("--bench", default=os.path.join(release, "tieout-bench"))
    chosen = parser.parse_args()
    absent = [tool for tool in ("valgrind", "strip") if not shutil.which(tool)]
    if absent:
        print(f"instructions are not counted: {' and '.join(absent)} not installed")
        return 0
    with tempfile.TemporaryDirectory(prefix="tieout-count-") as scratch:
        lacks = [option for option in ("--unsealed", "--no-digest")
                 if not tieout.knows(chosen.tieout, option, scratch)]
        if lacks:
            print(f"instructions are not counted: tieout knows no {' and no '.join(lacks)}")
            return 0
        books = Books(scratch, os.path.abspath(chosen.bench), scratch)
        binary = stripped(os.path.abspath(chosen.tieout), scratch)
        program = tieout.Tieout(binary, "undigested", scratch, threads=1)
        counts = {name: counted(program, books.take(EVENTS, shape, form), scratch)
                  for name, shape, form in CASES}
    return record(counts) if chosen.record else judged(counts, budget())


def record(counts):
    with open(BUDGET, "w") as file:
        file.write("# Instructions of `tieout run --unsealed --no-digest --threads 1 "
                   "--stream-from 0` by callgrind\n"
                   f"# over {EVENTS} events; `count.py --record` writes this.\n")
        for name, count in counts.items():
            file.write(f"{name} {count}\n")
            print(f"{name}: {count} instructions, recorded")
    return 0


def judged(counts, allowed):
    """Prints each case; 1 if one took more than its budget and the room."""
    status = 0
    for name, count in counts.items():
        if name not in allowed:
            print(f"{name}: {count} instructions, no budget; count.py --record makes it one")
            continue
        share = count / allowed[name] - 1
        print(f"{name}: {count} instructions, {share:+.1%} of the budget")
        if share > ROOM:
            print(f"{name} takes more than {ROOM:.0%} above its budget; if that is meant, run "
                  "`Tests/BenchmarkTests/count.py --record` and commit budget.txt with the reason")
            status = 1
        elif share < -ROOM:
            print(f"{name} takes less: `Tests/BenchmarkTests/count.py --record` keeps the gain")
    return status


if __name__ == "__main__":
    sys.exit(main())
