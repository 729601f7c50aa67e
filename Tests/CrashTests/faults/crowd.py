"""Many runs at once: of one book, and of different books."""
import os
import re
import subprocess

from faults.desk import BUSY, DAYS, Desk

HOLDER = re.compile(r"holds the lock: process \d+, since \d{4}-\d\d-\d\dT[\d:.]+Z\n")


def start(desk, options):
    return subprocess.Popen(
        desk.words(DAYS[0], options), cwd=desk.folder, env=desk.environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def ended(processes):
    """Exit codes and messages, when all have ended."""
    outcomes = []
    for process in processes:
        errors = process.communicate()[1].decode("utf-8", "replace")
        outcomes.append((process.returncode, errors))
    return outcomes


def one_book(base, scratch, processes, rounds):
    """Runs of one book at once, each to seal a run of its own.

    - Returns: runs sealed, runs that found the book busy, of them those that say who holds it, and
      what is wrong.
    """
    desk = base.copy(os.path.join(scratch, "crowd"))
    first = desk.run(DAYS[0]).code
    sealed, busy, told, faults = 1, 0, 0, []
    for number in range(1, rounds + 1):
        outcomes = ended([start(desk, ["--again"]) for _ in range(processes)])
        won = sum(1 for code, _ in outcomes if code == first)
        for code, errors in outcomes:
            if code == BUSY and "error[run-busy]" in errors:
                busy += 1
                told += 1 if HOLDER.search(errors) else 0
            elif code != first:
                faults.append(f"round {number}: ended with {code}: {errors[:300]}")
        sealed += won
        if won == 0:
            faults.append(f"round {number}: nobody sealed a run")
        if len(desk.runs()) != sealed:
            faults.append(f"round {number}: {len(desk.runs())} runs are there, {sealed} were told")
            break
    faults += desk.faults(sealed, sealed)
    if hidden := desk.hidden():
        faults.append("left behind: " + " ".join(hidden))
    if busy and not told:
        faults.append("no run that found the book busy says who holds it")
    desk.remove()
    return sealed, busy, told, faults


def many_books(tieout, scratch, books, rounds):
    """Different books at once, with one archive and one key that nobody has made yet.

    - Returns: runs sealed, and what is wrong.
    """
    sealed, faults = 0, []
    for number in range(1, rounds + 1):
        place = os.path.join(scratch, f"books-{number}")
        desks = [Desk(place, tieout, book=f"book-{each}") for each in range(books)]
        os.makedirs(place)
        desks[0].lay()
        settings = os.path.join(place, "tieout.yaml")
        with open(settings, encoding="utf-8") as file:
            text = file.read()
        processes = []
        for desk in desks:
            desk.write(f"{desk.book}.yaml", text.replace("book: book-0", f"book: {desk.book}"))
            words = desk.words(DAYS[0], [])
            words[2] = f"{desk.book}.yaml"
            processes.append(subprocess.Popen(
                words, cwd=place, env=desk.environment, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE))
        outcomes = ended(processes)
        if len({code for code, _ in outcomes}) != 1 or outcomes[0][0] not in range(0, 4):
            faults += [f"books, round {number}: ended with {code}: {errors[:300]}"
                       for code, errors in outcomes]
        for desk in desks:
            sealed += len(desk.runs())
            faults += [f"{desk.book}, round {number}: {fault}" for fault in desk.faults(1, 1)]
        faults += [f"round {number}: left behind: {name}" for name in desks[0].hidden()]
        desks[0].remove()
    return sealed, faults
