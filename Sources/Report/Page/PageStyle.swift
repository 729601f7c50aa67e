/// The page's style: colours by name, one list for light and one for dark.
///
/// Text has a contrast of 4.5 to its ground and marks of 3; a test computes both.
enum PageStyle {
  /// Name, light, dark.
  private static let colours: [(name: String, light: String, dark: String)] = [
    ("page", "#ffffff", "#14171b"),
    ("card", "#f3f5f8", "#1f242a"),
    ("ink", "#1b1f24", "#e8ebee"),
    ("soft", "#4d5763", "#aab4bf"),
    ("line", "#767f8a", "#7d8894"),
    ("link", "#0b4fc2", "#8ab4f8"),
    ("good", "#0f6b38", "#74d394"),
    ("open", "#7a4a00", "#f0b354"),
    ("bad", "#a8201a", "#ff958c"),
    ("total", "#4d5763", "#aab4bf"),
    ("up", "#1765ad", "#6cb6ff"),
    ("down", "#b5480e", "#ffa657"),
    ("plain", "#7189a3", "#6580a0"),
    ("strong", "#0b3360", "#d9e9fb"),
    ("low", "#6f8296", "#8296ab"),
    ("medium", "#94660a", "#d9a441"),
    ("high", "#b5480e", "#ff8f4d"),
    ("critical", "#8c1330", "#ff7d9c"),
  ]

  static var text: String {
    let light = colours.map { "--\($0.name):\($0.light)" }.joined(separator: ";")
    let dark = colours.map { "--\($0.name):\($0.dark)" }.joined(separator: ";")
    return """
      :root{color-scheme:light dark;\(light)}
      @media (prefers-color-scheme:dark){:root{\(dark)}}
      \(rules)
      @media print{:root{color-scheme:light;\(light)}}
      \(printed)

      """
  }

  private static let rules = """
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;max-width:76rem;padding:1rem;background:var(--page);color:var(--ink);\
    font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}
    h1,h2,h3,h4,p,dl,ul,figure{margin:0 0 .75rem}
    h1{font-size:1.75rem;line-height:1.2}
    h2{font-size:1.35rem;margin-top:2rem}
    h3{font-size:1.05rem;margin-top:1.25rem}
    h4{font-size:1rem;margin:0}
    a{color:var(--link)}
    :focus-visible{outline:3px solid var(--link);outline-offset:2px}
    .skip{position:absolute;left:-999rem}
    .skip:focus{left:1rem;top:1rem;padding:.5rem;background:var(--page)}
    .soft,small,figcaption{color:var(--soft)}
    small{display:block;font-size:.85rem;font-weight:400}
    .n{font-variant-numeric:tabular-nums}
    .good{color:var(--good)}
    .open{color:var(--open)}
    .bad{color:var(--bad)}
    .verdict{padding:.75rem 1rem;border-left:.4rem solid;background:var(--card)}
    .facts{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem}
    .facts dt,.tile dt,.evidence dt{color:var(--soft);font-size:.85rem}
    dd{margin:0;font-variant-numeric:tabular-nums}
    nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;list-style:none}
    nav a{display:inline-block;padding:.35rem 0}
    .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(13rem,100%),1fr));\
    gap:.75rem;padding:0;list-style:none}
    .tile{padding:.75rem;border-top:.3rem solid;background:var(--card)}
    .tile a{display:inline-block;min-width:1.5rem;min-height:1.5rem}
    .tile p{margin:0 0 .25rem;font-size:.85rem;font-weight:600}
    .tile dl{margin:0}
    .tile dl div{display:flex;flex-wrap:wrap;gap:0 .75rem;align-items:baseline}
    .tile dd{margin-left:auto;text-align:right;color:var(--ink)}
    .tag{display:inline-block;padding:0 .4rem;border:1px solid;border-radius:.25rem;\
    font-size:.85rem;font-weight:600}
    .sev.low{color:var(--soft)}
    .sev.medium{color:var(--open)}
    .sev.high{color:var(--bad)}
    .sev.critical{color:var(--bad);border-width:2px;text-transform:uppercase}
    details{margin:0 0 .5rem;background:var(--card);padding:0 .75rem}
    summary{padding:.6rem 0;cursor:pointer}
    details[open]{padding-bottom:.75rem}
    .evidence{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.5rem 1rem}
    .evidence dd,.text{white-space:pre-wrap}
    .detail,.entries,.competing{font-size:.95rem}
    .pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(22rem,100%),1fr));\
    gap:0 2rem}
    .scroll{overflow-x:auto;min-width:0;margin:0 0 1rem}
    table{border-collapse:collapse;min-width:100%}
    caption{text-align:left;font-weight:600;padding:.25rem 0}
    th,td{padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:normal;\
    border-bottom:1px solid var(--line)}
    th{font-weight:600}
    tbody th{font-weight:400;overflow-wrap:anywhere;min-width:9rem}
    tbody th.word{overflow-wrap:normal}
    td.n,th.n{text-align:right;white-space:nowrap}
    td.text{min-width:16rem}
    .total th,.total td{font-weight:600;border-top:2px solid var(--line)}
    .chart{min-width:8rem;width:30%}
    .bar{display:block;width:100%;height:14px;margin-top:.3rem}
    .walk{display:block;overflow:visible;font-size:14px}
    .walk text{fill:var(--ink);stroke:var(--card);stroke-width:4px;paint-order:stroke}
    .walk .end{text-anchor:end;font-variant-numeric:tabular-nums}
    .walk .axis,.walk .link{stroke:var(--line)}
    .walk .link{stroke-dasharray:2 2}
    rect.total{fill:var(--total)}
    rect.up{fill:var(--up)}
    rect.down{fill:var(--down)}
    rect.plain{fill:var(--plain)}
    rect.strong{fill:var(--strong)}
    rect.low{fill:var(--low)}
    rect.medium{fill:var(--medium)}
    rect.high{fill:var(--high)}
    rect.critical{fill:var(--critical)}
    .bar rect{stroke:var(--page)}
    .key{display:inline-block;width:.8rem;height:.8rem;margin-right:.3rem}
    .key.plain{background:var(--plain)}
    .key.strong{background:var(--strong)}
    .key.low{background:var(--low)}
    .key.medium{background:var(--medium)}
    .key.high{background:var(--high)}
    .key.critical{background:var(--critical)}
    @media (max-width:40rem){
    th,td{padding:.25rem .3rem;font-size:.9rem}
    .chart{min-width:3rem}
    .key{display:block;margin:0 0 0 auto}
    }
    footer{margin-top:2rem;border-top:1px solid var(--line);padding-top:.75rem}
    """

  /// On paper everything is there: what is folded up is told too, where the browser can.
  private static let printed = """
    @media print{
    nav,.skip{display:none}
    body{max-width:none;padding:0;font-size:10pt}
    .scroll{overflow:visible}
    .tile,tr,figure,details.break{break-inside:avoid}
    h2,h3,summary{break-after:avoid}
    details::details-content{content-visibility:visible;block-size:auto}
    .verdict,.tile,rect,.key{print-color-adjust:exact;-webkit-print-color-adjust:exact}
    }
    """
}
