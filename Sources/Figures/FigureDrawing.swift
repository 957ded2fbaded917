import Reporting

/// Drawings of specifications as SVG and PNG, by vl-convert in one Python process for all of them.
public struct FigureDrawing: Sendable {
  public enum Format: String, Sendable, Hashable, CaseIterable { case svg, png }

  /// The Python whose packages contain `vl_convert`.
  public let python: String

  public init(python: String) { self.python = python }

  /// - Parameters:
  ///   - specifications: Name and JSON text; names are distinct and hold no slash.
  ///   - progress: Called with the number of specifications that are drawn.
  /// - Returns: `name.svg` and `name.png` in the order of the specifications, with their bytes.
  /// - Throws: ``FigureDrawingError``.
  public func drawings(
    of specifications: [(name: String, text: String)], as formats: [Format], progress: (Int) -> Void = { _ in }
  ) throws(FigureDrawingError) -> [(file: String, bytes: [UInt8])] {
    let folder = try temporaryFolder()
    defer { FileSystem.remove(folder) }
    do throws(FileSystem.Failure) {
      for one in specifications { try FileSystem.write(Array(one.text.utf8), to: "\(folder)/\(one.name).vl.json") }
      try FileSystem.write(PackageResources.draw_py, to: "\(folder)/draw.py")
    } catch { throw .system(error.reason) }
    try run(["\(folder)/draw.py", folder] + formats.map(\.rawValue), progress)
    var files: [(file: String, bytes: [UInt8])] = []
    for one in specifications {
      for format in formats { files.append(try read("\(one.name).\(format.rawValue)", in: folder)) }
    }
    return files
  }

  private func read(_ file: String, in folder: String) throws(FigureDrawingError) -> (file: String, bytes: [UInt8]) {
    do throws(FileSystem.Failure) { return (file, try FileSystem.read("\(folder)/\(file)")) } catch {
      throw .system(error.reason)
    }
  }

  private func temporaryFolder() throws(FigureDrawingError) -> String {
    do throws(FileSystem.Failure) { return try FileSystem.makeTemporaryFolder() } catch { throw .system(error.reason) }
  }

  private func run(_ arguments: [String], _ progress: (Int) -> Void) throws(FigureDrawingError) {
    var count = 0
    let drawing: ProgramRun
    do throws(FileSystem.Failure) {
      drawing = try ProgramRun(python, arguments) { _ in
        count += 1
        progress(count)
      }
    } catch { throw .noPython(python, reason: error.reason) }
    guard drawing.ending == .code(0) else { throw .failed(python: python, lastLine: drawing.lastLines.last ?? "") }
  }
}

/// Why figures are not drawn.
public enum FigureDrawingError: Error, Hashable, Sendable {
  case noPython(String, reason: String)
  case failed(python: String, lastLine: String)
  case system(String)
}

extension FigureDrawingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noPython(let python, let reason):
      "figures cannot be drawn: \(python) does not start: \(reason); run ./bootstrap, or leave svg and png out of outputs"
    case .failed(let python, let line):
      "figures cannot be drawn: \(python) ended with \"\(line)\"; run ./bootstrap, or leave svg and png out of outputs"
    case .system(let reason): "figures cannot be drawn: \(reason)"
    }
  }
}
