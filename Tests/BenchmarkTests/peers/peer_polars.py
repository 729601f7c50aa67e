#!/usr/bin/env python3
"""Polars: streaming engine, exact decimals. Usage: peer_polars.py DIR OUT.csv [full|simple]"""
import os
import sys

os.environ.setdefault("POLARS_MAX_THREADS", sys.argv[4] if len(sys.argv) > 4 else "2")
import polars as pl  # noqa: E402: the threads are set before

from book import ALIASES, WINDOW_SECONDS, arguments, finish  # noqa: E402

book, out, mode, _ = arguments(["full", "simple"])
WINDOW = pl.duration(seconds=WINDOW_SECONDS)
STREAMING = {"engine": "streaming"}


def rows(side):
    """A lazy frame of the side's lines: ref, entry, t, asset, amount."""
    return pl.scan_csv(side.path, infer_schema=False).select(
        pl.col(side.reference).alias("ref"),
        pl.col(side.entry or side.time).alias("entry"),
        pl.col(side.time).str.to_datetime(
            "%Y-%m-%dT%H:%M:%S%.f%#z", time_unit="us", time_zone="UTC").alias("t"),
        pl.col(side.asset).str.to_uppercase().replace(ALIASES).alias("asset"),
        pl.col(side.amount).cast(pl.Decimal(38, 18)).alias("amount"))


def compared(statement, ledger):
    """What does not agree of two sides on which no reference stands twice."""
    both = statement.join(ledger, on="ref", how="full", coalesce=True, suffix="_l")
    finding = (
        pl.when(pl.col("entry_l").is_null()).then(pl.lit("missing_in_ledger"))
        .when(pl.col("entry").is_null()).then(pl.lit("missing_in_statement"))
        .when(pl.col("asset") != pl.col("asset_l")).then(pl.lit("asset_differs"))
        .when(pl.col("amount") != pl.col("amount_l")).then(pl.lit("amount_differs"))
        .when((pl.col("t") - pl.col("t_l")).abs() > WINDOW).then(pl.lit("time_differs")))
    return (both.with_columns(finding=finding).filter(pl.col("finding").is_not_null())
            .drop("entry").collect(**STREAMING))


def once(side):
    """The side's lines, each reference once, and the lines beyond that."""
    twice = (side.lazy().filter(pl.col("ref").is_not_null()).group_by("ref").len()
             .filter(pl.col("len") > 1).select("ref").collect(**STREAMING))
    several = side.lazy().join(twice.lazy(), on="ref", how="semi").collect(**STREAMING)
    first = several["ref"].is_first_distinct()
    rest = side.lazy().join(twice.lazy(), on="ref", how="anti")
    return pl.concat([rest, several.filter(first).lazy()]), several.filter(~first)


if mode == "simple":
    found = compared(rows(book.statement), rows(book.ledger))
else:
    statement, ledger = pl.collect_all([rows(book.statement), rows(book.ledger)], **STREAMING)
    statement_once, statement_more = once(statement)
    ledger_once, ledger_more = once(ledger)
    open_lines = compared(statement_once, ledger_once)
    left = open_lines.filter(pl.col("finding") == "missing_in_ledger")
    right = open_lines.filter(
        (pl.col("finding") == "missing_in_statement") & pl.col("ref").is_null())
    again = (left.select("ref", "asset", "amount", "t")
             .join(right.select("entry_l", asset="asset_l", amount="amount_l", t_l="t_l"),
                   on=["asset", "amount"])
             .filter((pl.col("t") - pl.col("t_l")).abs() <= WINDOW))
    is_again = ((pl.col("finding") == "missing_in_ledger")
                & pl.col("ref").is_in(again["ref"].implode())
                | (pl.col("finding") == "missing_in_statement")
                & pl.col("entry_l").is_in(again["entry_l"].implode()))
    found = pl.concat([
        open_lines.filter(~is_again.fill_null(False)),
        statement_more.drop("entry").with_columns(finding=pl.lit("twice_on_statement")),
        ledger_more.select("ref", entry_l="entry", t_l="t", asset_l="asset", amount_l="amount")
        .with_columns(finding=pl.lit("twice_in_ledger")),
    ], how="diagonal")
found.write_csv(out)
finish(book, mode, dict(found.group_by("finding").len().iter_rows()))
