#!/usr/bin/env python3
"""pandas with datacompy, decimal128 columns. Usage: peer_datacompy.py DIR OUT.csv

datacompy pairs lines of one reference in their order, so lines that stand twice are missing on
the other side."""
import datacompy
import pandas as pd
import pyarrow as pa

from book import ALIASES, WINDOW_SECONDS, arguments, finish

book, out, mode, _ = arguments(["paired"])
DECIMAL = pa.decimal128(38, 18)


def rows(side):
    """A frame of the side's lines: ref, t, asset, amount."""
    names = {side.reference: "ref", side.time: "t", side.asset: "asset", side.amount: "amount"}
    frame = pd.read_csv(side.path, dtype=str, usecols=list(names), keep_default_na=False)
    frame = frame.rename(columns=names)
    frame["asset"] = frame["asset"].str.upper().replace(ALIASES)
    frame["t"] = pd.to_datetime(frame["t"], format="ISO8601", utc=True)
    amounts = pa.array(frame["amount"], pa.string()).cast(DECIMAL)
    frame["amount"] = pd.Series(amounts, dtype=pd.ArrowDtype(DECIMAL))
    return frame


compare = datacompy.PandasCompare(
    rows(book.statement), rows(book.ledger), join_columns="ref", abs_tol=0, rel_tol=0,
    df1_name="s", df2_name="l")
both = compare.intersect_rows
finding = pd.Series(None, index=both.index, dtype=object)
finding[(both["t_s"] - both["t_l"]).abs() > pd.Timedelta(seconds=WINDOW_SECONDS)] = "time_differs"
finding[both["amount_s"] != both["amount_l"]] = "amount_differs"
finding[both["asset_s"] != both["asset_l"]] = "asset_differs"
found = pd.concat([
    both.assign(finding=finding)[finding.notna()],
    compare.df1_unq_rows.assign(finding="missing_in_ledger"),
    compare.df2_unq_rows.assign(finding="missing_in_statement")])
found.to_csv(out, index=False)
finish(book, mode, found["finding"].value_counts().to_dict())
