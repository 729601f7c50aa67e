"""A run over many lines that is killed at any time."""
import os
import random
import subprocess
import time

from faults.desk import GOOD, Desk, execute


class LargeDesk(Desk):
    """A desk whose inputs are a generated book that stays where it is."""

    def __init__(self, folder, tieout, inputs):
        super().__init__(folder, tieout, book="bench")
        self.inputs = inputs

    def words(self, day=None, options=()):
        return [self.tieout, "run", os.path.join(self.inputs, "tieout.yaml"), "--out", "out",
                "--stream-from", "0", "--memory", "0"]


def make(bench, scratch, lines):
    """A generated book of about so many lines in all.

    - Returns: its folder, and the name its archive bears.
    """
    inputs = os.path.join(scratch, "large")
    made = execute([bench, "make", inputs, "--events", str(lines // 2)], scratch, dict(os.environ))
    if made.code != 0:
        raise SystemExit(f"no large book: {made.errors}")
    with open(os.path.join(inputs, "tieout.yaml"), encoding="utf-8") as file:
        book = next(line.split(":", 1)[1].strip() for line in file if line.startswith("book:"))
    return inputs, book


def kill_at_random(tieout, bench, scratch, lines, kills, seed):
    """Kills runs at random times; each is followed by one that is not.

    - Returns: runs that were killed before they ended, seconds of a whole run, what is wrong.
    """
    inputs, book = make(bench, scratch, lines)
    chance, faults, killed = random.Random(seed), [], 0

    def desk(name):
        place = LargeDesk(os.path.join(scratch, name), tieout, inputs)
        place.book, place.archive = book, os.path.join(place.folder, "out", book)
        os.makedirs(os.path.join(place.folder, "tmp"))
        return place

    whole = desk("large-whole")
    whole.run(None)
    whole.remove()
    whole = desk("large-whole")
    begun = time.monotonic()
    first = whole.run(None)
    seconds = time.monotonic() - begun
    faults += whole.faults(1, 1)
    whole.remove()
    if first.code not in GOOD:
        return 0, seconds, [f"the large book ended with {first.code}: {first.errors}"]
    for number in range(kills):
        place, after = desk(f"large-{number}"), chance.uniform(0, seconds * 1.05)
        process = subprocess.Popen(
            place.words(), cwd=place.folder, env=place.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
        killed += 1 if process.wait() == -9 else 0
        found = place.faults(0, 1)
        again = place.run(None)
        if again.code != first.code:
            found.append(f"the next run ended with {again.code}: {again.errors[:300]}")
        found += place.faults(1, 1)
        found += [f"left behind: {name}" for name in place.hidden()]
        faults += [f"killed after {after:.4f} s (seed {seed}, number {number}): {fault}"
                   for fault in found]
        place.remove()
    return killed, seconds, faults
