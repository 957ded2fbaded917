import Glibc
import NotebookPages
import NotebookSupport
import Reporting

/// `NOTEBOOK_MARKS=1 notebook-NAME | render-notebook NAME FOLDER` writes `notebook.md`, `notebook.html` and the images into the
/// folder.
@main struct RenderNotebook {
  private let source: String
  private let folder: String

  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    guard arguments.count == 2 else {
      fail("usage: NOTEBOOK_MARKS=1 notebook-NAME | render-notebook NAME FOLDER", code: 2)
    }
    let name = arguments.first!
    do throws(NotebookError) {
      try RenderNotebook(source: "notebooks-as-scripts/\(name)/", folder: arguments.last! + "/").run()
    } catch { fail("\(name): \(error)", code: 1) }
  }

  private func run() throws(NotebookError) {
    let program = String(decoding: try bytes(source + "main.swift"), as: UTF8.self)
    let notebook = try Notebook(program: program, output: String(decoding: try bytes("/dev/stdin"), as: UTF8.self))
    let page = try NotebookHTML(notebook) { path throws(NotebookError) in try bytes(source + path) }
    try write(Array(notebook.markdown.utf8), "notebook.md")
    try write(Array(page.text.utf8), "notebook.html")
    for image in page.images { try write(try bytes(source + image), image) }
  }

  private func bytes(_ path: String) throws(NotebookError) -> [UInt8] {
    do { return try FileSystem.read(path) } catch { throw .file(path: path, reason: error.reason) }
  }

  private func write(_ bytes: [UInt8], _ path: String) throws(NotebookError) {
    try makeFolders(of: folder + path)
    do { try writeBytes(bytes, to: folder + path) } catch {
      throw .file(path: folder + path, reason: "the file cannot be written")
    }
  }

  private func makeFolders(of path: String) throws(NotebookError) {
    for slash in path.indices where path[slash] == "/" && slash > path.startIndex {
      let folder = String(path[..<slash])
      guard FileSystem.kind(folder) == .absent else { continue }
      do { try FileSystem.makeFolder(folder) } catch { throw .file(path: folder, reason: error.reason) }
    }
  }

  private static func fail(_ message: String, code: Int32) -> Never {
    Array("error: \(message)\n".utf8).withUnsafeBytes { _ = Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    exit(code)
  }
}
