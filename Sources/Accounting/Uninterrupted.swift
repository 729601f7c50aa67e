#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Makes a call to the operating system again for as long as a signal cuts it short.
///
/// Not for `close`: a descriptor is gone after its first call, whatever that says.
///
/// - Parameter call: gives less than 0, with the error in `errno`, if it failed.
/// - Returns: what the last call gave.
package func uninterrupted<Outcome: SignedInteger, Failure: Error>(
  _ call: () throws(Failure) -> Outcome
) throws(Failure) -> Outcome {
  var outcome = try call()
  while outcome < 0, errno == EINTR { outcome = try call() }
  return outcome
}
