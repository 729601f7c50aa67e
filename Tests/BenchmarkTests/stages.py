#!/usr/bin/env python3
"""Says how the time of a run is spent over the stages: reading, matching, reporting, sealing.

Usage: stages.py [--events N] [--books FOLDER] [--tieout PATH] [--bench PATH]

perf samples one run; a sample belongs to the room whose code it was in, and a sample in a library
to what runs on that thread around it. So a figure is the work of both threads, not the wall time.
The program must have its symbols: `swift build -c release --product tieout --scratch-path .build/symbols`.
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
# By room, in the order of the pipeline; mangled Swift names begin with the room's length and name.
STAGES = {
    "reading": ["Ingest", "Normalise", "CScan"], "matching": ["Pair", "Reconcile"],
    "reporting": ["Report"], "sealing": ["Seal"],
}
ROOM = re.compile(r"^\$s(?:S[a-z])*(\d+)([A-Za-z]+)")
SCANS = re.compile(r"^(tieout_|cscan_|csv_|json_)")


def stage(symbol):
    """The stage of a symbol; nil: it is of none alone."""
    found = ROOM.match(symbol)
    if found:
        name = found.group(2)[:int(found.group(1))]
        for stage_name, rooms in STAGES.items():
            if name in rooms:
                return stage_name
        return None
    return "reading" if SCANS.match(symbol) else None


def shares(samples):
    """Samples by stage. What is of no stage goes to the last one that the thread was in."""
    counts, last, lost = dict.fromkeys(STAGES, 0), {}, 0
    for thread, symbol in samples:
        found = stage(symbol) or last.get(thread)
        if found is None:
            lost += 1
            continue
        last[thread] = found
        counts[found] += 1
    return counts, lost


def samples(data, scratch):
    """Thread and symbol of each sample, in order of time."""
    run = measure.run(
        ["perf", "script", "-i", data, "-F", "tid,time,ip,sym", "--no-demangle"], scratch)
    if run.code != 0:
        sys.exit(f"perf script: {run.errors}")
    for line in run.output.splitlines():
        words = line.split()
        if len(words) >= 4:
            yield words[0], words[3]


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    release = os.path.join(ROOT, ".build", "release")
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--books")
    parser.add_argument("--tieout", default=os.path.join(release, "tieout"))
    parser.add_argument("--bench", default=os.path.join(release, "tieout-bench"))
    chosen = parser.parse_args()
    if not shutil.which("perf"):
        print("stages are not told apart: perf is not installed")
        return 0
    with tempfile.TemporaryDirectory(prefix="tieout-stages-") as scratch:
        books = Books(chosen.books or scratch, chosen.bench, scratch, keeps=bool(chosen.books))
        book = books.take(chosen.events, "fewer-references")
        book.warm()
        program = tieout.Tieout(chosen.tieout, "sealed", scratch)
        os.makedirs(os.path.join(scratch, "keys"), mode=0o700)
        data = os.path.join(scratch, "perf.data")
        run = measure.run(
            ["perf", "record", "-o", data, "-F", "2000", "-q", "--"] + program.words(book), scratch)
        program.check(run, book)
        counts, lost = shares(samples(data, scratch))
        total = sum(counts.values()) + lost
        if total == 0 or lost > total / 2:
            print("no symbols: build the program without `-Xlinker -s`")
            return 1
        print(f"{book.name}: {book.lines} lines, processor time by stage")
        for name, count in counts.items():
            print(f"  {name:10} {100 * count / total:5.1f} %")
        print(f"  {'start':10} {100 * lost / total:5.1f} %")
        print(f"matching / reading: {counts['matching'] / max(1, counts['reading']):.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
