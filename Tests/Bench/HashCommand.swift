import Crypto

/// `hash`: SHA-256 of files, one after the other in one process, with the product's own library:
/// what digests cost by themselves.
struct HashCommand {
  let paths: [String]

  init(_ words: [String]) throws {
    guard !words.isEmpty else { throw UsageFault(what: "no file to hash") }
    paths = words
  }

  func run() throws {
    for path in paths {
      let file = try InputBytes(path)
      var hasher = SHA256()
      while case let chunk = try file.next(), !chunk.isEmpty {
        hasher.update(bufferPointer: chunk)
      }
      let digest = hasher.finalize().map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
      }
      print("\(digest.joined())  \(path)")
    }
  }
}
