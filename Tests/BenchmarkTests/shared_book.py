#!/usr/bin/env python3
"""Settings and truth for inputs of another generator. Usage: shared_book.py DIR

DIR holds exchange.csv, ledger.csv and truth.json as a generator outside this repository writes
them. Writes DIR/tieout.yaml and DIR/tieout-truth.json: what its truth comes to in tieout's words.
A late entry with an equal reference is matched and no break; a flipped sign is SIGN_REVERSED; an
entry without id is matched by amount within the window.
"""
import json
import os
import sys

SETTINGS = """\
book: benchmark
business_date: 2026-01-31
archive: runs
matching: { window_seconds: 60 }
accounts:
  - account: exchange
    statement: [ "exchange.csv" ]
    ledger_account: "assets:exchange:*"
    aliases: { XXBT: BTC, XETH: ETH, ZUSD: USD, ZEUR: EUR, XXDG: DOGE }
    format:
      kind: csv
      columns: { reference: id, booked_at: time, asset: asset, amount: amount }
ledger:
  - files: [ "ledger.csv" ]
    aliases:
      { XBT: BTC, XXBT: BTC, btc: BTC, XETH: ETH, eth: ETH, ZUSD: USD, usd: USD, ZEUR: EUR,
        usdt: USDT, XDG: DOGE, XXDG: DOGE }
    format:
      kind: csv
      columns:
        { reference: external_id, booked_at: posted_at, account: account, asset: currency,
          amount: quantity }
"""


def tieout_truth(truth):
    """The counts tieout must come to: a third of the planted amounts has the other sign."""
    planted = round(truth["rows"] * 0.001)
    zeros = planted - truth["amount_mismatch"]
    reversed_signs = planted - 2 * (planted // 3) - zeros
    differing = truth["amount_mismatch"]
    missing = truth["missing_in_ledger"] + truth["missing_in_exchange"]
    return {
        "shape": "references", "events": truth["rows"],
        "statement": "exchange.csv", "ledger": "ledger.csv", "business_date": "2026-01-31",
        "statement_lines": truth["exchange_rows"], "ledger_lines": truth["ledger_rows"],
        "refused": 0,
        "matches": {
            "exact-reference": truth["rows"] - missing - differing - truth["blank_external_id"],
            "reference-amount-differs": differing,
            "amount-within-window": truth["blank_external_id"],
        },
        "breaks": {
            "MISSING_LEDGER": truth["missing_in_ledger"],
            "MISSING_STATEMENT": truth["missing_in_exchange"],
            "AMOUNT_DIFF": differing - reversed_signs, "SIGN_REVERSED": reversed_signs,
            "DUPLICATE_LEDGER": truth["duplicate_in_ledger"],
            "DUPLICATE_STATEMENT": truth["duplicate_in_exchange"],
        },
    }


def main():
    folder = sys.argv[1]
    with open(os.path.join(folder, "truth.json")) as file:
        truth = json.load(file)
    with open(os.path.join(folder, "tieout.yaml"), "w") as file:
        file.write(SETTINGS)
    with open(os.path.join(folder, "tieout-truth.json"), "w") as file:
        json.dump(tieout_truth(truth), file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main()
