/// Python that reads a page as a tree; `folder` is the script's argument.
let pageTree = #"""
  import csv, hashlib, json, re, sys
  from decimal import Decimal, getcontext
  from html.parser import HTMLParser

  folder = sys.argv[1]
  csv.field_size_limit(10 ** 9)
  getcontext().prec = 99
  VOID = {"meta", "link", "br", "hr", "img", "input", "wbr", "base", "col"}

  def stop(text):
    raise SystemExit(text)

  def same(one, other, where):
    if one != other:
      stop("%s: %r is not %r" % (where, one, other))

  class Node:
    def __init__(self, tag, attributes, parent):
      self.tag, self.attributes, self.parent = tag, attributes, parent
      self.children = []

    def walk(self):
      yield self
      for child in self.children:
        if isinstance(child, Node):
          yield from child.walk()

    def text(self):
      return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def all(self, tag, **wanted):
      return [n for n in self.walk() if n.tag == tag and
              all(wanted[k] in n.attributes.get(k, "").split() for k in wanted)]

    def one(self, tag, **wanted):
      found = self.all(tag, **wanted)
      same(len(found), 1, "%s %r" % (tag, wanted))
      return found[0]

  class Page(HTMLParser):
    def __init__(self):
      super().__init__(convert_charrefs=True)
      self.root = self.here = Node("root", {}, None)
      self.doctypes = 0

    def handle_decl(self, text):
      same(text, "doctype html", "the doctype")
      self.doctypes += 1

    def open(self, tag, attributes):
      names = [name for name, value in attributes]
      same(len(names), len(set(names)), "an attribute twice in " + tag)
      node = Node(tag, {k: v or "" for k, v in attributes}, self.here)
      self.here.children.append(node)
      return node

    def handle_starttag(self, tag, attributes):
      node = self.open(tag, attributes)
      if tag not in VOID:
        self.here = node

    def handle_startendtag(self, tag, attributes):
      if tag not in {"rect", "line"}:
        stop("closed at once: " + tag)
      self.open(tag, attributes)

    def handle_endtag(self, tag):
      same(tag, self.here.tag, "the end of a tag")
      self.here = self.here.parent

    def handle_data(self, data):
      self.here.children.append(data)

    def handle_comment(self, data):
      stop("a comment")

    def handle_pi(self, data):
      stop("an instruction")

    def unknown_decl(self, data):
      stop("a declaration")

  """#

/// Reads `report.html` with Python's html.parser and holds it against `breaks.csv` and
/// `summary.json`. Prints how many breaks and balances it saw, then a digest of the page's
/// skeleton: its tags and attributes without texts, ids and lengths.
public let pageScript =
  pageTree + #"""
    source = open(folder + "/report.html", encoding="utf-8", newline="").read()
    for c in source:
      hidden = c in "\u2028\u2029\u202e\u200b\ufeff"
      if ord(c) < 32 and c != "\n" or 0x7F <= ord(c) < 0xA0 or hidden:
        stop("U+%04X stands in the page" % ord(c))
    page = Page()
    page.feed(source)
    page.close()
    same(page.here, page.root, "what is still open at the end")
    same(page.doctypes, 1, "doctypes")
    root = page.root

    # A page that needs nothing and runs nothing.
    for node in root.walk():
      if node.tag in {"script", "iframe", "object", "embed", "form", "link", "base", "img", "a"}:
        target = node.attributes.get("href", "")
        if node.tag != "a" or not re.fullmatch(r"#[a-z0-9-]+|(breaks|summary)\.[a-z]+", target):
          stop("<%s href=%r>" % (node.tag, target))
      for name in node.attributes:
        if name.startswith("on") or name in {"style", "src", "srcset", "xlink:href", "action"}:
          stop("attribute %s of %s" % (name, node.tag))
    policy = [n for n in root.all("meta") if "http-equiv" in n.attributes][0].attributes
    same(policy["content"], "default-src 'none'; style-src 'unsafe-inline'; img-src data:", "CSP")
    style = root.one("style").text()
    if re.search(r"url\(|@import|expression|</", style):
      stop("the style asks for something")

    # What a screen reader and a keyboard need.
    same(root.one("html").attributes.get("lang"), "en-GB", "lang")
    for tag in ["header", "main", "footer", "h1", "title"]:
      if tag != "title":
        root.one(tag)
    same(len(root.one("head").all("title")), 1, "titles")
    ids = [n.attributes["id"] for n in root.walk() if "id" in n.attributes]
    same(len(ids), len(set(ids)), "ids that stand once")
    for node in root.walk():
      href = node.attributes.get("href", "")
      if href.startswith("#") and href[1:] not in ids:
        stop("no place " + href)
      for name in ["aria-labelledby", "aria-describedby"]:
        for target in node.attributes.get(name, "").split():
          if target not in ids:
            stop("no label " + target)
      if node.tag == "th" and node.attributes.get("scope") not in {"row", "col"}:
        stop("a th without scope")
      if node.tag == "table":
        same(node.children[1].tag if isinstance(node.children[0], str) else node.children[0].tag,
             "caption", "the first thing in a table")
        width = len(node.one("thead").all("th"))
        for row in node.one("tbody").all("tr"):
          same(len(row.all("th")) + len(row.all("td")), width, "cells of a row")
      if node.tag == "svg" and node.attributes.get("aria-hidden") != "true":
        same(node.attributes.get("role"), "img", "the role of a drawing")
        same([c.tag for c in node.children if isinstance(c, Node)][0], "title", "its title")
      if node.tag == "details":
        same([c.tag for c in node.children if isinstance(c, Node)][0], "summary", "a summary")
    level = 0
    for node in root.walk():
      if re.fullmatch("h[1-6]", node.tag):
        if int(node.tag[1]) > level + 1:
          stop("a heading of level %s after %d" % (node.tag, level))
        level = int(node.tag[1])

    # The figures.
    def original(text):
      return re.sub(r"\\u\{([0-9a-f]+)\}", lambda m: chr(int(m.group(1), 16)), text)

    def fits(shown, whole, where):
      cut = re.fullmatch(r"(.*) … \((\d+) (characters )?more\)", shown, re.DOTALL)
      if cut and shown != whole:
        if not whole.startswith(cut.group(1)) and not original(cut.group(1)) == whole[:2000]:
          stop("%s: badly cut: %r" % (where, shown))
        return
      same(original(shown), whole, where)

    rows = list(csv.DictReader(open(folder + "/breaks.csv", encoding="utf-8", newline="")))
    NUMBERS = {"amount", "statement_amount", "ledger_amount", "value_usd", "age_days"}
    for row in rows:
      for name in row:
        if name not in NUMBERS and row[name].startswith("'"):
          row[name] = row[name][1:]
    SEVERE = ["critical", "high", "medium", "low"]
    valued = [r for r in rows if r["value_usd"]]
    valued.sort(key=lambda r: -Decimal(r["value_usd"]))
    others = [r for r in rows if not r["value_usd"]]
    others.sort(key=lambda r: SEVERE.index(r["severity"]))
    expected = (valued + others)[:200]
    shown = root.all("details", **{"class": "break"})
    same(len(shown), len(expected), "breaks on the page")
    for node, row in zip(shown, expected):
      where = row["break_id"]
      cells = {dd.attributes["class"].split()[0]: dd.text() for dd in node.one("dl").all("dd")}
      same(node.attributes["id"], where, "order of breaks")
      for name, text in row.items():
        if name in {"entries", "competing"} and text.count(" ") >= 40:
          text = " ".join(text.split(" ")[:40]) + " … (%d more)" % (text.count(" ") - 39)
          same(cells[name], text, where + " " + name)
        else:
          fits(cells.pop(name, ""), text, where + " " + name)
      head = node.one("summary").text()
      for name in ["kind", "severity"]:
        if row[name] not in head:
          stop("%s: no %s in %r" % (where, name, head))

    summary = json.load(open(folder + "/summary.json", encoding="utf-8"))
    fits(root.one("h1").one("bdi").text(), summary["book"], "book")
    same(root.one("p", **{"class": "verdict"}).one("strong").text(), summary["status"], "status")
    facts = {n.one("dt").text(): n.one("dd").text()
             for n in root.one("dl", **{"class": "facts"}).all("div")}
    same(facts["Breaks"], str(len(rows)), "breaks")
    same(facts["Material breaks"], str(sum(r["material"] == "true" for r in rows)), "material")
    same(facts["Matches"], str(summary["matches"]["total"]), "matches")
    same(facts["Lines refused"], str(len(summary["refused_lines"])), "refused")

    def table(name):
      found = root.all("table", id=name)
      return [[c.text() for c in r.children if isinstance(c, Node)]
              for r in found[0].one("tbody").all("tr")] if found else []

    kinds = {}
    for row in table("by-kind"):
      kind = re.match("[A-Z0-9_]+", row[0]).group(0)
      kinds[kind] = int(row[1])
      material = sum(r["kind"] == kind and r["material"] == "true" for r in rows)
      same(int(row[2]), material, "material of " + kind)
    same(kinds, summary["breaks"]["by_kind"], "kinds")

    bands = [(0, 2), (3, 5), (6, 30), (31, 60), (61, 10 ** 9)]
    for place, row in enumerate(table("by-age")):
      def within(r):
        if not r["age_days"] or place == len(bands):
          return not r["age_days"] and place == len(bands)
        return bands[place][0] <= int(r["age_days"]) <= bands[place][1]
      counts = [sum(within(r) and r["severity"] == s for r in rows) for s in reversed(SEVERE)]
      same([int(n) for n in row[1:6]], counts + [sum(counts)], "age " + row[0])

    tiles = root.all("li", **{"class": "tile"})
    balances = summary["balances"]
    same(len(tiles), min(len(balances), 400), "tiles")
    if len(tiles) == len(balances):
      for node, balance in zip(tiles, balances):
        fits(node.one("h4").text(), balance["asset"], "asset")
        same(node.one("p").text().split()[-1], balance["status"], "status of a tile")
        same([d.text() for d in node.all("dd")],
             [balance["proof"]["difference"], balance["proof"]["unexplained"],
              str(balance["statement"]["open_entries"] + balance["ledger"]["open_entries"])],
             "tile")

    def amounts(table):
      return [[c.text() for c in row.all("td")] for row in table.one("tbody").all("tr")]

    statements = root.all("details", **{"class": "statement"})
    for node in statements:
      number = int([n for n in node.walk() if "id" in n.attributes][0].attributes["id"][10:])
      balance = balances[number - 1]
      tables = node.all("table")
      told = balance["statement_of_reconciliation"]
      order = ["statement_balance", "open_ledger", "adjusted_statement", "ledger_balance",
               "open_statement", "errors", "opening_difference", "adjusted_ledger", "unexplained"]
      same(amounts(tables[0]), [[told[k]] for k in order], "statement of reconciliation")
      cash = ["opening", "receipts", "disbursements", "unfooted", "closing"]
      same(amounts(tables[1]), [[balance["proof_of_cash"][s][k] for k in cash]
           for s in ["statement", "ledger", "difference"]], "proof of cash")
      for walk in node.all("svg", **{"class": "walk"}):
        steps = [Decimal(t.text()) for t in walk.all("text", **{"class": "end"})]
        same(steps[0], Decimal(balance["statement"]["balance"]), "where the walk begins")
        same(steps[-1], Decimal(balance["ledger"]["balance"]), "where the walk ends")
        proof = {k: Decimal(v) for k, v in balance["proof"].items()}
        # Reconciliations made up for tests need not tie out.
        if proof["difference"] != (proof["opening_difference"] + proof["residuals"]
            + proof["open_statement"] - proof["open_ledger"] + proof["unexplained"]):
          continue
        same(sum(steps[:-1]), steps[-1], "the sum of the walk")
        place = None
        for box in walk.all("rect"):
          x, width = [Decimal(box.attributes[k][:-1]) for k in ["x", "width"]]
          if x < 0 or width < 0 or x + width > 100:
            stop("a bar beyond the drawing")
          if place is not None and place not in (x, x + width):
            stop("a bar that does not begin where the last one ends")
          if box.attributes["class"] != "total":
            place = x if box.attributes["class"] == "down" else x + width

    read = {}
    for source in summary["sources"]:
      read.setdefault(source["name"], []).append(
        [source[k] for k in ["read", "understood", "duplicates", "refused"]]
        + [sum(source["ignored"].values())])
    seen = {}
    for row in root.one("table", id="by-source").one("tbody").all("tr"):
      name = original(row.one("th").one("bdi").text())
      seen.setdefault(name, []).append([int(c.text()) for c in row.all("td", **{"class": "n"})])
    same(seen, read, "sources")

    # In any order: rows and headings are sorted by their texts.
    skeleton = sorted([(n.parent.tag if n.parent else "", n.tag, sorted(
        (k, v) for k, v in n.attributes.items()
        if k not in {"id", "x", "x1", "x2", "width", "href", "datetime"})) for n in root.walk()])
    print(len(shown), len(tiles), hashlib.sha256(repr(skeleton).encode()).hexdigest())
    """#
