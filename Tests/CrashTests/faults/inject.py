"""One run with one fault of the system in it, and what must hold after it."""
import os

from faults import trace
from faults.desk import DAYS, GOOD, execute

# What each error is injected into, and the words by which the system calls it. EINTR goes into every
# call a run makes but `close`, whose descriptor is gone after it; it must change nothing.
ERRORS = {
    "ENOSPC": ("No space left on device",
               ("openat", "write", "pwrite64", "fsync", "rename", "renameat", "mkdir", "mkdirat",
                "ftruncate")),
    "EIO": ("Input/output error",
            ("openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "close",
             "rename", "renameat", "mkdir", "mkdirat", "unlinkat", "ftruncate", "getdents64",
             "flock", "fchmod")),
    "EINTR": ("Interrupted system call",
              ("openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "close",
               "rename", "renameat", "mkdir", "mkdirat", "unlinkat", "ftruncate", "getdents64",
               "flock", "fchmod")),
    "EMFILE": ("Too many open files", ("openat",)),
}


class Scenario:
    """A desk as it is before the run, and the run."""

    def __init__(self, name, desk, day, options, scratch):
        self.name, self.desk, self.day = name, desk, day
        self.options, self.scratch = ["--threads", "1", *options], scratch
        self.before = len(desk.runs())
        self.calls, self.exit = {}, None

    def traced(self):
        """Runs it once, whole: its exit code, the number of its calls, the faults of its order."""
        desk = self.desk.copy(os.path.join(self.scratch, "traced-" + self.name))
        log = os.path.join(self.scratch, self.name + ".strace")
        outcome = execute(
            ["strace", "-f", "-y", "-s", "4096", "-o", log, "-e", "trace=" + known(), *self.words()],
            desk.folder, desk.environment)
        calls = trace.read(log)
        self.exit, self.calls = outcome.code, trace.counts(calls, "tieout.yaml")
        faults, shown = trace.order_faults(calls, desk.folder)
        faults += desk.faults(self.before + 1, self.before + 1)
        if self.exit not in GOOD:
            faults.append(f"the run ended with {self.exit}: {outcome.errors}")
        published = os.path.join(desk.archive, (desk.runs() or ["none"])[-1])
        if published not in [new for _, new in shown]:
            faults.append("no rename showed the run folder")
        desk.remove()
        return faults

    def words(self):
        return self.desk.words(self.day, self.options)

    def points(self, name, from_mark):
        """The numbers of the calls of a name at which a fault is injected."""
        before, last = self.calls.get(name, (0, 0))
        return range(before + 1 if from_mark else 1, last + 1)

    def inject(self, name, number, fault):
        """Runs with one fault; the outcome, and the desk as it is then."""
        place = os.path.join(self.scratch, f"{self.name}-{name}-{number}-{fault}")
        desk = self.desk.copy(place)
        return desk, execute(self.strace(name, number, fault), desk.folder, desk.environment)

    def strace(self, name, number, fault):
        what = "signal=KILL" if fault == "KILL" else f"error={fault}"
        return ["strace", "-f", "-o", "/dev/null", "-e", f"trace={name}",
                "-e", f"inject={name}:{what}:when={number}", *self.words()]

    def check(self, name, number, fault):
        """Injects one fault; whether it was met, and what is wrong after it."""
        desk, outcome = self.inject(name, number, fault)
        try:
            if fault == "KILL":
                faults = desk.faults(self.before, self.before + 1)
                is_met = outcome.code in (-9, 137)
            else:
                faults, is_met = self.after_error(desk, outcome, fault), True
            # A run that failed on a source is sealed too; the next one stands behind it.
            is_other = fault != "KILL" and outcome.code != self.exit
            expected = len(desk.runs()) + 1 if is_other else self.before + 1
            again = desk.run(self.day, self.options)
            if again.code != self.exit:
                faults.append(f"the next run ended with {again.code}, not {self.exit}: "
                              + again.errors[-300:])
            faults += desk.faults(expected, expected)
            if hidden := desk.hidden():
                faults.append("left behind: " + " ".join(hidden))
            return is_met, faults
        finally:
            desk.remove()

    def after_error(self, desk, outcome, fault):
        cause = ERRORS[fault][0]
        runs, faults = len(desk.runs()) - self.before, []
        if outcome.code in GOOD and runs != 1:
            faults.append(f"ended with {outcome.code} and without a sealed folder")
        if outcome.code not in range(0, 8):
            faults.append(f"ended with {outcome.code}, no code of ours: {outcome.errors[-300:]}")
        if outcome.code != self.exit and cause not in outcome.errors:
            faults.append(f"ended with {outcome.code} and does not say '{cause}': "
                          + outcome.errors[-300:])
        if outcome.code != self.exit and not names_a_place(outcome.errors):
            faults.append(f"names no place: {outcome.errors[-300:]}")
        if fault == "EINTR" and outcome.code != self.exit:
            faults.append(f"ended with {outcome.code} after EINTR: {outcome.errors[-300:]}")
        return faults + desk.faults(self.before, self.before + 1)


def names_a_place(errors):
    """Whether a diagnostic says where: `file: error[code]: …`."""
    return any(": error[" in line and not line.startswith(": ") for line in errors.splitlines())


def known():
    """The calls as strace takes them on any machine: an unknown one is passed over."""
    return ",".join("?" + name for name in trace.CALLS)


def scenarios(base, scratch):
    """The runs that faults are injected into.

    - Parameter base: a desk that is laid and was never run.
    """
    second = base.copy(os.path.join(scratch, "day-two"))
    first = second.run(DAYS[0])
    if first.code not in GOOD:
        raise SystemExit(f"the first day ended with {first.code}: {first.errors}")
    streamed = ["--stream-from", "0", "--memory", "0", "--chunk", "512"]
    return [
        Scenario("fresh", base, DAYS[0], [], scratch),
        Scenario("day-two", second, DAYS[1], [], scratch),
        Scenario("streamed", second, DAYS[1], streamed, scratch),
    ]
