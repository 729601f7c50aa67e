#!/usr/bin/env python3
"""Plain Python: csv, decimal and a dict. Usage: peer_python.py DIR OUT.csv [full]"""
import csv
from collections import Counter
from datetime import datetime
from decimal import Decimal

from book import ALIASES, WINDOW_SECONDS, arguments, finish

book, out, mode, _ = arguments(["full"])


def lines(side):
    """Reference, entry, time, asset and amount of every line."""
    with open(side.path, newline="") as file:
        reader = csv.reader(file)
        header = next(reader)
        reference, time, asset, amount = (
            header.index(name) for name in (side.reference, side.time, side.asset, side.amount))
        entry = header.index(side.entry) if side.entry else None
        for row in reader:
            code = row[asset].upper()
            yield (row[reference], row[entry] if entry is not None else "",
                   datetime.fromisoformat(row[time]), ALIASES.get(code, code),
                   Decimal(row[amount]))


counts = Counter()
with open(out, "w", newline="") as file:
    writer = csv.writer(file)
    writer.writerow(["finding", "reference", "entry", "time", "asset", "amount"])

    def write(finding, line):
        counts[finding] += 1
        writer.writerow([finding, *line])

    statement = {}
    for line in lines(book.statement):
        if line[0] in statement:
            write("twice_on_statement", line)
        else:
            statement[line[0]] = line
    seen, blank = set(), {}
    for line in lines(book.ledger):
        reference, _, time, asset, amount = line
        other = statement.get(reference)
        if not reference:
            blank.setdefault((asset, amount), []).append(line)
        elif reference in seen:
            write("twice_in_ledger", line)
        elif other is None:
            write("missing_in_statement", line)
        elif other[3] != asset:
            write("asset_differs", line)
        elif other[4] != amount:
            write("amount_differs", line)
        elif abs((other[2] - time).total_seconds()) > WINDOW_SECONDS:
            write("time_differs", line)
        seen.add(reference)
    for reference, line in statement.items():
        if reference in seen:
            continue
        near = [other for other in blank.get(line[3:], ())
                if abs((other[2] - line[2]).total_seconds()) <= WINDOW_SECONDS]
        if near:
            blank[line[3:]].remove(near[0])
        else:
            write("missing_in_ledger", line)
    for rest in blank.values():
        for line in rest:
            write("missing_in_statement", line)
finish(book, mode, counts)
