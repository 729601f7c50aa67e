import Foundation
import TestSupport
import Testing

/// `report.html` of every sample, read by Python's html.parser: it agrees with the other reports.
@Suite(.enabled(if: Tool.find("python3") != nil, "python3 is not here"))
struct PageSampleTests {
  @Test(arguments: SampleCase.all)
  func `a sample's page tells what its other reports tell`(sample: SampleCase) throws {
    try Desk.with { desk in
      let outcome = try desk.run([sample.inputs.path])
      let folder = try #require(desk.sealed().first, "\(outcome.errors)")
      let python = try #require(Tool.find("python3"))
      let read = try python.run(
        ["-X", "utf8", "-c", pageScript, folder.url.appending(path: "data/reports").path])
      #expect(read.status == 0, "\(read.errors)")
    }
  }
}
