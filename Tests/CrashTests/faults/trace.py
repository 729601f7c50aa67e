"""Reads what strace wrote, counts calls, and holds a run to its order of writing and syncing."""
import os
import re

# Every call of a run that can leave something behind or be refused.
CALLS = ("openat", "open", "read", "pread64", "write", "pwrite64", "writev", "fsync", "fdatasync",
         "close", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "fchmod", "fchmodat",
         "ftruncate", "unlink", "unlinkat", "rmdir", "link", "linkat", "flock", "getdents64")
WRITES = ("write", "pwrite64", "writev", "ftruncate")
LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+|\?)(.*)$")
BEGUN = re.compile(r"^(\d+) +(\w+)\((.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")


class Call:
    """One call: when it began and ended, in lines of the trace."""

    def __init__(self, begun, ended, thread, name, arguments, result):
        self.begun, self.ended, self.thread = begun, ended, thread
        self.name, self.arguments, self.result = name, arguments, result

    @property
    def succeeded(self):
        return self.result not in ("?", "") and not self.result.startswith("-")

    def path(self):
        """The path behind the first descriptor, as `strace -y` shows it; none if it has no name."""
        found = re.match(r"\d+<([^>]*)>(\(deleted\))?", self.arguments)
        return found.group(1) if found and not found.group(2) else None

    def named(self, folder):
        """The full paths that descriptors and names of the call come to, from a working folder."""
        found = re.findall(r'(?:(?:\d+|AT_FDCWD)<([^>]*)>, )?"((?:[^"\\]|\\.)*)"', self.arguments)
        return [os.path.normpath(os.path.join(folder, start, name)) for start, name in found]


def read(file):
    """The calls of a trace in order of their ends."""
    calls, open_calls = [], {}
    with open(file, encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines):
            line, begun = line.rstrip("\n"), number
            if found := BEGUN.match(line):
                open_calls[found.group(1)] = (number, line[:-len(" <unfinished ...>")])
                continue
            if found := RESUMED.match(line):
                if found.group(1) not in open_calls:
                    continue
                begun, start = open_calls.pop(found.group(1))
                line = start + found.group(3)
            if found := LINE.match(line):
                thread, name, arguments, result, _ = found.groups()
                calls.append(Call(begun, number, thread, name, arguments, result))
    return calls


def counts(calls, mark):
    """How often each call is made, at most by one thread, and how often before `mark` is opened.

    strace counts by thread, so `when=N` reaches no further than that.
    """
    every, before, is_marked = {}, {}, False
    first = calls[0].thread
    for call in calls:
        if call.name in CALLS:
            by_thread = every.setdefault(call.name, {})
            by_thread[call.thread] = by_thread.get(call.thread, 0) + 1
        if call.thread == first and not is_marked:
            if call.name in ("openat", "open") and mark in call.arguments:
                is_marked = True
            else:
                before[call.name] = before.get(call.name, 0) + 1
    if not is_marked:
        raise SystemExit(f"the trace has no opening of {mark}")
    return {name: (before.get(name, 0), max(by_thread.values()))
            for name, by_thread in sorted(every.items())}


def order_faults(calls, folder):
    """What was shown by a rename before it was on disk, or is not on disk after it; sentences.

    Each file below the renamed name must have been synced after its last write, each folder after
    its last new or removed name, and the folder of the new name after the rename. Nothing below
    `folder`, where the run works, is written outside what a rename shows, but what `may_be_written` allows.
    """
    faults, dirty, stained, shown = [], {}, {}, []
    written = set()
    for call in calls:
        if not call.succeeded:
            continue
        path = call.path()
        if call.name in WRITES and path and path.startswith(folder):
            dirty[path] = call.ended
            written.add(path)
        elif call.name in ("fsync", "fdatasync") and path:
            for table in (dirty, stained):
                if table.get(path, call.begun) < call.begun:
                    del table[path]
        elif call.name in ("mkdir", "mkdirat", "unlink", "unlinkat", "rmdir") or (
                call.name in ("openat", "open") and "O_CREAT" in call.arguments):
            for name in call.named(folder):
                stained[os.path.dirname(name)] = call.ended
                if call.name in ("unlink", "unlinkat", "rmdir"):
                    for table in (dirty, stained):
                        table.pop(name, None)
                    written.discard(name)
        elif call.name in ("rename", "renameat", "renameat2"):
            old, new = call.named(folder)
            for table, what in ((dirty, "written"), (stained, "changed")):
                for place in table:
                    if place == old or place.startswith(old + "/"):
                        faults.append(f"{new} was shown before {place}, {what}, was synced")
            stained[os.path.dirname(old)] = stained[os.path.dirname(new)] = call.ended
            shown.append((old, new))
    for old, new in shown:
        if os.path.dirname(new) in stained:
            faults.append(f"the folder of {new} was not synced after the rename")
    for path in sorted(written):
        is_shown = any(path == old or path.startswith(old + "/") for old, _ in shown)
        if not is_shown and not may_be_written(path):
            faults.append(f"{path} was written in place")
    return faults, shown


def may_be_written(path):
    """The lock's text; the trail, which is no evidence and is made again from the run folders."""
    return os.path.basename(path) == ".lock" or "/tieout/trail/" in path
