"""The inputs a peer reads and the counts it must come to; shared by the scripts of this folder.

The task: read both sides, times as UTC instants, amounts exactly, assets by their aliases; match
by reference; write what does not agree as CSV; print the counts as JSON. Three modes:

  simple  missing on a side, asset, amount or time differs
  full    also lines a side has twice, and ledger lines without reference matched by asset, amount
          and time
  noid    references ignored: asset, amount and time only
"""
import json
import os
import sys
from collections import namedtuple

ALIASES = {
    "XBT": "BTC", "XXBT": "BTC", "XETH": "ETH", "ZUSD": "USD", "ZEUR": "EUR",
    "XDG": "DOGE", "XXDG": "DOGE",
}
WINDOW_SECONDS = 60

# File, its columns in order, and which of them hold what.
Side = namedtuple("Side", "path columns reference time asset amount entry")
Book = namedtuple("Book", "folder statement ledger truth")


def open_book(folder):
    """The book of a folder: one of our generator, or one with an exchange.csv."""
    with open(os.path.join(folder, "truth.json")) as file:
        truth = json.load(file)
    exchange = os.path.join(folder, "exchange.csv")
    ledger = os.path.join(folder, "ledger.csv")
    if os.path.exists(exchange):
        return Book(
            folder,
            Side(exchange, ["id", "time", "type", "asset", "amount", "fee", "fee_asset",
                            "balance", "order_id", "trade_id"],
                 "id", "time", "asset", "amount", None),
            Side(ledger, ["entry_id", "external_id", "posted_at", "account", "currency",
                          "quantity", "memo"],
                 "external_id", "posted_at", "currency", "quantity", "entry_id"),
            truth)
    return Book(
        folder,
        Side(os.path.join(folder, "statement.csv"),
             ["reference", "time", "account", "kind", "asset", "amount", "balance", "order",
              "trade"],
             "reference", "time", "asset", "amount", None),
        Side(ledger, ["entry_id", "external_ref", "posted_at", "account", "currency", "quantity",
                      "memo"],
             "external_ref", "posted_at", "currency", "quantity", "entry_id"),
        truth)


def expected(truth, mode):
    """The counts a right answer has."""
    if "planted" in truth:
        planted = truth["planted"]

        def count(*names):
            return sum(planted.get(name, 0) for name in names)

        missing = [count("missingInLedger"), count("missingInStatement")]
        amounts, late = count("lastDigit", "wholeUnit", "sign"), count("late")
        twice = [count("twiceOnStatement"), count("twiceInLedger")]
        blank = count("blank")
    else:
        missing = [truth["missing_in_ledger"], truth["missing_in_exchange"]]
        amounts, late = truth["amount_mismatch"], truth["time_mismatch_60s"]
        twice = [truth["duplicate_in_exchange"], truth["duplicate_in_ledger"]]
        blank = truth["blank_external_id"]
    if mode == "noid":
        return {"missing_in_ledger": missing[0] + amounts + late,
                "missing_in_statement": missing[1] + amounts + late}
    counts = {"missing_in_ledger": missing[0], "missing_in_statement": missing[1],
              "amount_differs": amounts, "time_differs": late}
    if mode == "full":
        counts.update(twice_on_statement=twice[0], twice_in_ledger=twice[1])
    else:
        counts["missing_in_ledger"] += blank
        counts["missing_in_statement"] += blank
    if mode == "paired":  # each line has one partner at most: what is there twice lacks one
        counts["missing_in_ledger"] += twice[0]
        counts["missing_in_statement"] += twice[1]
    return counts


def finish(book, mode, counts):
    """Prints the counts and leaves: 0 if they are the truth, else 1. Nothing is torn down."""
    wanted = {name: count for name, count in expected(book.truth, mode).items() if count}
    found = {name: count for name, count in counts.items() if count}
    print(json.dumps({"counts": found, "wanted": wanted, "right": found == wanted}), flush=True)
    os._exit(0 if found == wanted else 1)


def arguments(modes):
    """DIR OUT [MODE] [THREADS] of the command line."""
    words = sys.argv[1:]
    if len(words) < 2 or len(words) > 2 and words[2] not in modes:
        sys.exit(f"usage: {sys.argv[0]} DIR OUT.csv [{'|'.join(modes)}] [THREADS]")
    mode = words[2] if len(words) > 2 else modes[0]
    threads = int(words[3]) if len(words) > 3 else os.cpu_count()
    return open_book(words[0]), words[1], mode, threads
