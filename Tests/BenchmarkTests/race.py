#!/usr/bin/env python3
"""Races the release build of tieout against its peers over generated books.

Every run is a process of its own; programs take turns; every run's counts are held to the truth.
Writes reports/benchmarks/<date>-<machine>/{raw.csv,summary.md}. See README.md here.
"""
import argparse
import os
import shlex
import subprocess
import sys
import tempfile

from racing import books, cases, record, tieout

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--cases", default=",".join(name for name in cases.CASES if name != "gate"),
        help=f"with commas, of: {', '.join(cases.CASES)}")
    add("--pairs", type=int, default=5, help="pairs after the warm-up (5)")
    add("--big", type=int, default=10_000_000, help="events of the 10m cases and of worst")
    add("--small", type=int, default=1_000_000, help="events of small-1m and xlsx")
    add("--growth", default="1000000,3000000,10000000,30000000", help="events, ascending")
    add("--json-mb", type=int, default=500, help="size of the JSON statement")
    add("--threads", type=int, default=2, help="of every program that takes threads (2)")
    add("--memory", type=int, help="MiB, passed on to tieout")
    add("--books", help="where inputs are kept for the next go; else they are made and removed")
    add("--shared", action="append", default=[], metavar="DIR",
        help="inputs shared_book.py was run over: csv-10m and sealed-10m race over them too")
    add("--out", default=os.path.join(ROOT, "reports", "benchmarks"))
    add("--tieout", help="the command; else the release is built")
    add("--bench", help="tieout-bench; else the release is built")
    add("--python", default=sys.executable, help="the Python that has duckdb and polars")
    add("--datacompy-python", default=sys.executable, help="the Python that has datacompy")
    chosen = parser.parse_args()
    chosen.cases = chosen.cases.split(",")
    unknown = [name for name in chosen.cases if name not in cases.CASES]
    if unknown:
        parser.error(f"no case {', '.join(unknown)}")
    chosen.growth = [int(text) for text in chosen.growth.split(",")]
    return chosen


def built(product):
    """The path of a product of the release build."""
    # The command as README.md has it built.
    words = ["--static-swift-stdlib", "-Xlinker", "-s"] if product == "tieout" else []
    subprocess.run(["swift", "build", "-c", "release", *words, "--product", product], cwd=ROOT,
                   check=True, stdout=sys.stderr)
    return os.path.join(ROOT, ".build", "release", product)


def words_without_places(words):
    """The options as given, without those that name a place of this machine."""
    kept = []
    for word in words:
        if word.split("=")[-1].startswith(("/", "~", ".")):
            if "=" not in word and kept and kept[-1].startswith("--"):
                kept.pop()
            continue
        kept.append(shlex.quote(word))
    return " ".join(kept)


def main():
    chosen = options()
    chosen.tieout = os.path.abspath(chosen.tieout) if chosen.tieout else built("tieout")
    chosen.bench = os.path.abspath(chosen.bench) if chosen.bench else built("tieout-bench")
    with tempfile.TemporaryDirectory(prefix="tieout-race-") as scratch:
        chosen.scratch = scratch
        folder = os.path.abspath(chosen.books) if chosen.books else os.path.join(scratch, "books")
        os.makedirs(folder, exist_ok=True)
        chosen.shared = [books.Book(os.path.abspath(place), os.path.basename(place.rstrip("/")))
                         for place in chosen.shared]
        lacks = [option for option in ("--unsealed", "--no-digest", "--memory")
                 if not tieout.knows(chosen.tieout, option, scratch)]
        figures = record.Record(lambda text: print(text, flush=True))
        kept = books.Books(folder, chosen.bench, scratch, keeps=bool(chosen.books))
        race = cases.Race(chosen, kept, figures, lacks)
        wrong = []
        for name in chosen.cases:
            print(name, flush=True)
            try:
                cases.CASES[name](race)
            except tieout.Wrong as fault:
                wrong.append(name)
                figures.note(name, f"WRONG, the case ends here: {fault}")
        command = "Tests/BenchmarkTests/race.py " + words_without_places(sys.argv[1:])
        places = [folder, scratch, ROOT, os.path.expanduser("~")]
        print("written to", figures.write(chosen.out, command, places))
    sys.exit(f"wrong: {', '.join(wrong)}" if wrong else 0)


if __name__ == "__main__":
    main()
