"""A small book on a desk of its own, and what must hold of its archive whatever happened."""
import os
import shutil
import subprocess

DAYS = ("2026-11-18", "2026-11-19")
SETTINGS = """book: days
accounts:
  - account: main
    statement: [ "statement/{date}*.csv" ]
    ledger_account: "Assets:Main"
    format:
      kind: csv
      columns: { reference: ref, booked_at: time, asset: asset, amount: amount }
ledger:
  - files: [ "ledger/{date}.csv" ]
    format:
      kind: csv
      columns: { id: id, reference: ref, booked_at: time, account: account, asset: asset,
        amount: amount }
"""
GOOD = range(0, 4)
BUSY = 7


class Outcome:
    def __init__(self, code, output, errors):
        self.code, self.output, self.errors = code, output, errors


def execute(words, folder, environment, timeout=120):
    """Runs a program to its end; a negative code is the signal that ended it."""
    run = subprocess.run(
        words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, timeout=timeout, check=False)
    return Outcome(run.returncode, *(text.decode("utf-8", "replace")
                                     for text in (run.stdout, run.stderr)))


class Desk:
    """Inputs, keys, archive and a folder for temporary files, all below one folder."""

    def __init__(self, folder, tieout, book="days"):
        self.folder, self.tieout, self.book = folder, tieout, book
        self.archive = os.path.join(folder, "out", book)

    @property
    def environment(self):
        return {"PATH": os.environ["PATH"], "HOME": self.folder, "LC_ALL": "C", "TZ": "UTC",
                "XDG_CONFIG_HOME": os.path.join(self.folder, "config"),
                "TMPDIR": os.path.join(self.folder, "tmp")}

    def lay(self):
        """Writes settings and two days of lines: most agree, some are open."""
        for name in ("statement", "ledger", "tmp"):
            os.makedirs(os.path.join(self.folder, name))
        self.write("tieout.yaml", SETTINGS.replace("book: days", f"book: {self.book}"))
        for number, day in enumerate(DAYS):
            statement, ledger = ["ref,time,asset,amount"], ["id,ref,time,account,asset,amount"]
            for line in range(40):
                name, amount = f"E{number}-{line}", f"{100 + line}.{10 + line}"
                time = f"{day}T10:{line:02}:00Z"
                if line % 13 != 5:
                    statement.append(f"{name},{time},USD,{amount}")
                if line % 11 != 7:
                    ledger.append(f"L{number}-{line},{name},{time},Assets:Main,USD,{amount}")
            self.write(f"statement/{day}.csv", "\n".join(statement) + "\n")
            self.write(f"ledger/{day}.csv", "\n".join(ledger) + "\n")
        return self

    def write(self, name, text):
        with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
            file.write(text)

    def copy(self, folder):
        shutil.copytree(self.folder, folder, symlinks=True)
        return Desk(folder, self.tieout, self.book)

    def remove(self):
        shutil.rmtree(self.folder, ignore_errors=True)

    def words(self, day, options=()):
        return [self.tieout, "run", "tieout.yaml", "--business-date", day, "--out", "out",
                *options]

    def run(self, day, options=()):
        return execute(self.words(day, options), self.folder, self.environment)

    def verify(self):
        return execute([self.tieout, "verify", "out/" + self.book], self.folder, self.environment)

    def runs(self):
        """The visible names in the archive, in order."""
        names = os.listdir(self.archive) if os.path.isdir(self.archive) else []
        return sorted(name for name in names if not name.startswith("."))

    def hidden(self):
        """What is in the archive, the keys' folder or for temporary files and should not stay."""
        found = []
        for place, allowed in ((self.archive, (".lock",)),
                               (os.path.join(self.folder, "tmp"), ()),
                               (os.path.join(self.folder, "config", "tieout"), ())):
            for name in os.listdir(place) if os.path.isdir(place) else []:
                if name.startswith(".") and name not in allowed:
                    found.append(os.path.relpath(os.path.join(place, name), self.folder))
        return sorted(found)

    def faults(self, least, most):
        """What is wrong with the archive as it stands: sentences, none if it is good."""
        faults = []
        runs = self.runs()
        if not least <= len(runs) <= most:
            faults.append(f"{len(runs)} runs, not {least} to {most}: {' '.join(runs)}")
        for number, name in enumerate(runs, 1):
            if name[11:] != f"{number:06}":
                faults.append(f"a gap or fork in the chain: {' '.join(runs)}")
                break
        for name in runs:
            for file in ("run-manifest.json", "run-manifest.json.sig", "tagmanifest-sha256.txt"):
                if not os.path.isfile(os.path.join(self.archive, name, file)):
                    faults.append(f"half visible: {name} has no {file}")
        if runs:
            verdict = self.verify()
            if verdict.code != 0:
                text = (verdict.output + verdict.errors).strip().splitlines()
                faults.append(f"verify ended with {verdict.code}: {' / '.join(text[:3])}")
        return faults
