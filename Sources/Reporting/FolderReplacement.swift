import Glibc

/// Puts a folder of files in the place of another, wholly or not at all.
///
/// Everything is written to a new folder beside the target, which then changes places with it by renaming. Before the
/// last step a failure leaves the target as it was; after it the target is complete.
struct FolderReplacement {
  /// Path relative to the folder, and bytes; in the order of writing.
  let files: [(path: String, bytes: [UInt8])]

  /// - Parameter target: A folder, or nothing, in a folder that exists; no links.
  func write(to target: String) throws(FileSystem.Failure) {
    let temporary = try Self.makeTemporary(beside: target)
    do {
      try writeFiles(in: temporary)
      try Self.install(temporary, at: target)
    } catch {
      FileSystem.remove(temporary)
      throw error
    }
  }

  /// A hidden folder with a free name; another run may be at work in the same place.
  private static func makeTemporary(beside target: String) throws(FileSystem.Failure) -> String {
    let (parent, name) = split(target)
    for attempt in 0... {
      let path = "\(parent)/.\(name).part\(getpid())-\(attempt)"
      if mkdir(path, 0o777) == 0 { return path }
      guard errno == EEXIST, attempt < 1000 else { throw FileSystem.Failure("create the folder", path) }
    }
    preconditionFailure("an endless range ended")
  }

  /// The folder above, and the name in it.
  static func split(_ path: String) -> (parent: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let parent = path[..<slash]
    return (parent.isEmpty ? "/" : String(parent), String(path[path.index(after: slash)...]))
  }

  private func writeFiles(in folder: String) throws(FileSystem.Failure) {
    var made: Set<String> = []
    for (path, bytes) in files {
      try Self.makeFolders(above: path, in: folder, made: &made)
      try FileSystem.write(bytes, to: "\(folder)/\(path)")
    }
  }

  private static func makeFolders(
    above path: String, in folder: String, made: inout Set<String>
  ) throws(FileSystem.Failure) {
    var parent = folder
    for part in path.split(separator: "/").dropLast() {
      parent += "/\(part)"
      guard made.insert(parent).inserted else { continue }
      try FileSystem.makeFolder(parent)
    }
  }

  private static func install(_ temporary: String, at target: String) throws(FileSystem.Failure) {
    guard FileSystem.kind(target) == .folder else { return try FileSystem.move(temporary, to: target) }
    if FileSystem.exchange(temporary, target) { return FileSystem.remove(temporary) }
    try exchangeInTwoSteps(temporary, target)
  }

  /// For file systems that cannot exchange two names at once.
  private static func exchangeInTwoSteps(_ temporary: String, _ target: String) throws(FileSystem.Failure) {
    let old = temporary + ".old"
    try FileSystem.move(target, to: old)
    do {
      try FileSystem.move(temporary, to: target)
    } catch {
      rename(old, target)
      throw error
    }
    FileSystem.remove(old)
  }
}
