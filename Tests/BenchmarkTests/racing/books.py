"""Generated inputs: made once for each shape, size and form, kept while the race runs."""
import json
import os
import shutil
import sys

from racing import measure


class Books:
    """Takes books from a folder; makes those that are not there."""

    def __init__(self, folder, maker, scratch, keeps=False):
        self.folder, self.maker, self.scratch, self.keeps = folder, maker, scratch, keeps

    def take(self, events, shape="references", form="csv"):
        name = f"{shape}-{events}-{form}"
        place = os.path.join(self.folder, name)
        if not os.path.exists(os.path.join(place, "truth.json")):
            os.makedirs(place, exist_ok=True)
            made = measure.run(
                [self.maker, "make", place, "--events", str(events), "--shape", shape,
                 "--form", form], self.scratch)
            if made.code != 0:
                sys.exit(f"no book {name}: {made.errors}")
        return Book(place, name)

    def drop(self, book):
        """Gives a book's room on the disk back."""
        if not self.keeps:
            shutil.rmtree(book.folder, ignore_errors=True)


class Book:
    """A folder with inputs, settings and what a right answer says."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, name
        own = os.path.join(folder, "tieout-truth.json")
        with open(own if os.path.exists(own) else os.path.join(folder, "truth.json")) as file:
            self.truth = json.load(file)

    @property
    def files(self):
        return [os.path.join(self.folder, self.truth[side]) for side in ("statement", "ledger")]

    @property
    def bytes(self):
        return sum(os.path.getsize(file) for file in self.files)

    @property
    def lines(self):
        return self.truth["statement_lines"] + self.truth["ledger_lines"]

    def warm(self):
        """Reads the inputs once, so that no run reads them from the disk."""
        for place in self.files:
            with open(place, "rb", buffering=0) as file:
                while file.read(1 << 20):
                    pass
