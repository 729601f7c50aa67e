import Mustache

/// The page's template, put together of its sections. Foreign text stands in `{{…}}` only, which
/// `PageText` makes inert; there is no `{{{…}}}`.
enum PageTemplate {
  /// The page from its beginning to its end.
  ///
  /// A template a section: the library counts what is left of a template for every piece of it
  /// that it reads, so one long template takes many times what its sections take.
  static let parts = Result { () throws -> [Part] in
    MustacheContentTypes.register(PageEscape(), named: "PAGE")
    func filled(_ text: String) throws -> Part {
      .filled(try MustacheTemplate(string: "{{% CONTENT_TYPE:PAGE}}" + text))
    }
    return [try filled(head), .fixed(PageStyle.text)]
      + (try [top, balances, kinds, breaks, statements, positions, sources, evidence]
        .map(filled))
      + [.fixed(foot)]
  }

  enum Part: Sendable {
    /// With nothing to be filled in.
    case fixed(String)
    case filled(MustacheTemplate)

    func bytes(_ values: PageValues) -> [UInt8] {
      switch self {
      case .fixed(let text): Array(text.utf8)
      case .filled(let template): Array(template.render(values).utf8)
      }
    }
  }

  private struct PageEscape: MustacheContentType {
    func escapeText(_ text: String) -> String { PageText.markup(text) }
  }

  private static let head = """
    <!doctype html>
    <html lang="en-GB">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>{{verdict.word}}: {{book}}{{#date}} {{.}}{{/date}}</title>
    <style>

    """

  private static let top = """
    </style>
    </head>
    <body>
    <a class="skip" href="#main">Skip to the balances</a>
    <header>
    <p class="soft">Reconciliation of statements and ledger</p>
    <h1><bdi>{{book}}</bdi>{{#date}} <time datetime="{{.}}">{{.}}</time>{{/date}}</h1>
    <p class="verdict {{verdict.style}}"><span aria-hidden="true">{{verdict.mark}}</span> \
    <strong>{{verdict.word}}</strong> {{verdictMeans}}</p>
    <dl class="facts">
    {{#facts}}<div><dt>{{label}}</dt><dd>{{value}}</dd></div>
    {{/facts}}</dl>
    </header>
    <nav aria-label="Sections of this page">
    <ul>
    <li><a href="#balances">Balances</a></li>
    <li><a href="#kinds">Breaks by kind and age</a></li>
    <li><a href="#breaks">Breaks</a></li>
    <li><a href="#statements">Statements</a></li>
    {{#hasPositions}}<li><a href="#positions">Positions</a></li>
    {{/hasPositions}}<li><a href="#sources">Sources</a></li>
    </ul>
    </nav>
    <main id="main" tabindex="-1">

    """

  private static let balances = """
    <section aria-labelledby="balances">
    <h2 id="balances">Balances</h2>
    {{^accounts}}<p>No account has a balance or a break.</p>
    {{/accounts}}{{#accounts}}<h3><bdi>{{account}}</bdi>{{#accountStatus}} \
    <span class="tag {{style}}"><span aria-hidden="true">{{mark}}</span> {{word}}</span>\
    {{/accountStatus}}</h3>
    {{^hasTiles}}<p class="soft">No balance is known.</p>
    {{/hasTiles}}{{#hasTiles}}<ul class="tiles">
    {{#tiles}}<li class="tile {{status.style}}">
    <h4>{{#link}}<a href="#statement-{{.}}"><bdi>{{asset}}</bdi></a>{{/link}}\
    {{#noLink}}<bdi>{{asset}}</bdi>{{/noLink}}</h4>
    <p><span aria-hidden="true">{{status.mark}}</span> {{status.word}}</p>
    <dl><div><dt>Difference</dt><dd>{{difference}}</dd></div>
    <div><dt>Unexplained</dt><dd>{{unexplained}}</dd></div>
    <div><dt>Open entries</dt><dd>{{open}}</dd></div></dl>
    </li>
    {{/tiles}}</ul>
    {{/hasTiles}}{{/accounts}}{{#accountsLeft}}<p>{{.}}</p>
    {{/accountsLeft}}{{#tilesLeft}}<p>{{.}}</p>
    {{/tilesLeft}}</section>

    """
}
