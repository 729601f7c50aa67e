"""What is measured. A case is a function of the race; its name is what `--cases` takes."""
import math
import os
import statistics

from racing.peers import Part, Peer
from racing.tieout import Tieout, Wrong, same_reports

WORST = [
    "one-side-missing", "one-amount-one-window", "one-amount-one-reference", "identical",
    "one-reference", "no-references", "many-accounts",
]


class Race:
    """The programs, the books and the record of one go."""

    def __init__(self, options, books, record, lacks):
        self.options, self.books, self.record = options, books, record
        self.scratch = options.scratch
        # Options that the command does not know yet.
        self.lacks = lacks

    def tieout(self, case, mode, threads=None, memory=None):
        """The command in a mode, or in the nearest it can; then a note says so."""
        if mode != "sealed" and "--unsealed" in self.lacks:
            self.record.note(case, f"tieout knows no --unsealed: sealed stands for {mode}")
            mode = "sealed"
        elif mode == "undigested" and "--no-digest" in self.lacks:
            self.record.note(case, "tieout knows no --no-digest: digests are made")
            mode = "unsealed"
        return Tieout(self.options.tieout, mode, self.scratch,
                      threads or self.options.threads, memory or self.options.memory)

    def duckdb(self, mode):
        return self.peer("peer_duckdb", mode, ["duckdb"])

    def polars(self, mode):
        return self.peer("peer_polars", mode, ["polars"])

    def peer(self, script, mode, needs=(), python=None):
        return Peer(script, mode, python or self.options.python, self.scratch, needs,
                    self.options.threads)

    def bench(self, name, words):
        return Part(name, self.options.bench, words, self.scratch)

    def alone(self, case, book, program, runs=None):
        """One warm-up and so many runs of one program."""
        book.warm()
        for number in range((runs or self.options.pairs) + 1):
            self.record.add(case, book, program.name, number, program.run(book))

    def by_turns(self, case, book, ours, others):
        """A B A B: one warm-up and so many pairs with each program that is there."""
        book.warm()
        present = []
        for other in others:
            if other.absent:
                self.record.note(case, f"{other.name} skipped: {other.absent}")
            else:
                present.append(other)
        if not present:
            self.alone(case, book, ours)
        for number in range(self.options.pairs + 1 if present else 0):
            for other in present:
                runs = []
                for program in (ours, other):
                    run = program.run(book)
                    self.record.add(case, book, program.name, number, run)
                    runs.append(run)
                if number > 0:
                    self.record.pair(case, book, ours.name, other.name, runs)

    def same_bytes(self, case, book, mode="undigested"):
        """Reports must not depend on threads, nor on memory where it can be set."""
        one = self.tieout(case, mode, threads=1)
        variants = [(one, "1 thread"), (self.tieout(case, mode, threads=2), "2 threads")]
        if "--memory" not in self.lacks:
            variants.append((self.tieout(case, mode, threads=2, memory=32), "32 MiB"))
        kept = []
        for number, (program, _) in enumerate(variants):
            program.run(book)
            kept.append(program.keep(f"kept-{number}"))
            program.clean()
        names = [same_reports(kept[0], other) for other in kept[1:]][0]
        self.record.note(case, f"{book.name}: the same bytes with "
                               f"{', '.join(name for _, name in variants)}: {', '.join(names)}")


def csv_10m(race):
    case, record = "csv-10m", race.record
    ours = race.tieout(case, "undigested")
    peers = [(race.duckdb("full"), 4), (race.duckdb("simple"), 2.5), (race.polars("full"), 6)]
    for book in [race.books.take(race.options.big)] + race.options.shared:
        race.by_turns(case, book, ours, [peer for peer, _ in peers])
        for peer, goal in peers:
            record.faster(case, book, ours.name, peer.name, goal)
        record.peak(case, ours.name, book)
        race.same_bytes(case, book)


def sealed_10m(race):
    case, record = "sealed-10m", race.record
    ours, duckdb = race.tieout(case, "sealed"), race.duckdb("full")
    inputs = race.bench("hash of the inputs", lambda book: ["hash"] + book.files)
    for book in [race.books.take(race.options.big)] + race.options.shared:
        race.by_turns(case, book, ours, [duckdb, inputs])
        record.faster(case, book, ours.name, duckdb.name, 2)
        ratios = record.ratios(case, book, inputs.name, ours.name, "cpu")
        ratios = ratios or [1 / value
                            for value in record.ratios(case, book, ours.name, inputs.name, "cpu")]
        record.limit(case, f"CPU {ours.name} / {inputs.name}, {book.name}", ratios, 1.8, "×")
        record.peak(case, ours.name, book)
        race.same_bytes(case, book, "sealed")


def noid_10m(race):
    case, record = "noid-10m", race.record
    ours, duckdb = race.tieout(case, "undigested"), race.duckdb("noid")
    book = race.books.take(race.options.big, "other-references")
    race.by_turns(case, book, ours, [duckdb])
    record.faster(case, book, ours.name, duckdb.name, 3)
    record.peak(case, ours.name, book)
    race.same_bytes(case, book)
    race.books.drop(book)


