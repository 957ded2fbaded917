import Documents
import Figures
import Glibc
import Reporting

/// What draws figures and is not part of the program: the Vega bundle for pages, and a Python with vl-convert for files.
///
/// Both are made by `./bootstrap` in the folder `.venv`. They are looked for in the folder that the environment variable
/// `TRADE_IMPACT_VENV` names; in `share/trade-impact` beside the folder of the program; in a `.venv` in a folder above it; in a `.venv`
/// of the working directory.
struct FigureTools: Sendable {
  let script: FigureScript?
  let python: String?
  /// Of the bundle.
  private let digest: String?

  static let variable = "TRADE_IMPACT_VENV"
  private static let bundle = "share/trade-impact/vega.js"

  static func found() -> FigureTools {
    let folders = folders
    let bytes = folders.lazy.compactMap { try? FileSystem.read("\($0)/\(bundle)") }.first
    let script = bytes.flatMap(FigureScript.init(bundle:))
    let python = folders.map { $0 + "/bin/python3" }.first { (path: String) in access(path, X_OK) == 0 }
    return FigureTools(script: script, python: python, digest: script.flatMap { _ in bytes.map(SHA256.hexDigest(of:)) })
  }

  /// For the manifest.
  var method: Manifest.Method {
    .init(
      step: "figures",
      name: digest.map { "Vega-Lite, drawn on the page by the bundle \($0)" } ?? "as tables of their numbers")
  }

  /// Known before the long computation.
  /// - Throws: ``CommandFailure`` with code 5 where the study asks for drawings and nothing can make them.
  func check(_ formats: ReportFormats) throws(CommandFailure) {
    guard python == nil, formats.outputs.contains(.svg) || formats.outputs.contains(.png) else { return }
    throw CommandFailure(
      code: .outputNotWritten,
      message:
        "figures cannot be drawn as svg and png: no Python with vl-convert was found; run ./bootstrap, set \(Self.variable) to "
        + "the virtual environment, or leave svg and png out of outputs")
  }

  /// Said where pages have figures and nothing draws them.
  func notice(_ pages: [ReportPage], _ formats: ReportFormats) -> String? {
    guard script == nil, formats.outputs.contains(.html), !formats.outputs.contains(.svg),
      pages.contains(where: { !$0.figures.isEmpty })
    else { return nil }
    return
      "figures: the Vega bundle was not found, so pages show the numbers of figures as tables; run ./bootstrap, or set "
      + "\(Self.variable) to its virtual environment"
  }

  // MARK: Places

  /// In the order in which they are looked through.
  private static var folders: [String] {
    let named = getenv(variable).map { [String(cString: $0)] } ?? []
    return named + besideProgram + [".venv"]
  }

  private static var besideProgram: [String] {
    guard let program = realpath("/proc/self/exe", nil) else { return [] }
    defer { free(program) }
    var parts = String(cString: program).split(separator: "/")
    var folders: [String] = []
    while parts.popLast() != nil {
      let above = parts.map { "/" + $0 }.joined()
      folders.append(folders.isEmpty ? "\(above)/.." : "\(above)/.venv")
    }
    return folders
  }
}
