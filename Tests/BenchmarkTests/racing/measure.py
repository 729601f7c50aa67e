"""One run of a program, with what the kernel says it took."""
import os
import resource
import time
from collections import namedtuple

# Seconds; peak in bytes; the exit code, or minus the signal; what was written to the two outputs.
Run = namedtuple("Run", "wall cpu peak code output errors")

RSS_UNIT = 1 if os.uname().sysname == "Darwin" else 1024


def floor():
    """The peak of this program in bytes: a child's peak is never seen below it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * RSS_UNIT


def run(words, scratch, environment=None):
    """Runs a program to its end. `posix_spawn` and not a fork: a fork would begin as large as
    this program is, and the kernel would count that as the child's peak."""
    places = [os.path.join(scratch, name) for name in ("stdout", "stderr")]
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, number + 1, place, flags, 0o600)
               for number, place in enumerate(places)]
    actions.append((os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0))
    start = time.monotonic()
    child = os.posix_spawnp(words[0], words, {**os.environ, **(environment or {})},
                            file_actions=actions)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    texts = []
    for place in places:
        with open(place, errors="replace") as file:
            texts.append(file.read(1 << 20))
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT,
               os.waitstatus_to_exitcode(status), *texts)
