"""The programs tieout races against: scripts beside this folder, and parts of our own."""
import json
import os

from racing import measure
from racing.tieout import Wrong

PEERS = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "peers")


class Peer:
    """A script of `peers/` in one mode."""

    def __init__(self, script, mode, python, scratch, needs=(), threads=2):
        self.script, self.mode, self.python = script, mode, python
        self.scratch, self.threads = scratch, threads
        self.name = f"{script.removeprefix('peer_')} {mode}"
        self.absent = self.missing(needs)

    def missing(self, needs):
        """Why the peer cannot run; None if it can."""
        for module in needs:
            run = measure.run([self.python, "-c", f"import {module}"], self.scratch)
            if run.code != 0:
                return f"its Python has no {module}"
        return None

    def run(self, book):
        out = os.path.join(self.scratch, "peer-out.csv")
        run = measure.run(
            [self.python, os.path.join(PEERS, self.script + ".py"), book.folder, out, self.mode,
             str(self.threads)], self.scratch, {"PYTHONDONTWRITEBYTECODE": "1"})
        if run.code != 0:
            raise Wrong(f"{self.name} over {book.name} ended with {run.code}: "
                        f"{run.output[-400:]} {run.errors[-800:]}")
        if not json.loads(run.output.strip().splitlines()[-1])["right"]:
            raise Wrong(f"{self.name} over {book.name}: {run.output}")
        return run


class Part:
    """A part of our own by itself: `tieout-bench` with some words."""

    def __init__(self, name, binary, words, scratch):
        self.name, self.binary, self.words, self.scratch = name, binary, words, scratch
        self.absent = None

    def run(self, book):
        run = measure.run([self.binary] + self.words(book), self.scratch)
        if run.code != 0:
            raise Wrong(f"{self.name} ended with {run.code}: {run.errors[-400:]}")
        return run
