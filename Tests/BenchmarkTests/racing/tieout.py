"""tieout as one of the programs that race."""
import filecmp
import json
import os
import shutil

from racing import measure


class Wrong(Exception):
    """A run whose result is not the truth: its figures do not count."""


class Tieout:
    """The built command in one of its modes.

    sealed       as it is without options: run folder, digests, signature
    unsealed     report files and digests
    undigested   report files only: what a query over columns does
    """

    def __init__(self, binary, mode, scratch, threads=None, memory=None):
        self.binary, self.mode, self.scratch = binary, mode, scratch
        self.threads, self.memory = threads, memory
        self.out = os.path.join(scratch, "tieout-out")
        parts = ["tieout", mode] + ([f"{threads} thread"] if threads == 1 else [])
        self.name = " ".join(parts)
        self.absent = None

    def words(self, book):
        settings = os.path.join(book.folder, "tieout.yaml")
        words = [self.binary, "run"]
        if os.path.exists(settings):
            words.append(settings)
        else:
            words += ["--statement", book.files[0], "--ledger", book.files[1],
                      "--business-date", book.truth["business_date"]]
        if self.mode == "sealed":
            words += ["--out", self.out, "--key", os.path.join(self.scratch, "keys", "run.pem")]
        else:
            words += ["--unsealed", self.out]
        if self.mode == "undigested":
            words.append("--no-digest")
        if self.threads:
            words += ["--threads", str(self.threads)]
        if self.memory:
            words += ["--memory", str(self.memory)]
        return words + ["--json", "--quiet"]

    def run(self, book):
        self.clean()
        os.makedirs(os.path.join(self.scratch, "keys"), mode=0o700, exist_ok=True)
        if self.mode != "sealed":
            os.makedirs(self.out)
        # The index over sealed runs goes where the run goes, not into the user's own.
        state = {"XDG_STATE_HOME": os.path.join(self.scratch, "state")}
        run = measure.run(self.words(book), self.scratch, state)
        self.check(run, book)
        return run

    def clean(self):
        shutil.rmtree(self.out, ignore_errors=True)

    def check(self, run, book):
        """Holds every count of `summary.json` to the truth."""
        if run.code not in (0, 1, 2, 3):
            raise Wrong(f"{self.name} over {book.name} ended with {run.code}: {run.errors[-800:]}")
        with open(os.path.join(self.reports(), "summary.json")) as file:
            summary = json.load(file)
        truth = book.truth
        sources = {source["name"]: source for source in summary["sources"]}
        read = {side: next((source["read"] for name, source in sources.items()
                            if name.endswith(truth[side])), None)
                for side in ("statement", "ledger")}
        found = {
            "matches": positive(summary["matches"]["by_rule"]),
            "breaks": positive(summary["breaks"]["by_kind"]),
            "statement_lines": read["statement"], "ledger_lines": read["ledger"],
            "refused": sum(source["refused"] for source in sources.values()),
        }
        for what, value in found.items():
            wanted = truth[what]
            if isinstance(wanted, dict):
                wanted = positive(wanted)
            if value != wanted:
                raise Wrong(f"{self.name} over {book.name}: {what} are {value}, not {wanted}")

    def reports(self):
        """The folder of the last run's report files."""
        for folder, _, files in os.walk(self.out):
            if "summary.json" in files:
                return folder
        raise Wrong(f"{self.name} left no summary.json")

    def keep(self, name):
        """Moves the report files of the last run aside."""
        place = os.path.join(self.scratch, name)
        shutil.rmtree(place, ignore_errors=True)
        shutil.move(self.reports(), place)
        return place


def positive(counts):
    return {name: count for name, count in counts.items() if count}


def same_reports(first, second):
    """Raises `Wrong` if two folders of reports differ in a byte."""
    names = [sorted(os.listdir(folder)) for folder in (first, second)]
    if names[0] != names[1]:
        raise Wrong(f"other report files: {names[0]} and {names[1]}")
    _, differing, unread = filecmp.cmpfiles(first, second, names[0], shallow=False)
    if differing or unread:
        raise Wrong(f"reports differ: {differing + unread}")
    return names[0]


def knows(binary, option, scratch):
    """Whether the command's help names an option."""
    return option in measure.run([binary, "run", "--help"], scratch).output
