import Accounting
import Foundation
import Trail
import Verify

/// What `history` and `breaks` are about: an archive, or one book of it.
struct TrailScope {
  let place: TrailPlace
  /// The book's folder in the archive; nil for all books.
  let book: String?

  /// - Parameter path: an archive, a book or one of its runs; nil for the usual archive.
  /// - Throws: `archive-without-runs`.
  init(_ path: String?) throws(SettingsFault) {
    let path = path ?? Settings().archive
    let real = URL(filePath: path).resolvingSymlinksInPath()
    switch Verifier.kind(of: real.path) {
    case .archive:
      place = TrailPlace(archive: real.path)
      book = nil
    case .book:
      place = TrailPlace(archive: real.deletingLastPathComponent().path)
      book = real.lastPathComponent
    case .run:
      let folder = real.deletingLastPathComponent()
      place = TrailPlace(archive: folder.deletingLastPathComponent().path)
      book = folder.lastPathComponent
    case .other:
      throw SettingsFault(
        "archive-without-runs", Place(file: path), "there are no sealed runs here",
        hint: "name an archive or a book's folder in it, as 'archive' of the settings or --out says"
      )
    }
  }

  func upkeep(_ console: Console) -> TrailUpkeep {
    TrailUpkeep(place: place, book: book, console: console)
  }
}
