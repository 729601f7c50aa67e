import Accounting

// The parts of the manifest that need nothing of the folder.

extension RunManifest {
  var businessDateJSON: JSONValue { run.businessDate.map { .string($0) } ?? .null }

  var windowJSON: JSONValue {
    run.window.map {
      [
        "from": .string(Stamp.exact($0.from)),
        "to_exclusive": .string(Stamp.exact($0.toExclusive)), "zone": .string($0.zone),
      ]
    } ?? .null
  }

  func runJSON(_ digests: FolderDigests) -> JSONValue {
    [
      "id": .string(digests.runID), "book": .string(digests.book),
      "business_date": businessDateJSON, "window": windowJSON,
      "kind": .string(run.kind.rawValue), "status": .string(run.status),
      "supersedes": run.supersedes.map { run in
        [
          "run_id": .string(run.runID), "sha256": .string(run.sha256),
          "reason": .string(run.reason),
        ]
      } ?? .null,
      "operator": [
        "id": .string(run.operatorID), "asserted_by": .string(run.operatorAssertedBy),
      ],
    ]
  }

  var clockJSON: JSONValue {
    [
      "started_at": .string(Stamp.milliseconds(clock.startedAt)),
      "finished_at": .string(Stamp.milliseconds(clock.finishedAt)),
      "source": .string(clock.source),
    ]
  }

  var toolJSON: JSONValue {
    var members: [(name: String, value: JSONValue)] = [
      ("name", .string(tool.name)), ("version", .string(tool.version)),
      ("semantics", .integer(tool.semantics)), ("compiler", .string(tool.compiler)),
      ("target", .string(tool.target)), ("executable_sha256", .string(tool.executableSHA256)),
      (
        "dependencies",
        JSONValue(members: tool.dependencies.map { ($0.key, .string($0.value)) })
      ),
    ]
    if let commit = tool.sourceCommit { members.append(("source_commit", .string(commit))) }
    return JSONValue(members: members)
  }

  var resultsJSON: JSONValue {
    let rows = results.byCurrency.sorted {
      [$0.account, $0.currency].lexicographicallyPrecedes(
        [$1.account, $1.currency], by: ByteOrder.isLess)
    }
    return [
      "status": .string(results.status), "matched": .integer(results.matched),
      "breaks": .integer(results.breaks), "by_kind": Self.counts(results.byKind),
      "by_currency": .array(
        rows.map { row in
          [
            "account": .string(row.account), "currency": .string(row.currency),
            "statement_net": .string(row.statementNet.description),
            "ledger_net": .string(row.ledgerNet.description),
            "difference": .string(row.difference.description),
            "explained_by_breaks": .string(row.explainedByBreaks.description),
            "unexplained": .string(row.unexplained.description),
          ]
        }),
    ]
  }

  static func counts(_ counts: [String: Int]) -> JSONValue {
    JSONValue(members: counts.map { ($0.key, .integer($0.value)) })
  }
}

extension RunManifest.Input {
  /// Everything but name, digest and size.
  func members() throws(SealError) -> [(name: String, value: JSONValue)] {
    var members: [(name: String, value: JSONValue)] = [
      ("original_name", .string(originalName)), ("role", .string(role)),
      ("source", .string(source)),
      ("parser", ["id": .string(parser), "version": .integer(parserVersion)]),
      ("encoding", .string(encoding)), ("bom", .bool(hasByteOrderMark)),
      ("newline", .string(newline)), ("compressed", .bool(isCompressed)),
      (
        "rows",
        [
          "read": .integer(rows.read), "accepted": .integer(rows.accepted),
          "duplicates": .integer(rows.duplicates), "rejected": .integer(rows.rejected),
          "ignored": RunManifest.counts(rows.ignored),
        ]
      ),
    ]
    if let delimiter { members.append(("delimiter", .string(delimiter))) }
    if let firstRecordAt {
      members.append(("first_record_at", .string(Stamp.exact(firstRecordAt))))
    }
    if let lastRecordAt {
      members.append(("last_record_at", .string(Stamp.exact(lastRecordAt))))
    }
    var totals: [JSONValue] = []
    for total in controlTotals.sorted(by: { ByteOrder.isLess($0.currency, $1.currency) }) {
      guard let net = try? total.credits.adding(total.debits) else {
        throw .totalsDoNotTie("\(path) \(total.currency) exceeds 38 digits")
      }
      totals.append([
        "currency": .string(total.currency), "rows": .integer(total.rows),
        "credits": .string(total.credits.description),
        "debits": .string(total.debits.description), "net": .string(net.description),
      ])
    }
    members.append(("control_totals", .array(totals)))
    return members
  }
}
