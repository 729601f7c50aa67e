"""The figures of one go: `raw.csv` for programs, `summary.md` for people."""
import csv
import datetime
import os
import statistics
from collections import namedtuple

from racing import measure

Row = namedtuple("Row", "case book lines bytes program number wall cpu peak")


class Record:
    """Collects rows and the sentences drawn from them."""

    def __init__(self, say=print):
        self.rows, self.pairs, self.tables, self.say = [], [], [], say

    def add(self, case, book, program, number, run):
        self.rows.append(Row(case, book.name, book.lines, book.bytes, program, number,
                             run.wall, run.cpu, run.peak))
        self.say(f"  {program} {number}: {run.wall:.3f} s, CPU {run.cpu:.3f} s, "
                 f"peak {run.peak / 2**20:.0f} MiB")

    def note(self, case, text):
        """A sentence below the case's table, once."""
        if (case, text) in self.tables:
            return
        self.tables.append((case, text))
        self.say(f"  {text}")

    def select(self, case, program=None, book=None):
        return [row for row in self.rows if row.case == case and row.number > 0
                and program in (None, row.program) and book in (None, row.book)]

    def pair(self, case, book, ours, theirs, runs):
        """Two runs one after the other, to be compared."""
        self.pairs.append((case, book.name, ours, theirs, *runs))

    def ratios(self, case, book, ours, theirs, what="wall"):
        """How many times ours theirs takes, pair by pair, ascending."""
        return sorted(getattr(b, what) / getattr(a, what) for *key, a, b in self.pairs
                      if key == [case, book.name, ours, theirs])

    def faster(self, case, book, ours, theirs, goal):
        """A note of how much faster ours is."""
        ratios = self.ratios(case, book, ours, theirs)
        if ratios:
            self.least(case, f"wall {theirs} / {ours}, {book.name}", ratios, goal, "×")

    def limit(self, case, text, values, goal, unit=""):
        """A note of figures whose median is to stay at or below a goal."""
        self.judge(case, text, values, f"goal ≤ {goal}{unit}", unit, lambda value: value <= goal)

    def least(self, case, text, values, goal, unit=""):
        """A note of figures whose median is to reach a goal."""
        self.judge(case, text, values, f"goal ≥ {goal}{unit}", unit, lambda value: value >= goal)

    def judge(self, case, text, values, goal, unit, reaches):
        median = statistics.median(values)
        verdict = "reached" if reaches(median) else "NOT reached"
        self.note(case, f"{text}: {median:.3g}{unit} ({min(values):.3g} to {max(values):.3g}); "
                        f"{goal}: {verdict}")

    def values(self, case, program, book, what):
        return [getattr(row, what) for row in self.select(case, program, book.name)]

    def peak(self, case, program, book, goal=128):
        """A note of the peak against a bound in MiB."""
        peaks = [value / 2**20 for value in self.values(case, program, book, "peak")]
        if peaks:
            self.limit(case, f"peak of {program}, {book.name}", peaks, goal, " MiB")

    def write(self, root, command, places):
        """Writes both files; the places of this machine are not named in them."""
        folder = os.path.join(root, f"{datetime.date.today()}-{machine()}")
        os.makedirs(folder, exist_ok=True)
        with open(os.path.join(folder, "raw.csv"), "w", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["case", "book", "lines", "bytes", "program", "run", "wall_seconds",
                             "cpu_seconds", "peak_bytes"])
            for row in self.rows:
                writer.writerow([*row[:6], f"{row.wall:.4f}", f"{row.cpu:.4f}", row.peak])
        with open(os.path.join(folder, "summary.md"), "w") as file:
            text = self.summary(command)
            for place in places:
                text = text.replace(place, "…")
            file.write(text)
        return folder

    def summary(self, command):
        text = f"""# Whole runs, release build

{datetime.date.today()}, {machine()}. `{command}`

Medians; programs of a case ran by turns, each run is a process of its own, every run's counts were
held to the truth. Lines are those of both sides. Warm-up runs (number 0 in `raw.csv`) do not count.
A peak is never seen below {measure.floor() / 2**20:.0f} MiB, the measuring program's own.
"""
        for case in dict.fromkeys([row.case for row in self.rows] + [c for c, _ in self.tables]):
            text += f"\n## {case}\n\n"
            if self.select(case):
                text += self.table(case)
            notes = [note for name, note in self.tables if name == case]
            text += "".join(f"- {note}\n" for note in notes)
        return text

    def table(self, case):
        lines = ["| book | lines | program | runs | s | min to max | CPU s | lines/s | MB/s | "
                 "peak MiB |", "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|"]
        for key in dict.fromkeys((row.book, row.program) for row in self.select(case)):
            rows = self.select(case, key[1], key[0])
            walls = [row.wall for row in rows]
            wall = statistics.median(walls)
            lines.append(
                f"| {key[0]} | {rows[0].lines} | {key[1]} | {len(rows)} | {wall:.3f} | "
                f"{min(walls):.3f} to {max(walls):.3f} | "
                f"{statistics.median(row.cpu for row in rows):.3f} | "
                f"{rows[0].lines / wall:.0f} | {rows[0].bytes / wall / 1e6:.0f} | "
                f"{statistics.median(row.peak for row in rows) / 2**20:.0f} |")
        return "\n".join(lines) + "\n\n"


def machine():
    """The kind of machine, not its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.uname().machine}-{os.cpu_count()}cores-{memory:.0f}gib"
