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

let package = Package(
  name: "tieout",
  targets: [
    .target(name: "Accounting", exclude: ["README.md"], swiftSettings: house),

    .target(name: "TestSupport", dependencies: [], path: "Tests/TestSupport", swiftSettings: house),
    tests("Accounting"),
  ]
)
