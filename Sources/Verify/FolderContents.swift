import Seal

/// What was found in a run folder.
struct FolderContents {
  /// The last part of the folder's real path.
  var name: String
  /// Plain files by path, each read once.
  var files: [String: FoundFile] = [:]
  var findings: [Finding] = []
  /// Files and folders that are there and could not be read.
  var unread: [String] = []
  /// Whether the folder itself could be opened.
  var isOpen = false

  /// Whether a path is one that could not be read, or lies in a folder that could not.
  func isUnread(_ path: String) -> Bool {
    unread.contains { $0.isEmpty || $0 == path || path.utf8.starts(with: "\($0)/".utf8) }
  }

  /// The files below `data/`, in byte order.
  var payload: [FoundFile] {
    files.values.filter { $0.path.utf8.starts(with: "data/".utf8) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The bytes of a file that is read as a whole; nil if it is not there.
  func content(_ path: String) -> [UInt8]? { files[path]?.content }

  /// The files of reviews, in byte order.
  var reviews: [FoundFile] {
    files.values.filter { Layout.isReview($0.path) }
      .sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Whether something was said of a path already: it could not be read, or is no plain file.
  func isReported(_ path: String) -> Bool {
    isUnread(path) || findings.contains { $0.path == path }
  }

  func files(in room: String) -> [FoundFile] {
    payload.filter { $0.path.utf8.starts(with: "data/\(room)/".utf8) }
  }
}

/// A file as it was found.
struct FoundFile: Hashable {
  let path: String
  let size: Int
  /// SHA-256, lower-case hexadecimal.
  let sha256: String
  /// The bytes, if the file is one that is read as a whole.
  let content: [UInt8]?
}

/// The layout of a run folder.
enum Layout {
  static let manifest = "run-manifest.json"
  static let envelope = "run-manifest.dsse.json"
  static let signature = "run-manifest.json.sig"
  static let payloadList = "manifest-sha256.txt"
  static let tagList = "tagmanifest-sha256.txt"
  static let bagit = "bagit.txt"
  static let bagInfo = "bag-info.txt"
  static let verifyText = "VERIFY.txt"
  static let checkpoint = "checkpoint.note"
  static let effectiveConfig = "data/config/effective.json"

  /// Files beside `data/`: exactly these.
  static let topFiles = [
    verifyText, bagInfo, bagit, checkpoint, payloadList, envelope, manifest, signature, tagList,
  ]
  /// Files the tag list covers, in its order.
  static let taggedFiles = [verifyText, bagInfo, bagit, payloadList, manifest]
  /// The folders there may be; the empty text is the run folder itself.
  static let folders = [
    "", "data", "data/config", "data/inputs", "data/reports", "data/work", ReviewFolder.name,
  ]

  static func isReview(_ path: String) -> Bool {
    path.utf8.starts(with: "\(ReviewFolder.name)/".utf8)
  }

  /// The greatest size of one review's statement, and of all files of reviews together.
  static let reviewLimit = 4 << 20
  static let reviewsLimit = 64 << 20

  /// Whether a file is one that the next run seals: the signatures do not cover it.
  static func isSideFile(_ path: String) -> Bool { path == checkpoint || isReview(path) }

  static let fileCountLimit = 100_000

  /// The greatest size of a file that is read as a whole; nil if only its digest is taken.
  static func wholeLimit(_ path: String) -> Int? {
    switch path {
    case manifest, effectiveConfig: 16 << 20
    case envelope, payloadList: 32 << 20
    case signature, tagList, bagit, bagInfo, checkpoint: 64 << 10
    case let path where isReview(path):
      path.utf8.suffix(4).elementsEqual(".sig".utf8) ? 64 << 10 : reviewLimit * 3 / 2
    default: nil
    }
  }
}
