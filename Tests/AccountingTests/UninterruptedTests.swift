import Accounting
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct UninterruptedTests {
  /// Calls that end as listed, one after the other: a result, and the error it sets.
  private func check(_ calls: [(Int, Int32)], gives: Int, after count: Int) {
    var made = 0
    let outcome = uninterrupted {
      defer { made += 1 }
      errno = calls[made].1
      return calls[made].0
    }
    #expect(outcome == gives)
    #expect(made == count)
  }

  @Test func `what a signal cut short is done again, anything else is not`() {
    check([(7, 0), (8, 0)], gives: 7, after: 1)
    check([(-1, EINTR), (-1, EINTR), (7, 0)], gives: 7, after: 3)
    check([(-1, EINTR), (-1, EIO), (7, 0)], gives: -1, after: 2)
    check([(-1, EAGAIN), (7, 0)], gives: -1, after: 1)
    // An old error says nothing of a call that went well.
    check([(0, EINTR), (7, 0)], gives: 0, after: 1)
  }
}
