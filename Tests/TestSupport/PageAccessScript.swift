/// Holds `report.html` to what people need who cannot see it, or use no mouse (WCAG 2.2, levels A
/// and AA, as far as a tree tells). Prints how many things that may have focus it saw.
public let pageAccessScript =
  pageTree + #"""
    page = Page()
    page.feed(open(folder + "/report.html", encoding="utf-8", newline="").read())
    page.close()
    root = page.root

    def nodes(node):
      return [c for c in node.children if isinstance(c, Node)]

    def inside(node, *tags):
      while node.parent is not None:
        node = node.parent
        if node.tag in tags:
          return node
      return None

    def words(node):
      "What is read aloud."
      if isinstance(node, str):
        return node
      if node.attributes.get("aria-hidden") == "true":
        return ""
      return "".join(words(c) for c in node.children)

    def said(node, where):
      if not words(node).strip():
        stop("%s says nothing" % where)
      return words(node)

    # 1.3.1, 2.4.1: landmarks, and nothing outside of them but the way past them.
    body = root.one("body")
    same([n.tag for n in nodes(body)], ["a", "header", "nav", "main", "footer"], "landmarks")
    said(root.one("head").one("title"), "the title")
    skip = nodes(body)[0]
    same(skip.attributes.get("href"), "#main", "the way past")
    same(root.one("main").attributes.get("tabindex"), "-1", "main takes focus")
    for nav in root.all("nav"):
      if not nav.attributes.get("aria-label"):
        stop("a nav without a label")
    for section in root.all("section"):
      heading = next(n for n in section.walk() if n.attributes.get("id") ==
                     section.attributes.get("aria-labelledby"))
      if not re.fullmatch("h[2-6]", heading.tag) or inside(heading, "section") is not section:
        stop("a section that its heading does not label")

    # 2.4.6, 2.4.10: headings say something; one is the first.
    for node in root.walk():
      if re.fullmatch("h[1-6]", node.tag):
        said(node, "a heading")
    same(len(root.all("h1")), 1, "first headings")

    # 2.1.1, 2.4.3: keys reach all that moves or opens, in the order of the page.
    focus = 0
    for node in root.walk():
      tab = node.attributes.get("tabindex")
      if tab not in {None, "0", "-1"}:
        stop("an order of focus of its own: " + tab)
      focus += tab == "0" or node.tag in {"a", "summary"}
      for name in {"accesskey", "autofocus", "contenteditable", "hidden"} & set(node.attributes):
        stop("attribute " + name)
      if node.tag == "a":
        said(node, "a link")
      if node.tag == "summary":
        said(node, "a summary")
        if node.all("a"):
          stop("a link inside of what opens")
      if "scroll" in node.attributes.get("class", "").split():
        same((tab, node.attributes.get("role")), ("0", "group"), "what scrolls")
    labels = [n.attributes["aria-label"] for n in root.walk() if "aria-label" in n.attributes]
    same(len(labels), len(set(labels)), "labels that stand once")
    for table in root.all("table"):
      if not inside(table, "div").attributes.get("class") == "scroll":
        stop("a table that does not scroll")

    # 1.3.1: tables, lists and pairs are what they look like.
    for table in root.all("table"):
      said(table.one("caption"), "a caption")
      for head in table.one("thead").all("th"):
        same(head.attributes.get("scope"), "col", "the scope of a column")
        said(head, "a column")
      for row in table.one("tbody").all("tr"):
        same([n.attributes.get("scope") for n in row.all("th")], ["row"], "the head of a row")
    allowed = {"ul": {"li"}, "dl": {"div", "dt", "dd"}, "tr": {"th", "td"}}
    for node in root.walk():
      for child in nodes(node):
        if node.tag in allowed and child.tag not in allowed[node.tag]:
          stop("<%s> in <%s>" % (child.tag, node.tag))

    # 1.1.1: drawings say what they show, or are hidden because text beside them does.
    for drawing in root.all("svg"):
      if drawing.attributes.get("aria-hidden") != "true":
        said(drawing.one("title"), "a drawing")
        name = drawing.one("title").attributes["id"]
        same(drawing.attributes["aria-labelledby"], name, "its name")

    # 1.4.1: colour is never all there is.
    STATUS = {"PROVED", "WITHIN_TOLERANCE", "PROVED_WITH_ITEMS", "UNPROVED", "NOT_RUN"}
    for node in root.walk():
      kinds = set(node.attributes.get("class", "").split())
      if kinds & {"good", "open", "bad"} and node.tag in {"p", "li", "span"}:
        if not STATUS & set(words(node).split()):
          stop("a colour without its word: " + words(node))
        if not [n for n in node.walk() if n.attributes.get("aria-hidden") == "true" and n.text()]:
          stop("a colour without its mark")
      if "sev" in kinds and not kinds & set(words(node).split()):
        stop("a severity without its word")
      if "key" in kinds and not words(node.parent).strip():
        stop("a key without its word")

    # 1.4.4, 1.4.10, 3.1.1: it can be made larger, and says its language.
    same(root.one("html").attributes["lang"], "en-GB", "language")
    view = [n for n in root.all("meta") if n.attributes.get("name") == "viewport"][0]
    same(view.attributes["content"], "width=device-width, initial-scale=1", "the view")
    for time in root.all("time"):
      same(time.attributes["datetime"], time.text(), "a time")
    print(focus)
    """#
