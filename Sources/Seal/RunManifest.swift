package import Accounting

/// What the signed manifest of a run says, but for what the run folder itself knows (digests,
/// sizes, chain). Predicate `urn:tieout:run:1`, schema `tieout.run/1`.
package struct RunManifest: Sendable {
  package static let statementType = "https://in-toto.io/Statement/v1"
  package static let predicateType = "urn:tieout:run:1"
  package static let schema = "tieout.run/1"

  package var run: Run
  package var clock: Clock
  package var tool: Tool
  /// The resolved settings; the folder holds them as `data/config/effective.json`.
  package var effectiveConfig: JSONValue
  package var inputs: [Input]
  package var outputs: [Output]
  package var results: Results
  /// Whether the key was made by this very run: nobody can know it yet.
  package var isSelfIssued: Bool

  package init(
    run: Run, clock: Clock, tool: Tool, effectiveConfig: JSONValue, inputs: [Input],
    outputs: [Output], results: Results, isSelfIssued: Bool
  ) {
    self.run = run
    self.clock = clock
    self.tool = tool
    self.effectiveConfig = effectiveConfig
    self.inputs = inputs
    self.outputs = outputs
    self.results = results
    self.isSelfIssued = isSelfIssued
  }

  package struct Run: Sendable {
    /// `2026-11-19`; nil if the run has no business date.
    package var businessDate: String?
    package var window: Window?
    package var kind: Kind
    /// The run of the same business date that this one takes the place of.
    package var supersedes: Superseded?
    /// How the run itself went: `completed`.
    package var status: String
    package var operatorID: String
    /// Who says so: `os-user`.
    package var operatorAssertedBy: String

    package init(
      businessDate: String?, window: Window?, kind: Kind = .scheduled,
      supersedes: Superseded? = nil, status: String = "completed", operatorID: String,
      operatorAssertedBy: String = "os-user"
    ) {
      self.businessDate = businessDate
      self.window = window
      self.kind = kind
      self.supersedes = supersedes
      self.status = status
      self.operatorID = operatorID
      self.operatorAssertedBy = operatorAssertedBy
    }
  }

  /// An earlier run, and why it no longer counts.
  package struct Superseded: Hashable, Sendable {
    package var runID: String
    /// SHA-256 of its `run-manifest.json`.
    package var sha256: String
    package var reason: String

    package init(runID: String, sha256: String, reason: String) {
      self.runID = runID
      self.sha256 = sha256
      self.reason = reason
    }
  }

  package enum Kind: String, Sendable, CaseIterable {
    case scheduled, rerun, backfill
    case noData = "no-data"
    case failed
    case keyEvent = "key-event"
  }

  /// The time the run covers, its end not included.
  package struct Window: Sendable {
    package var from: Instant
    package var toExclusive: Instant
    /// `UTC`, `Europe/Berlin`.
    package var zone: String

    package init(from: Instant, toExclusive: Instant, zone: String) {
      self.from = from
      self.toExclusive = toExclusive
      self.zone = zone
    }
  }

  /// The wall clock. It stands nowhere else in the run folder.
  package struct Clock: Sendable {
    package var startedAt: Instant
    package var finishedAt: Instant
    package var source: String

    package init(startedAt: Instant, finishedAt: Instant, source: String = "system") {
      self.startedAt = startedAt
      self.finishedAt = finishedAt
      self.source = source
    }
  }

  package struct Tool: Sendable {
    package var name: String
    package var version: String
    /// Raised whenever the same input could give other report bytes.
    package var semantics: Int
    package var sourceCommit: String?
    package var compiler: String
    package var target: String
    package var executableSHA256: String
    /// Pinned versions by package name.
    package var dependencies: [String: String]

    package init(
      name: String = "tieout", version: String, semantics: Int, sourceCommit: String? = nil,
      compiler: String, target: String, executableSHA256: String, dependencies: [String: String]
    ) {
      self.name = name
      self.version = version
      self.semantics = semantics
      self.sourceCommit = sourceCommit
      self.compiler = compiler
      self.target = target
      self.executableSHA256 = executableSHA256
      self.dependencies = dependencies
    }
  }
}
