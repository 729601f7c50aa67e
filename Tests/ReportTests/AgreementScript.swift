/// Reads all four reports with Python's csv and json and with openpyxl, and compares every cell.
/// Prints the numbers of breaks, balances and sheets it saw.
let agreementScript = #"""
  import csv, datetime, json, re, sys, zipfile
  from decimal import Decimal, getcontext
  import openpyxl

  folder = sys.argv[1]
  csv.field_size_limit(10 ** 9)
  getcontext().prec = 99
  breaks = json.load(open(folder + "/breaks.json", encoding="utf-8"))
  summary = json.load(open(folder + "/summary.json", encoding="utf-8"))
  book = openpyxl.load_workbook(folder + "/breaks.xlsx")

  def same(one, other, where):
    if one != other:
      raise SystemExit("%s: %r is not %r" % (where, one, other))

  def shown(text):
    "The workbook's text, written from its description, not from its code."
    out = []
    for index, c in enumerate(text):
      if (ord(c) < 32 and c not in "\t\n") or ord(c) in (0xFFFE, 0xFFFF):
        out.append("\\u{%x}" % ord(c))
      elif re.match("_[xX][0-9A-Fa-f]{4}_", text[index:index + 7]):
        out.append("_x005F_")
      else:
        out.append(c)
    return "".join(out)

  def check_text(cell, text, where):
    whole = shown(text or "")
    if len(whole.encode("utf-16-le")) // 2 > 32767:
      mark = "… [cut: %d characters, all of them in the CSV and JSON reports]" % len(text)
      if not cell.value.endswith(mark) or not whole.startswith(cell.value[:-len(mark)]):
        raise SystemExit(where + ": badly cut")
      if not 32740 < len(cell.value.encode("utf-16-le")) // 2 <= 32767:
        raise SystemExit(where + ": cut to a wrong length")
      return
    same(cell.value or "", whole, where)
    if cell.value is not None:
      same(cell.data_type, "s", where)
      if cell.number_format != "@":
        raise SystemExit(where + ": not of the format Text")

  def check_number(cell, text, where):
    if text is None:
      return same(cell.value, None, where)
    digits = Decimal(text).normalize().as_tuple().digits
    if len(digits) <= 15:
      same(cell.data_type, "n", where)
      same(Decimal(repr(cell.value)), Decimal(text), where)
    else:
      same(cell.value, "see exact", where)

  def check_amount(row, title, text, where):
    check_number(row[title], text, where + " " + title)
    check_text(row[title + " (exact)"], text, where + " " + title + " exact")

  def table(name):
    rows = []
    for sheet in book.worksheets:
      if sheet.title == name or re.fullmatch(re.escape(name) + r" \(\d+\)", sheet.title):
        cells = list(sheet.iter_rows())
        titles = [cell.value for cell in cells[0]]
        assert all(cell.font.b for cell in cells[0]) and sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref.startswith("A1:"), sheet.auto_filter.ref
        rows += [dict(zip(titles, row)) for row in cells[1:]]
    return rows

  # breaks.csv and breaks.json
  with open(folder + "/breaks.csv", encoding="utf-8", newline="") as file:
    records = list(csv.reader(file, strict=True, lineterminator="\n"))
  header, records = records[0], records[1:]
  same(len(records), len(breaks["breaks"]), "records")
  numeric = {"amount", "statement_amount", "ledger_amount", "value_usd"}
  for record, item in zip(records, breaks["breaks"]):
    same(sorted(header), sorted(item), "columns")
    for name, field in zip(header, record):
      value = item[name]
      if name in numeric:
        same(field, value or "", name)
        assert re.fullmatch(r"(-?\d+(\.\d+)?)?", field), field
        continue
      text = field[1:] if field.startswith("'") else field
      expected = " ".join(value) if isinstance(value, list) else value
      if isinstance(expected, int) and not isinstance(expected, bool):
        expected = str(expected)
      expected = {True: "true", False: "false", None: ""}.get(expected, expected)
      same(text, expected, name)

  # sheet Open items
  titles = {"break_id": "Break", "kind": "Kind", "account": "Account", "asset": "Asset",
    "side": "Side", "reference": "Reference", "rule": "Rule", "detail": "Detail",
    "severity": "Severity"}
  amounts = {"amount": "Amount", "statement_amount": "Statement amount",
    "ledger_amount": "Ledger amount", "value_usd": "Value USD"}
  rows = table("Open items")
  same(len(rows), len(breaks["breaks"]), "rows of Open items")
  for row, item in zip(rows, breaks["breaks"]):
    for name, title in titles.items():
      check_text(row[title], item[name], item["break_id"] + " " + name)
    for name, title in amounts.items():
      check_amount(row, title, item[name], item["break_id"])
    same(row["Age (business days)"].value, item["age_days"], "age")
    same(row["First seen"].value, item["first_seen"], "first seen")
    same(row["Standing"].value, item["standing"], "standing")
    same(row["Override"].value, item["override"], "override")
    same(row["Material"].value, item["material"], "material")
    check_text(row["Entries"], " ".join(item["entries"]), "entries")
    check_text(row["Competing"], " ".join(item["competing"]), "competing")
    check_text(row["When (exact)"], item["instant"], "instant")
    when = row["When (UTC)"].value
    if item["instant"] and when != "see exact":
      second = datetime.datetime.strptime(item["instant"][:19], "%Y-%m-%dT%H:%M:%S")
      assert abs(when - second) < datetime.timedelta(milliseconds=2), (when, second)
    assert row["Meaning"].value
    noted = item["entries"]
    check_text(row["Nearest miss"], noted and "+near " + item["break_id"], "nearest miss")
    check_text(row["File and line"], noted and "=at %s.csv:7" % item["break_id"], "lines")

    assert [row[title].value for title in ("Disposition", "Comment", "Reviewer")] == [None] * 3

  # sheets Statement, Proof of cash, Roll-forward: what formulas came to, and the exact text beside
  values = openpyxl.load_workbook(folder + "/breaks.xlsx", data_only=True)
  formulas = 0
  def pages(name):
    rows = []
    for sheet in values.worksheets:
      if sheet.title == name or re.fullmatch(re.escape(name) + r" \(\d+\)", sheet.title):
        rows += [[cell.value for cell in row] for row in sheet.iter_rows()]
    return rows
  for sheet in book.worksheets:
    for row in sheet.iter_rows():
      for cell in row:
        if cell.data_type == "f":
          assert sheet.title.split(" (")[0] in ("Statement", "Proof of cash", "Roll-forward")
          assert re.fullmatch(r"=ROUND\([-A-F0-9+:SUM()]+,\d+\)", cell.value), cell.value
          formulas += 1
  def told(value, text, where):
    if value != "see exact":
      same(Decimal(repr(value)), Decimal(text), where)
  sums = {"Balance per statement": "statement_balance", "Balance per ledger": "ledger_balance",
    "Add: ledger entries not on the statement": "open_ledger",
    "Adjusted statement balance": "adjusted_statement",
    "Add: statement entries not in the ledger": "open_statement",
    "Errors: residuals of matches": "errors", "Unexplained": "unexplained",
    "Difference of the openings": "opening_difference",
    "Adjusted ledger balance": "adjusted_ledger"}
  blocks = {}
  for row in pages("Statement"):
    if row[0] and row[0].startswith("Statement of reconciliation: "):
      block = blocks.setdefault(row[0][29:], {})
    elif row[0] in sums:
      block[sums[row[0]]] = row[2]
      told(row[1], row[2], row[0])
  for item in summary["balances"]:
    block = blocks[shown(item["account"] + ", " + item["asset"])]
    same(block, {name: item["statement_of_reconciliation"][name] for name in sums.values()},
      "sheet Statement")
  closings = [(row[5], row[6]) for row in pages("Proof of cash")
    if row[0] in ("Per statement", "Per ledger", "Difference")]
  wanted = [item["proof_of_cash"][part]["closing"] for item in summary["balances"]
    for part in ("statement", "ledger", "difference")]
  same([exact for _, exact in closings], wanted, "sheet Proof of cash")
  for value, exact in closings:
    told(value, exact, "proof of cash")
  rolls = [(row[1], row[2]) for row in pages("Roll-forward") if row[0] == "Closing"]
  same([exact for _, exact in rolls], [item["roll_forward"][side]["closing"]
    for item in summary["balances"] for side in ("statement", "ledger")], "sheet Roll-forward")
  for value, exact in rolls:
    told(value, exact, "roll-forward")
  assert formulas > 0 or not summary["balances"] or len(breaks["breaks"]) > 40

  # sheet Balances
  sides = {"opening": "opening", "movement": "movement", "stated": "stated",
    "open_amount": "open amount", "balance": "balance"}
  proof = {"difference": "Difference", "opening_difference": "Opening difference",
    "residuals": "Residuals of matches", "open_statement": "Open on statement",
    "open_ledger": "Open in ledger", "unexplained": "Unexplained"}
  rows = table("Balances")
  same(len(rows), len(summary["balances"]), "rows of Balances")
  for row, item in zip(rows, summary["balances"]):
    for name in ("account", "asset", "status"):
      check_text(row[name.capitalize()], item[name], name)
    same(row["Matched"].value, item["matched"], "matched")
    for name, title in proof.items():
      check_amount(row, title, item["proof"][name], "balances")
    check_amount(row, "Tolerance", item["tolerance"], "balances")
    check_amount(row, "Tolerance used", item["tolerance_used"], "balances")
    check_amount(row, "Tolerance budget", item["tolerance_budget"], "balances")
    uses = sum(Decimal(use["amount"]) for use in item["tolerance_uses"])
    same(uses, Decimal(item["tolerance_used"]), "uses of tolerances")
    table_of = item["statement_of_reconciliation"]
    for side in ("statement", "ledger"):
      title = "Adjusted %s balance" % side
      check_amount(row, title, table_of["adjusted_" + side], "balances")
      same(table_of[side + "_balance"], item[side]["balance"], "statement of reconciliation")
      cash, roll = item["proof_of_cash"][side], item["roll_forward"][side]
      same(cash["closing"], item[side]["balance"], "proof of cash")
      same((roll["opening"], roll["closing"]), (cash["opening"], cash["closing"]), "roll-forward")
    check_text(row["Why not zero"], "; ".join(c["detail"] for c in item["causes"]), "causes")
    for side in ("statement", "ledger"):
      for name, title in sides.items():
        check_amount(row, side.capitalize() + " " + title, item[side][name], "balances")
      same(row[side.capitalize() + " known"].value, item[side]["known"], "known")
      same(row[side.capitalize() + " entries"].value, item[side]["entries"], "entries")
      same(row[side.capitalize() + " open entries"].value, item[side]["open_entries"], "open")

  # sheet Refused lines
  rows = table("Refused lines")
  same(len(rows), len(summary["refused_lines"]), "rows refused")
  for row, item in zip(rows, summary["refused_lines"]):
    for name, title in {"source": "Source", "account": "Account", "code": "Fault",
        "message": "What was found", "hint": "Hint"}.items():
      check_text(row[title], item[name], name)

  # sheet Summary
  pages = [sheet for sheet in book.worksheets if sheet.title.startswith("Summary")]
  page = [[cell.value for cell in row] for sheet in pages for row in sheet.iter_rows(max_col=7)]
  labels = {row[0]: row[1] for row in page[:11]}
  same(labels["Book"], shown(summary["book"]), "book")
  same(labels["Business date"], summary["business_date"], "business date")
  same(labels["Cut-off"], summary["cut_off"], "cut-off")
  same(labels["Status"], summary["status"], "status")
  same(labels["Accounts"], len(summary["accounts"]), "accounts")
  same(labels["Matched"], summary["matches"]["total"], "matched")
  same(labels["Breaks"], summary["breaks"]["total"], "breaks")
  same(labels["Material breaks"], summary["breaks"]["material"], "material")
  same(labels["Lines refused"], len(summary["refused_lines"]), "refused")
  same(page[10][2], summary["threshold_usd"], "threshold")

  def block(heading):
    rows, inside = [], False
    for row in page:
      inside = (inside and any(value is not None for value in row)) or row[0] == heading
      if inside and row[0] != heading:
        rows.append([value for value in row])
    return rows

  def blank(values):
    return [value if value != "" else None for value in values]

  def start(values):
    "How a cut text ends was looked at above."
    return [v[:99] if isinstance(v, str) and len(v) > 16000 else v for v in values]

  def compare(heading, expected):
    rows = block(heading)
    same(len(rows), len(expected), heading)
    for row, values in zip(rows, expected):
      same(start(row[:len(values)]), start(blank(values)), heading)

  compare("Account", [[shown(a["account"]), a["status"], a["assets"], a["breaks"]]
    for a in summary["accounts"]])
  same({row[0]: row[1] for row in block("Kind of break")}, summary["breaks"]["by_kind"], "kinds")
  same(sum(row[2] for row in block("Kind of break")), summary["breaks"]["material"], "material")
  compare("Matching rule", sorted([rule, n] for rule, n in summary["matches"]["by_rule"].items()))
  compare("Source", [[s["name"], s["read"], s["understood"], s["duplicates"], s["refused"],
    sum(s["ignored"].values()), ", ".join("%s: %d" % pair for pair in sorted(s["ignored"].items()))]
    for s in summary["sources"]])
  rows = block("Derivative position (as stated)")
  same([[r[0], r[1], r[2], r[4], r[6]] for r in rows], [[p["account"], p["market"], p["side"],
    p["size"], p["entry_price"]] for p in summary["open_positions"]], "derivatives")
  compare("Venue of alias", [[a["venue"], a["code"], a["asset"], a["count"]]
    for a in summary["aliases"]])
  compare("File", [[d["file"], d["severity"], d["code"], d["message"], d["hint"]]
    for d in summary["diagnostics"]])

  # breaks.json and summary.json
  for name in ("book", "business_date", "cut_off", "status"):
    same(breaks[name], summary[name], name)
  same(summary["breaks"]["total"], len(breaks["breaks"]), "total")
  same(summary["breaks"]["material"], sum(b["material"] for b in breaks["breaks"]), "material")

  # nothing is a link or a macro; formulas were looked at above
  for sheet in book.worksheets:
    for row in sheet.iter_rows():
      for cell in row:
        assert cell.hyperlink is None, cell.coordinate
  archive = zipfile.ZipFile(folder + "/breaks.xlsx")
  for name in archive.namelist():
    assert name.endswith((".xml", ".rels")), name
    if name.startswith("xl/worksheets/"):
      assert not re.search(rb"<hyperlink", archive.read(name)), name
  print(len(breaks["breaks"]), len(summary["balances"]), ",".join(book.sheetnames))
  """#
