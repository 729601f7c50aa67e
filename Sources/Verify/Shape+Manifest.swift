import Seal

extension Shape {
  /// Schema `tieout.run/1`: these fields and no others.
  static let manifest: Shape = .record([
    .must("_type", .exactly("https://in-toto.io/Statement/v1")),
    .must("predicateType", .exactly("urn:tieout:run:1")),
    .must("subject", .list(.record([.must("name", .text), .must("digest", sha256)]))),
    .must("predicate", predicate),
  ])

  /// Schema `tieout.review/1`.
  static let review: Shape = .record([
    .must("_type", .exactly("https://in-toto.io/Statement/v1")),
    .must("predicateType", .exactly("urn:tieout:review:1")),
    .must(
      "subject",
      .list(.record([.must("name", .exactly("run-manifest.json")), .must("digest", sha256)]))),
    .must(
      "predicate",
      .record([
        .must("schema", .exactly("tieout.review/1")), .must("run_id", .text),
        .must("reviewer", .record([.must("id", .text), .may("role", .text)])),
        .must("decision", .oneOf(Review.Decision.allCases.map(\.rawValue))),
        .must("reviewed_at", .stamp),
        .must(
          "dispositions",
          .list(
            .record([
              .must("break_id", .text),
              .must("disposition", .oneOf(Review.Disposition.Kind.allCases.map(\.rawValue))),
              .must("reason", .text),
            ]))),
      ])),
  ])

  private static let sha256: Shape = .record([.must("sha256", .digest)])

  private static let predicate: Shape = .record([
    .must("schema", .exactly("tieout.run/1")), .must("run", run), .must("clock", clock),
    .must("chain", chain), .must("tool", tool), .must("config", config),
    .must("inputs", .list(input)), .must("outputs", .list(output)), .must("results", results),
    .must("replay", replay), .must("archive", archive), .must("signing", signing),
  ])

  private static let run: Shape = .record([
    .must("id", .text), .must("book", .text), .must("business_date", .orNull(.day)),
    .must(
      "window",
      .orNull(
        .record([.must("from", .stamp), .must("to_exclusive", .stamp), .must("zone", .text)]))),
    .must(
      "kind", .oneOf(["scheduled", "rerun", "backfill", "no-data", "failed", "key-event"])),
    .must("status", .text),
    .must(
      "supersedes",
      .orNull(.record([.must("run_id", .text), .must("sha256", .digest), .must("reason", .text)]))),
    .must("operator", .record([.must("id", .text), .must("asserted_by", .text)])),
  ])

  private static let clock: Shape = .record([
    .must("started_at", .stamp), .must("finished_at", .stamp), .must("source", .text),
  ])

  private static let chain: Shape = .record([
    .must("id", .text), .must("sequence", .count),
    .must(
      "previous",
      .orNull(
        .record([
          .must("run_id", .text), .must("sha256", .digest), .must("sidecars", .table(.digest)),
        ]))),
    .may(
      "key_change",
      .record([.must("from", .digest), .must("to", .digest), .must("reason", .text)])),
  ])

  private static let tool: Shape = .record([
    .must("name", .text), .must("version", .text), .must("semantics", .count),
    .may("source_commit", .text), .must("compiler", .text), .must("target", .text),
    .must("executable_sha256", .digest), .must("dependencies", .table(.text)),
  ])

  private static let file: [Field] = [
    .must("name", .text), .must("digest", sha256), .must("size", .count),
  ]

  private static let config: Shape = .record([
    .must("effective_sha256", .digest), .must("files", .list(.record(file))),
  ])

  private static let input: Shape = .record(
    file + [
      .must("original_name", .text), .must("role", .text), .must("source", .text),
      .must("parser", .record([.must("id", .text), .must("version", .count)])),
      .must("encoding", .text), .must("bom", .flag), .must("newline", .text),
      .may("delimiter", .text), .must("compressed", .flag),
      .must(
        "rows",
        .record([
          .must("read", .count), .must("accepted", .count), .must("duplicates", .count),
          .must("rejected", .count), .must("ignored", .table(.count)),
        ])),
      .may("first_record_at", .stamp), .may("last_record_at", .stamp),
      .must(
        "control_totals",
        .list(
          .record([
            .must("currency", .text), .must("rows", .count), .must("credits", .amount),
            .must("debits", .amount), .must("net", .amount),
          ]))),
    ])

  private static let output: Shape = .record(
    file + [.may("rows", .count), .may("escape_rule", .text)])

  private static let results: Shape = .record([
    .must("status", .text), .must("matched", .count), .must("breaks", .count),
    .must("by_kind", .table(.count)),
    .must(
      "by_currency",
      .list(
        .record([
          .must("account", .text), .must("currency", .text), .must("statement_net", .amount),
          .must("ledger_net", .amount), .must("difference", .amount),
          .must("explained_by_breaks", .amount), .must("unexplained", .amount),
        ]))),
  ])

  private static let replay: Shape = .record([
    .must("canonicalization", .exactly("RFC 8785")), .must("excludes", .list(.text)),
    .must("sha256", .digest),
  ])

  private static let archive: Shape = .record([
    .must("layout", .exactly("BagIt 1.0")),
    .must("payload_manifest", .exactly("manifest-sha256.txt")),
    .must("bagit_txt_sha256", .digest), .must("bag_info_sha256", .digest),
    .must("verify_txt_sha256", .digest),
  ])

  private static let signing: Shape = .record([
    .must("algorithm", .exactly("ed25519")), .must("keyid", .digest),
    .must("co_signers", .list(.digest)),
    .must("envelopes", .exactly(["DSSE 1.0.2", "SSHSIG tieout-run-v1"])),
    .must("self_issued", .flag),
  ])
}
