#!/usr/bin/env python3
"""DuckDB: exact decimals, times with zone. Usage: peer_duckdb.py DIR OUT.csv [full|simple|noid]"""
import duckdb

from book import ALIASES, WINDOW_SECONDS, arguments, finish

book, out, mode, threads = arguments(["full", "simple", "noid"])
db = duckdb.connect()
db.execute(f"SET threads={threads}; SET TimeZone='UTC'; SET preserve_insertion_order=false")
pairs = ", ".join(f"'{alias}': '{asset}'" for alias, asset in ALIASES.items())
db.execute(f"CREATE MACRO asset_of(c) AS coalesce((MAP {{{pairs}}})[upper(c)], upper(c))")


def rows(side):
    """A query of the side's lines: reference, entry, time, asset, amount."""
    types = {side.time: "TIMESTAMPTZ", side.amount: "DECIMAL(38,18)"}
    columns = ", ".join(f"'{name}': '{types.get(name, 'VARCHAR')}'" for name in side.columns)
    entry = side.entry or "NULL"
    return (f"SELECT nullif({side.reference}, '') AS ref, {entry} AS entry, {side.time} AS t, "
            f"asset_of({side.asset}) AS asset, {side.amount} AS amount "
            f"FROM read_csv('{side.path}', header=true, delim=',', quote='\"', escape='\"', "
            f"columns={{{columns}}})")


FAR = f"abs(epoch_us(s.t) - epoch_us(l.t)) > {WINDOW_SECONDS}000000"
FINDING = f"""CASE WHEN l.entry IS NULL THEN 'missing_in_ledger'
  WHEN s.t IS NULL THEN 'missing_in_statement' WHEN s.asset <> l.asset THEN 'asset_differs'
  WHEN s.amount <> l.amount THEN 'amount_differs' WHEN {FAR} THEN 'time_differs' END"""
FOUND = f"""SELECT {FINDING} AS finding, coalesce(s.ref, l.ref) AS ref, l.entry AS entry,
  coalesce(s.asset, l.asset) AS asset, s.amount AS s_amount, l.amount AS l_amount,
  s.t AS s_t, l.t AS l_t"""

if mode == "simple":
    db.execute(f"""CREATE TEMP TABLE found AS SELECT * FROM
      ({FOUND} FROM ({rows(book.statement)}) s FULL JOIN ({rows(book.ledger)}) l ON s.ref = l.ref)
      WHERE finding IS NOT NULL""")
elif mode == "full":
    for name, side in (("s", book.statement), ("l", book.ledger)):
        db.execute(f"""
CREATE TEMP TABLE {name}_all AS {rows(side)};
CREATE TEMP TABLE {name}_twice AS SELECT ref, count(*) - 1 AS more FROM {name}_all
  WHERE ref IS NOT NULL GROUP BY ref HAVING count(*) > 1;
CREATE TEMP TABLE {name}_first AS SELECT DISTINCT ON (ref) a.* FROM {name}_all a
  SEMI JOIN {name}_twice USING (ref);
CREATE TEMP VIEW {name}_once AS SELECT * FROM {name}_all a ANTI JOIN {name}_twice USING (ref)
  UNION ALL SELECT * FROM {name}_first""")
    db.execute(f"""
CREATE TEMP TABLE open AS SELECT * FROM
  ({FOUND} FROM s_once s FULL JOIN l_once l ON s.ref = l.ref) WHERE finding IS NOT NULL;
CREATE TEMP TABLE again AS SELECT s.ref AS ref, l.entry AS entry FROM open s JOIN open l
  ON s.finding = 'missing_in_ledger' AND l.finding = 'missing_in_statement' AND l.ref IS NULL
  AND s.asset = l.asset AND s.s_amount = l.l_amount
  AND abs(epoch_us(s.s_t) - epoch_us(l.l_t)) <= {WINDOW_SECONDS}000000;
CREATE TEMP TABLE found AS
  SELECT * FROM open WHERE
    NOT (finding = 'missing_in_ledger' AND ref IN (SELECT ref FROM again))
    AND NOT (finding = 'missing_in_statement' AND entry IN (SELECT entry FROM again))
  UNION ALL SELECT 'twice_on_statement', ref, NULL, asset, amount, NULL, t, NULL
    FROM s_first JOIN s_twice USING (ref), range(more)
  UNION ALL SELECT 'twice_in_ledger', ref, entry, asset, NULL, amount, NULL, t
    FROM l_first JOIN l_twice USING (ref), range(more)""")
else:
    db.execute(f"""
CREATE TEMP TABLE s AS {rows(book.statement)};
CREATE TEMP TABLE l AS {rows(book.ledger)};
CREATE TEMP TABLE pairs AS SELECT s.rowid AS s_row, l.rowid AS l_row FROM s JOIN l
  ON s.asset = l.asset AND s.amount = l.amount AND NOT {FAR};
CREATE TEMP TABLE found AS
  SELECT 'missing_in_ledger' AS finding, s.* FROM s ANTI JOIN pairs ON s.rowid = pairs.s_row
  UNION ALL
  SELECT 'missing_in_statement', l.* FROM l ANTI JOIN pairs ON l.rowid = pairs.l_row""")
db.execute(f"COPY found TO '{out}' (HEADER)")
counts = db.execute("SELECT finding, count(*) FROM found GROUP BY finding").fetchall()
finish(book, mode, dict(counts))
