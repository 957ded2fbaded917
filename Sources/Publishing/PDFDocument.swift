import Glibc
import Reporting

/// A page of HTML as a PDF file, printed by headless Chromium.
public struct PDFDocument: Sendable {
  /// Whether every sheet says that data are synthetic.
  public let footer: String

  /// - Parameter footer: Stands on every sheet beside its number; empty for none.
  public init(footer: String) {
    self.footer = footer
  }

  /// - Parameter page: A page that needs no other file.
  /// - Returns: The file: the same bytes for the same page, browser and fonts.
  /// - Throws: ``PublishingError``.
  public func bytes(page: String) throws(PublishingError) -> [UInt8] {
    try inTemporaryFolder { folder throws(PublishingError) in
      let (source, target) = (folder + "/page.html", folder + "/page.pdf")
      try system { () throws(FileSystem.Failure) in try FileSystem.write(Array(styled(page).utf8), to: source) }
      // Root has no sandbox; the page is this program's own.
      let sandbox = geteuid() == 0 ? ["--no-sandbox"] : []
      try ExternalProgram.chromium.run(
        sandbox + [
          "--headless=new", "--disable-gpu", "--no-first-run", "--user-data-dir=\(folder)/profile",
          "--no-pdf-header-footer", "--virtual-time-budget=10000", "--print-to-pdf=\(target)", "file://\(source)",
        ])
      guard FileSystem.kind(target) == .file else {
        throw .failed(program: try ExternalProgram.chromium.path(), reason: "printed nothing")
      }
      return PDFDates.fixed(try system { () throws(FileSystem.Failure) in try FileSystem.read(target) })
    }
  }

  /// With what only a file needs: numbers of sheets, and whether data are synthetic.
  private func styled(_ page: String) -> String {
    page.replacing("</head>", with: HTMLText.element("style", html: stylesheet) + "</head>", maxReplacements: 1)
  }

  private var stylesheet: String {
    let quoted = footer.replacing("\\", with: "").replacing("\"", with: "").replacing("<", with: "")
    return """

      @page {
        margin: 14mm 12mm 16mm;
        @bottom-left { content: "\(quoted)"; font: 8pt "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif; color: #9a3412; }
        @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #5b6675; }
      }
      """
  }
}

/// The clock times that a browser writes into PDF files.
package enum PDFDates {
  private static let keys = ["/CreationDate (D:", "/ModDate (D:"].map { Array($0.utf8) }
  private static let fixed = Array("20200101000000".utf8)

  /// The file with every date 2020-01-01; no other byte moves, since places in the file are counted.
  package static func fixed(_ file: [UInt8]) -> [UInt8] {
    var file = file
    for key in keys {
      var start = file.startIndex
      while let found = file[start...].firstRange(of: key) {
        let digits = found.upperBound..<min(found.upperBound + fixed.count, file.endIndex)
        if file[digits].allSatisfy({ (0x30...0x39).contains($0) }), digits.count == fixed.count {
          file.replaceSubrange(digits, with: fixed)
        }
        start = found.upperBound
      }
    }
    return file
  }
}
