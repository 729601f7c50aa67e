import Dispatch
import Foundation
import Seal
import TestSupport
import Testing

@Suite struct KeyFileTests {
  private func mode(_ path: String) throws -> Int {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return try #require(attributes[.posixPermissions] as? Int)
  }

  private func chmod(_ path: String, _ mode: Int) throws {
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  /// Makes a key in a fresh folder.
  private func withKey(_ body: (String, PrivateKey) throws -> Void) throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "deep/keys/run.pem").path
    let key = try KeyFile.generate(at: path, comment: "test")
    try body(path, key)
  }

  private func reason(_ path: String) -> String {
    do {
      _ = try KeyFile.load(path)
      return "loaded"
    } catch {
      return error.description
    }
  }

  @Test func `a made key is closed to others, as is its folder, and loads`() throws {
    try withKey { path, key in
      let folder = URL(filePath: path).deletingLastPathComponent().path
      let modes = [try mode(path), try mode(folder)]
      #expect(modes == [0o600, 0o700])
      let loaded = try KeyFile.load(path)
      #expect(loaded.publicKey == key.publicKey)
    }
  }

  @Test func `a key is never overwritten`() throws {
    try withKey { path, key in
      #expect(throws: SealError.self) { try KeyFile.generate(at: path, comment: "test") }
      let loaded = try KeyFile.load(path)
      #expect(loaded.publicKey == key.publicKey)
    }
  }

  /// The names in the folder of a path.
  private func names(_ path: String) throws -> [String] {
    let folder = URL(filePath: path).deletingLastPathComponent().path
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func `wherever making a key was killed, the next one makes or finishes it`() throws {
    try withKey { path, key in
      let folder = URL(filePath: path).deletingLastPathComponent()
      let staged = folder.appending(path: ".run.pem.tmp").path
      let shown = folder.appending(path: "run.pub").path
      #expect(try names(path) == ["run.pem", "run.pub"])
      let line = try String(contentsOfFile: shown, encoding: .utf8)
      #expect(line == key.publicKey.openSSHLine(comment: "test") + "\n")
      // Before the last rename: the public half stands, the key is the same.
      try FileManager.default.moveItem(atPath: path, toPath: staged)
      let finished = try KeyFile.generate(at: path, comment: "other")
      #expect(finished.publicKey == key.publicKey)
      #expect(try names(path) == ["run.pem", "run.pub"])
      #expect(try String(contentsOfFile: shown, encoding: .utf8) == line)
      #expect(try mode(path) == 0o600)
      // Before anything was shown: another key, nothing left of the first.
      for text in ["", "half a k", key.pem] {
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.removeItem(atPath: shown)
        try Data(text.utf8).write(to: URL(filePath: staged))
        try chmod(staged, 0o600)
        try Data("half".utf8).write(to: folder.appending(path: ".run.pub.tmp"))
        let made = try KeyFile.generate(at: path, comment: "test")
        #expect(made.publicKey != key.publicKey)
        #expect(try KeyFile.load(path).publicKey == made.publicKey)
        #expect(try names(path) == ["run.pem", "run.pub"])
      }
      // The public half of a key that is elsewhere stays, and no key is made beside it.
      try FileManager.default.removeItem(atPath: path)
      let kept = try String(contentsOfFile: shown, encoding: .utf8)
      for text in [nil, "half a k", key.pem] {
        if let text { try Data(text.utf8).write(to: URL(filePath: staged)) }
        #expect(throws: SealError.system(call: "create", path: shown, code: EEXIST)) {
          try KeyFile.generate(at: path, comment: "test")
        }
        #expect(try names(path) == ["run.pub"])
        #expect(try String(contentsOfFile: shown, encoding: .utf8) == kept)
      }
    }
  }

  @Test func `no key is made in a folder that others can enter, or over a link`() throws {
    let folder = try Places.scratch()
    defer { try? FileManager.default.removeItem(at: folder) }
    for mode in [0o755, 0o750, 0o701, 0o777] {
      try chmod(folder.path, mode)
      let path = folder.appending(path: "run.pem").path
      #expect(throws: SealError.self) { try KeyFile.generate(at: path, comment: "test") }
      #expect(!FileManager.default.fileExists(atPath: path))
    }
    try chmod(folder.path, 0o700)
    let link = folder.appending(path: "link.pem").path
    let target = folder.appending(path: "target").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: target)
    #expect(throws: SealError.self) { try KeyFile.generate(at: link, comment: "test") }
    #expect(!FileManager.default.fileExists(atPath: target))
  }

  @Test func `only modes without a bit for group and others are used`() throws {
    try withKey { path, _ in
      for mode in 0...0o777 where mode & 0o400 != 0 {
        try chmod(path, mode)
        let isLoaded = reason(path) == "loaded"
        #expect(isLoaded == (mode & 0o077 == 0), "mode \(String(mode, radix: 8))")
      }
    }
  }

  @Test func `links, folders, pipes, devices and strange content are no key files`() throws {
    try withKey { path, _ in
      let folder = URL(filePath: path).deletingLastPathComponent()
      let link = folder.appending(path: "link").path
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
      #expect(reason(link).contains("link"))
      #expect(reason(folder.path).contains("plain file"))
      #expect(reason("/dev/null").contains("plain file"))
      #expect(reason(path + "x").contains("No such file"))
      let pipe = folder.appending(path: "pipe").path
      _ = try #require(Tool.find("mkfifo")).run(["-m", "600", pipe])
      #expect(reason(pipe).contains("plain file"))
      let hard = folder.appending(path: "hard").path
      try FileManager.default.linkItem(atPath: path, toPath: hard)
      #expect(reason(path).contains("second name"))
      try FileManager.default.removeItem(atPath: hard)
      for content in ["", "x", String(repeating: "a", count: 5000)] {
        try FileManager.default.removeItem(atPath: path)
        try Data(content.utf8).write(to: URL(filePath: path))
        try chmod(path, 0o600)
        #expect(reason(path).contains("not read"))
      }
    }
  }

  /// A pipe in which a key stands.
  private func withPipe(_ key: PrivateKey, _ body: (Int32) throws -> Void) throws {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let text = Array(key.pem.utf8)
    #expect(write(ends[1], text, text.count) == text.count)
    close(ends[1])
    try body(ends[0])
  }

  @Test func `a descriptor that we opened ourselves is none that we were handed`() throws {
    let key = try PrivateKey.generate()
    try withPipe(key) { descriptor in
      #expect(fcntl(descriptor, F_SETFD, FD_CLOEXEC) == 0)
      let fault = SealError.system(
        call: "inspect", path: "descriptor \(descriptor)", code: EBADF)
      #expect(throws: fault) { try KeyFile.load(descriptor: descriptor) }
      // It stays open: it is not the key's.
      #expect(fcntl(descriptor, F_SETFD, 0) == 0)
      let loaded = try KeyFile.load(descriptor: descriptor)
      #expect(loaded.publicKey == key.publicKey)
      #expect(fcntl(descriptor, F_GETFD) == -1)
    }
  }

  @Test func `a pipe that does not wait is waited for`() throws {
    let key = try PrivateKey.generate()
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    let (from, to) = (ends[0], ends[1])
    #expect(fcntl(from, F_SETFL, O_NONBLOCK) == 0)
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(200)) {
      let text = Array(key.pem.utf8)
      _ = write(to, text, text.count)
      close(to)
    }
    let loaded = try KeyFile.load(descriptor: from)
    #expect(loaded.publicKey == key.publicKey)
  }

  @Test(.enabled(if: NSUserName() == "root", "only root can give a file away"))
  func `a key of another user is refused`() throws {
    try withKey { path, _ in
      _ = try #require(Tool.find("chown")).run(["65534", path])
      #expect(reason(path).contains("another user"))
    }
  }
}
