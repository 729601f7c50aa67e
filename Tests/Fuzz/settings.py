#!/usr/bin/env python3
"""Gives the built program mutations of good settings files until the time is over.

Usage: settings.py --seconds N [--seed N] [--tieout PATH]

What must hold: an exit code of the list (README.md), a diagnostic where it is not a run, an end
within five seconds. Settings that are not taken are written to the scratch folder and named.
"""
import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SAMPLES = ["end-of-day", "tolerance-budget", "overrides", "generic-csv", "sixty-days"]
TOKENS = [b"*", b"&a ", b"<<: ", b"!!binary ", b"? ", b"- ", b": ", b"[", b"]", b"{", b"}", b"|\n",
          b">\n", b"\"", b"'", b"\t", b"%YAML 1.1\n", b"---\n", b"...\n", b"null", b"~", b"1e999",
          b"-0", b"\xff\xfe", b"\x00", b"\xe2\x80\xae", b"0x10", b"1_000", b"yes", b"{date}",
          b"../", b"/dev/full", b"9" * 400]


def mutated(text, others, chance):
    """Some changes of a text: bytes, tokens, lines left out, doubled, exchanged or of another."""
    lines = text.splitlines(keepends=True)
    for _ in range(chance.choice([1, 1, 2, 4, 9])):
        place = chance.randrange(len(lines) or 1)
        kind = chance.randrange(7)
        if not lines or kind == 0:
            lines.insert(place, chance.choice(chance.choice(others).splitlines(keepends=True)))
        elif kind == 1:
            del lines[place]
        elif kind == 2:
            lines.insert(place, lines[place])
        elif kind == 3:
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
        else:
            line = lines[place]
            at = chance.randrange(len(line) + 1)
            if kind == 4:
                line = line[:at] + chance.choice(TOKENS) + line[at:]
            elif kind == 5:
                line = line[:at] + bytes([chance.randrange(256)]) + line[at + 1:]
            else:
                line = re.sub(rb"[\w.]+", lambda _: chance.choice(TOKENS), line, count=1)
            lines[place] = line
    return b"".join(lines)


def fault(run):
    """What is wrong with an end; nil if nothing is."""
    if run.returncode < 0 or run.returncode > 9 and run.returncode != 64:
        return f"ended with {run.returncode}"
    if run.returncode > 3 and b"error[" not in run.stderr and b"Error:" not in run.stderr:
        return f"ended with {run.returncode} and no diagnostic"
    return None


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, required=True)
    parser.add_argument("--seed", type=int, default=20261128)
    parser.add_argument("--tieout", default=os.path.join(ROOT, ".build", "release", "tieout"))
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    scratch = tempfile.mkdtemp(prefix="tieout-fuzz-")
    texts = {}
    for name in SAMPLES:
        shutil.copytree(os.path.join(ROOT, "samples", name), os.path.join(scratch, name))
        with open(os.path.join(scratch, name, "tieout.yaml"), "rb") as file:
            texts[name] = file.read()
    end, runs, faults = time.monotonic() + chosen.seconds, 0, 0
    while time.monotonic() < end:
        name = chance.choice(SAMPLES)
        text = mutated(texts[name], list(texts.values()), chance)
        place = os.path.join(scratch, name, "tieout.yaml")
        with open(place, "wb") as file:
            file.write(text)
        runs += 1
        words = [chosen.tieout, "run", place, "--dry-run", "--quiet"]
        try:
            found = fault(subprocess.run(
                words, capture_output=True, timeout=5,
                env={"XDG_CONFIG_HOME": scratch, "PATH": "/usr/bin:/bin"}))
        except subprocess.TimeoutExpired:
            found = "did not end within 5 seconds"
        if found:
            faults += 1
            kept = os.path.join(scratch, f"finding-{faults}.yaml")
            with open(kept, "wb") as file:
                file.write(text)
            print(f"{kept}: {name}: {found}")
    print(f"seed {chosen.seed}: {runs} settings in {chosen.seconds} s, {faults} findings")
    if faults == 0:
        shutil.rmtree(scratch)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
