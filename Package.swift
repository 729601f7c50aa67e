// swift-tools-version: 6.2
import PackageDescription

/// Every Swift target speaks the same strict language.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// A stage: a room of the pipeline. It knows `Accounting` and no other stage.
///
/// - Parameter schemas: the room's files that are not compiled, beside its page.
func stage(
  _ name: String, _ needs: [Target.Dependency] = [], schemas: [String] = []
) -> Target {
  .target(
    name: name, dependencies: ["Accounting"] + needs, exclude: ["README.md"] + schemas,
    swiftSettings: house)
}

/// The tests of one stage.
func tests(
  _ name: String, _ needs: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: ["Accounting", "TestSupport"] + needs, exclude: exclude,
    swiftSettings: house)
}

let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")

let package = Package(
  name: "tieout",
  products: [
    .executable(name: "tieout", targets: ["tieout"]),
    .executable(name: "tieout-bench", targets: ["tieout-bench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .target(name: "Accounting", exclude: ["README.md"], swiftSettings: house),
    .target(name: "CScan"),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    stage("Ingest", [crypto, "CScan", "CZlib"]),
    stage("Normalise"),
    stage("Pair"),
    stage("Reconcile"),
    stage(
      "Report",
      ["CXLSXWriter", "CZlib", .product(name: "Mustache", package: "swift-mustache")],
      schemas: ["breaks.schema.json", "summary.schema.json"]),
    stage("Seal", [crypto]),
    stage("Trail", [.product(name: "GRDB", package: "GRDB.swift")]),
    stage("Verify", ["Seal", crypto]),
    .executableTarget(
      name: "tieout",
      dependencies: [
        "Accounting", "Ingest", "Normalise", "Pair", "Reconcile", "Report", "Seal", "Trail",
        "Verify", crypto,
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Yams", package: "Yams"),
      ],
      exclude: ["README.md", "events.schema.json"], swiftSettings: house),

    .target(name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: house),
    tests("Accounting"),
    tests("Ingest", ["Ingest", "CScan", crypto]),
    tests("Normalise", ["Normalise", "Ingest"]),
    tests("Pair", ["Pair", "Reconcile"]),
    tests("Reconcile", ["Reconcile"]),
    tests("Report", ["Report"]),
    tests("Seal", ["Seal", crypto]),
    tests("Trail", ["Trail", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("Verify", ["Verify", "Seal", crypto]),
    tests("EndToEnd", ["tieout", .product(name: "GRDB", package: "GRDB.swift")]),
    tests("Tidy"),
    tests(
      "Benchmark", ["tieout", "GeneratedBooks"],
      exclude: [
        "README.md", "budget.txt", "count.py", "peers", "race.py", "racing", "shared_book.py",
        "stages.py",
      ]),
    .target(name: "GeneratedBooks", path: "Tests/GeneratedBooks", swiftSettings: house),
    .executableTarget(
      name: "tieout-bench",
      dependencies: [
        "Accounting", "CScan", "CXLSXWriter", "GeneratedBooks", "Ingest", "Reconcile", crypto,
      ],
      path: "Tests/Bench", swiftSettings: house),
  ]
)

// Fuzz targets are a configuration of their own: `Tests/Fuzz/fuzz.sh`.
if Context.environment["TIEOUT_FUZZ"] == "1" {
  package.products.append(.executable(name: "tieout-fuzz", targets: ["tieout-fuzz"]))
  package.targets.append(
    .executableTarget(
      name: "tieout-fuzz", dependencies: ["Accounting", "Ingest", "Normalise", "Verify"],
      path: "Tests/Fuzz", exclude: ["README.md", "corpus", "fuzz.sh", "settings.py"],
      swiftSettings: house + [.unsafeFlags(["-parse-as-library"])]))
}
