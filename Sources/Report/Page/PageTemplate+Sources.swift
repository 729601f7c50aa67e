// Positions, sources, refused lines, and the foot.

extension PageTemplate {
  static let positions = """
    {{#hasPositions}}<section aria-labelledby="positions">
    <h2 id="positions">Positions</h2>
    {{#hasBridges}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Positions through their fills">
    <table>
    <caption>Positions through their fills; difference is stated less computed</caption>
    <thead><tr><th scope="col">Account</th><th scope="col">Market</th>\
    <th scope="col" class="n">Opening</th><th scope="col" class="n">Bought</th>\
    <th scope="col" class="n">Sold</th><th scope="col" class="n">Computed</th>\
    <th scope="col" class="n">Stated</th><th scope="col" class="n">Ledger</th>\
    <th scope="col" class="n">Difference</th></tr></thead>
    <tbody>
    {{#bridges}}<tr><th scope="row"><bdi>{{account}}</bdi></th><td><bdi>{{market}}</bdi></td>\
    {{#amounts}}<td class="n">{{.}}</td>{{/amounts}}</tr>
    {{/bridges}}</tbody>
    </table>
    </div>
    {{#bridgesLeft}}<p>{{.}}</p>
    {{/bridgesLeft}}{{/hasBridges}}{{#hasStated}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Positions as stated">
    <table>
    <caption>Positions as stated</caption>
    <thead><tr><th scope="col">Account</th><th scope="col">Market</th>\
    <th scope="col">Side</th><th scope="col" class="n">Size</th>\
    <th scope="col" class="n">Entry price</th></tr></thead>
    <tbody>
    {{#stated}}<tr><th scope="row"><bdi>{{account}}</bdi></th><td><bdi>{{market}}</bdi></td>\
    <td>{{side}}</td>{{#amounts}}<td class="n">{{.}}</td>{{/amounts}}</tr>
    {{/stated}}</tbody>
    </table>
    </div>
    {{#statedLeft}}<p>{{.}}</p>
    {{/statedLeft}}{{/hasStated}}{{#hasEquities}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Equity of accounts">
    <table>
    <caption>Equity of accounts</caption>
    <thead><tr><th scope="col">Account</th><th scope="col" class="n">Collateral</th>\
    <th scope="col" class="n">Positions</th><th scope="col" class="n">Stated</th>\
    <th scope="col" class="n">Difference</th></tr></thead>
    <tbody>
    {{#equities}}<tr><th scope="row"><bdi>{{account}}</bdi></th>\
    {{#amounts}}<td class="n">{{.}}</td>{{/amounts}}</tr>
    {{/equities}}</tbody>
    </table>
    </div>
    {{#equitiesLeft}}<p>{{.}}</p>
    {{/equitiesLeft}}{{/hasEquities}}</section>
    {{/hasPositions}}
    """

  static let sources = """
    <section aria-labelledby="sources">
    <h2 id="sources">Sources</h2>
    <div class="scroll" tabindex="0" role="group" aria-label="Lines of the sources">
    <table id="by-source">
    <caption>Lines read, and what became of them</caption>
    <thead><tr><th scope="col">Source</th><th scope="col" class="n">Read</th>\
    <th scope="col" class="n">Understood</th><th scope="col" class="n">Duplicates</th>\
    <th scope="col" class="n">Refused</th><th scope="col" class="n">Ignored</th>\
    <th scope="col">First entry</th><th scope="col">Last entry</th></tr></thead>
    <tbody>
    {{#sources}}<tr><th scope="row"><bdi>{{name}}</bdi>{{#ignoredBy}}<small>ignored by rule: \
    {{.}}</small>{{/ignoredBy}}</th>{{#counts}}<td class="n">{{.}}</td>{{/counts}}\
    <td>{{first}}</td><td>{{last}}</td></tr>
    {{/sources}}</tbody>
    </table>
    </div>
    {{#sourcesLeft}}<p>{{.}}</p>
    {{/sourcesLeft}}<div class="scroll" tabindex="0" role="group" aria-label="Matches by rule">
    <table>
    <caption>Matches by rule</caption>
    <thead><tr><th scope="col">Rule</th><th scope="col" class="n">Matches</th></tr></thead>
    <tbody>
    {{#rules}}<tr><th scope="row">{{rule}}</th><td class="n">{{count}}</td></tr>
    {{/rules}}</tbody>
    </table>
    </div>
    {{#hasRefused}}<div class="scroll" tabindex="0" role="group" aria-label="Lines refused">
    <table>
    <caption>Lines refused: they are in no entry</caption>
    <thead><tr><th scope="col">Source</th><th scope="col">Account</th><th scope="col">Fault</th>\
    <th scope="col">What was found</th></tr></thead>
    <tbody>
    {{#refused}}<tr><th scope="row"><bdi>{{source}}</bdi></th>\
    <td>{{#account}}<bdi>{{.}}</bdi>{{/account}}</td>\
    <td>{{code}}</td><td class="text"><bdi>{{message}}</bdi><small>{{hint}}</small></td></tr>
    {{/refused}}</tbody>
    </table>
    </div>
    {{/hasRefused}}{{#refusedLeft}}<p>{{.}}</p>
    {{/refusedLeft}}{{#hasDiagnostics}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Faults and warnings">
    <table>
    <caption>Faults and warnings</caption>
    <thead><tr><th scope="col">File</th><th scope="col">Severity</th><th scope="col">Fault</th>\
    <th scope="col">What was found</th></tr></thead>
    <tbody>
    {{#diagnostics}}<tr><th scope="row"><bdi>{{file}}</bdi></th><td>{{severity}}</td>\
    <td>{{code}}</td><td class="text"><bdi>{{message}}</bdi><small>{{hint}}</small></td></tr>
    {{/diagnostics}}</tbody>
    </table>
    </div>
    {{/hasDiagnostics}}{{#diagnosticsLeft}}<p>{{.}}</p>
    {{/diagnosticsLeft}}{{#hasAliases}}<div class="scroll" tabindex="0" role="group" \
    aria-label="Codes taken for others">
    <table>
    <caption>Codes taken for others</caption>
    <thead><tr><th scope="col">Venue</th><th scope="col">Code</th><th scope="col">Asset</th>\
    <th scope="col" class="n">Times</th></tr></thead>
    <tbody>
    {{#aliases}}<tr><th scope="row"><bdi>{{venue}}</bdi></th><td><bdi>{{code}}</bdi></td>\
    <td><bdi>{{asset}}</bdi></td><td class="n">{{count}}</td></tr>
    {{/aliases}}</tbody>
    </table>
    </div>
    {{/hasAliases}}{{#aliasesLeft}}<p>{{.}}</p>
    {{/aliasesLeft}}</section>
    </main>

    """

  static let evidence = """
    <footer>
    {{#evidence}}<p>Evidence id <code>{{.}}</code>: it stands for the inputs, settings and rules, \
    and is in <code>bag-info.txt</code> of the run folder too.</p>
    {{/evidence}}

    """

  static let foot = """
    <p>The same figures for programs: <a href="breaks.csv">breaks.csv</a>, \
    <a href="breaks.json">breaks.json</a>, <a href="summary.json">summary.json</a>; for a \
    spreadsheet: <a href="breaks.xlsx">breaks.xlsx</a>. Whether the folder is as it was sealed: \
    <code>tieout verify</code> and its path.</p>
    <p>A character that does not show, or that turns text round, is written as \
    <code>\\u{}</code> with its number between the braces; a backslash of the text itself that \
    stands before <code>u{</code> is written <code>\\u{5c}</code>.</p>
    </footer>
    </body>
    </html>

    """
}
