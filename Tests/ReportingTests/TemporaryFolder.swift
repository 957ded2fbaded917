import Glibc
import Reporting

/// A folder of a test's own, deleted when the test ends.
final class TemporaryFolder {
  let path: String

  init() {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/reporting-tests-XXXXXX".utf8CString)
    path = String(cString: mkdtemp(&template))
  }

  deinit { FileSystem.remove(path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  func makeFolder(_ name: String) { mkdir(file(name), 0o777) }

  func write(_ text: String, to name: String) {
    let stream = fopen(file(name), "w")!
    fputs(text, stream)
    fclose(stream)
  }

  func remove(_ name: String) { unlink(file(name)) }

  func read(_ name: String) -> String? {
    (try? FileSystem.read(file(name))).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Everything below the folder, hidden names and empty folders included.
  var names: [String] { names(below: "") }

  private func names(below folder: String) -> [String] {
    let here = (try? FileSystem.names(in: file(folder))) ?? []
    return here.flatMap { name in
      var status = stat()
      lstat(file(folder + name), &status)
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      return [folder + name] + (isFolder ? names(below: "\(folder)\(name)/") : [])
    }
  }
}