def small_1m(race):
    case, record = "small-1m", race.record
    ours = race.tieout(case, "undigested")
    peers = [(race.peer("peer_python", "full"), 25),
             (race.peer("peer_datacompy", "paired", ["datacompy", "pyarrow"],
                        race.options.datacompy_python), 80)]
    book = race.books.take(race.options.small)
    race.by_turns(case, book, ours, [peer for peer, _ in peers])
    for peer, goal in peers:
        record.faster(case, book, ours.name, peer.name, goal)


def json_500mb(race):
    case, record = "json", race.record
    ours = race.tieout(case, "undigested", threads=1)
    for form in ("json", "jsonl"):
        book = race.books.take(max(1_000, race.options.json_mb * 1_000_000 // 230), form=form)
        race.alone(case, book, ours)
        size = os.path.getsize(book.files[0])
        rates = [size / value / 1e6 for value in record.values(case, ours.name, book, "cpu")]
        # The whole run counts, ledger, match and reports too: reading alone is faster than this.
        record.least(case, f"{size / 1e6:.0f} MB of {form} a CPU second of the whole run",
                     rates, 400, " MB/s")
        record.peak(case, ours.name, book, 64)
        race.books.drop(book)


def xlsx(race):
    case, record = "xlsx", race.record
    ours = race.tieout(case, "undigested")
    book = race.books.take(race.options.small, "one-side-missing")
    ours.run(book)
    breaks = os.path.join(ours.keep("xlsx-reports"), "breaks.csv")
    target = os.path.join(race.scratch, "rate.xlsx")
    rate = race.bench("the library alone", lambda _: ["xlsx-rate", breaks, target])
    race.by_turns(case, book, ours, [rate])
    record.least(case, "wall of the library alone, same cells / the whole run",
                 record.ratios(case, book, ours.name, rate.name), 0.9, "×")
    few = race.books.take(race.options.small)
    race.alone(case, few, ours)
    more = (statistics.median(record.values(case, ours.name, book, "peak"))
            - statistics.median(record.values(case, ours.name, few, "peak")))
    record.limit(case, f"peak with {book.truth['statement_lines']} breaks above that with few",
                 [more / 2**20], 16, " MiB")
    race.books.drop(book)


def growth(race):
    case, record = "growth", race.record
    for mode in ("undigested", "sealed"):
        ours = race.tieout(case, mode)
        books = [race.books.take(events) for events in race.options.growth]
        for book in books:
            race.alone(case, book, ours)
        costs = [statistics.median(record.values(case, ours.name, book, "wall")) / book.lines
                 for book in books]
        middle = math.sqrt(min(costs) * max(costs))
        record.limit(case, f"{ours.name}, ns a line: "
                     + ", ".join(f"{cost * 1e9:.0f}" for cost in costs)
                     + "; farthest from the middle", [100 * (max(costs) / middle - 1)], 15, " %")
        if len(books) > 1:
            peaks = [statistics.median(record.values(case, ours.name, book, "peak"))
                     for book in books[-2:]]
            record.limit(case, f"{ours.name}, peak of {books[-1].name} above {books[-2].name}",
                         [100 * (peaks[1] / peaks[0] - 1)], 10, " %")


def worst(race):
    case, record = "worst", race.record
    ours = race.tieout(case, "undigested")
    ordinary = race.books.take(race.options.big)
    race.alone(case, ordinary, ours)
    usual = statistics.median(record.values(case, ours.name, ordinary, "wall"))
    for shape in WORST:
        book = race.books.take(race.options.big, shape)
        race.alone(case, book, ours)
        times = [value / usual for value in record.values(case, ours.name, book, "wall")]
        record.limit(case, f"{book.name} / {ordinary.name}", times, 4, "×")
        record.peak(case, ours.name, book)
        race.same_bytes(case, book)
        race.books.drop(book)


def startup(race):
    case, record = "startup", race.record
    book = race.books.take(1_000)
    for mode, goal in (("undigested", 30), ("unsealed", 30), ("sealed", 60)):
        ours = race.tieout(case, mode)
        race.alone(case, book, ours, max(20, race.options.pairs))
        walls = [value * 1_000 for value in record.values(case, ours.name, book, "wall")]
        record.limit(case, f"{ours.name}, 1,000 lines a side", walls, goal, " ms")


def gate(race):
    """What a change must pass: a loose ratio, and the truth."""
    case, record = "gate", race.record
    if "--unsealed" in race.lacks:
        record.note(case, "skipped: tieout knows no --unsealed")
        return
    ours, duckdb = race.tieout(case, "undigested"), race.duckdb("full")
    book = race.books.take(race.options.small)
    race.by_turns(case, book, ours, [duckdb])
    ratios = record.ratios(case, book, ours.name, duckdb.name)
    if ratios:
        record.faster(case, book, ours.name, duckdb.name, 2)
        if statistics.median(ratios) < 2:
            raise Wrong("less than twice as fast as DuckDB")
    race.same_bytes(case, book)


CASES = {
    "csv-10m": csv_10m, "sealed-10m": sealed_10m, "noid-10m": noid_10m, "small-1m": small_1m,
    "json": json_500mb, "xlsx": xlsx, "growth": growth, "worst": worst, "startup": startup,
    "gate": gate,
}
