// Breaks by kind and age as tables with bars, and the list of breaks.

extension PageTemplate {
  /// A cell for every column that has one: `PageBreaks` names them by their columns.
  private static let cells = BreakColumns.all.map { column in
    let style = column.name + (column.isNumber ? " n" : "")
    return "{{#\(PageBreaks.key(column))}}<div><dt>\(column.title)</dt>"
      + "<dd class=\"\(style)\"><bdi>{{.}}</bdi></dd></div>\n{{/\(PageBreaks.key(column))}}"
  }.joined()

  static let kinds = """
    <section aria-labelledby="kinds">
    <h2 id="kinds">Breaks by kind and age</h2>
    {{^hasBreaks}}<p>There is no break.</p>
    {{/hasBreaks}}{{#hasBreaks}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Breaks by kind">
    <table id="by-kind">
    <caption>Breaks by kind</caption>
    <thead><tr><th scope="col">Kind</th><th scope="col" class="n">\
    <span class="key plain" aria-hidden="true"></span>Breaks</th><th scope="col" class="n">\
    <span class="key strong" aria-hidden="true"></span>Material</th>\
    <th scope="col" class="chart">Share</th></tr></thead>
    <tbody>
    {{#kinds}}<tr><th scope="row" class="word">{{kind}}<small>{{meaning}}</small></th>\
    <td class="n">{{count}}</td><td class="n">{{material}}</td>\
    <td class="chart"><svg class="bar" aria-hidden="true" focusable="false">\
    <rect class="plain" width="{{bar}}" height="14"/>\
    <rect class="strong" width="{{materialBar}}" height="14"/></svg></td></tr>
    {{/kinds}}</tbody>
    </table>
    </div>
    <div class="scroll" tabindex="0" role="group" aria-label="Breaks by age">
    <table id="by-age">
    <caption>Breaks by age in business days, and by severity</caption>
    <thead><tr><th scope="col">Age</th>{{#severities}}<th scope="col" class="n">\
    <span class="key {{.}}" aria-hidden="true"></span>{{.}}</th>{{/severities}}\
    <th scope="col" class="n">all</th><th scope="col" class="chart">Share</th></tr></thead>
    <tbody>
    {{#ages}}<tr><th scope="row">{{age}}</th>{{#counts}}<td class="n">{{.}}</td>{{/counts}}\
    <td class="n">{{total}}</td>\
    <td class="chart"><svg class="bar" aria-hidden="true" focusable="false">\
    {{#bars}}<rect class="{{severity}}" x="{{x}}" width="{{width}}" height="14"/>{{/bars}}\
    </svg></td></tr>
    {{/ages}}</tbody>
    </table>
    </div>
    {{/hasBreaks}}</section>

    """

  static let breaks = """
    <section aria-labelledby="breaks">
    <h2 id="breaks">Breaks</h2>
    <p id="breaks-shown">{{breaksShown}}</p>
    {{#breaks}}<details class="break" id="{{id}}">
    <summary><span class="tag sev {{severity}}">{{severity}}</span> <strong>{{kind}}</strong> \
    <bdi>{{account}}</bdi> <b class="n">{{#amount}}{{.}} {{/amount}}<bdi>{{asset}}</bdi></b>\
    {{#value}} <span class="n">worth {{.}} USD</span>{{/value}}\
    {{^isMaterial}} <span class="soft">within policy</span>{{/isMaterial}}</summary>
    <p>{{meaning}}.</p>
    <dl class="evidence">
    \(cells)</dl>
    <p>To file, line and raw text: <code>tieout explain {{id}}</code></p>
    </details>
    {{/breaks}}</section>

    """

  static let statements = """
    <section aria-labelledby="statements">
    <h2 id="statements">Statements of reconciliation</h2>
    <p class="soft">Differences are statement less ledger; amounts are in units of the asset.</p>
    {{#statements}}<details class="statement"{{#isOpen}} open{{/isOpen}}>
    <summary><span class="tag {{status.style}}"><span aria-hidden="true">{{status.mark}}</span> \
    {{status.word}}</span> <strong><bdi>{{account}}</bdi> <bdi>{{asset}}</bdi></strong> \
    <span class="n">difference {{difference}}</span></summary>
    <div id="statement-{{number}}">
    <p>{{statusMeans}}{{#tolerance}} Tolerance used: {{.}}.{{/tolerance}}</p>
    <div class="pair">
    {{#walk}}<figure>
    <svg class="walk" role="img" aria-labelledby="walk-{{number}}" width="100%" \
    height="{{height}}" focusable="false"><title id="walk-{{number}}">\
    From the statement's balance to the ledger's: {{told}}</title>
    {{#axis}}<line class="axis" x1="{{.}}" x2="{{.}}" y1="0" y2="100%"/>{{/axis}}
    {{#steps}}{{#link}}<line class="link" x1="{{at}}" x2="{{at}}" y1="{{from}}" y2="{{to}}"/>\
    {{/link}}<rect class="{{kind}}" x="{{x}}" y="{{barY}}" width="{{width}}" height="12"/>\
    <text x="6" y="{{labelY}}">{{label}}</text>\
    <text class="end" x="100%" y="{{labelY}}">{{amount}}</text>
    {{/steps}}</svg>
    <figcaption>The walk from statement to ledger.{{#isCut}} The bars do not begin at zero: the \
    balances are far greater than their difference.{{/isCut}}</figcaption>
    </figure>
    {{/walk}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Statement of reconciliation {{number}}">
    <table>
    <caption>Statement of reconciliation</caption>
    <thead><tr><th scope="col">Line</th><th scope="col" class="n">Amount</th></tr></thead>
    <tbody>
    {{#lines}}<tr{{#isTotal}} class="total"{{/isTotal}}><th scope="row">{{label}}</th>\
    {{#amounts}}<td class="n">{{.}}</td>{{/amounts}}</tr>
    {{/lines}}</tbody>
    </table>
    </div>
    </div>
    {{#causes}}<p><b class="n">{{amount}}</b> <bdi>{{detail}}</bdi> \
    <span class="soft">({{cause}})</span></p>
    {{/causes}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Proof of cash {{number}}">
    <table>
    <caption>Proof of cash</caption>
    <thead><tr><th scope="col">Side</th>{{#cashColumns}}<th scope="col" class="n">{{.}}</th>\
    {{/cashColumns}}</tr></thead>
    <tbody>
    {{#cash}}<tr{{#isTotal}} class="total"{{/isTotal}}><th scope="row">{{label}}</th>\
    {{#amounts}}<td class="n">{{.}}</td>{{/amounts}}</tr>
    {{/cash}}</tbody>
    </table>
    </div>
    <div class="pair">
    {{#rollForwards}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Roll-forward per {{title}} {{number}}">
    <table>
    <caption>Roll-forward per {{title}}</caption>
    <thead><tr><th scope="col">Kind</th><th scope="col" class="n">Amount</th></tr></thead>
    <tbody>
    {{#rows}}<tr{{#isTotal}} class="total"{{/isTotal}}><th scope="row">{{label}}</th>\
    {{#amounts}}<td class="n">{{.}}</td>{{/amounts}}</tr>
    {{/rows}}</tbody>
    </table>
    </div>
    {{/rollForwards}}</div>
    </div>
    </details>
    {{/statements}}{{#statementsLeft}}<p>{{.}}</p>
    {{/statementsLeft}}</section>

    """
}
