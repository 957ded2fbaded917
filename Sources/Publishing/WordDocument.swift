import Reporting
import TradeImpact

/// A yearly report, or a filled form, as a Word document, made by pandoc.
public struct WordDocument: Sendable {
  public let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  /// - Returns: The file: the same bytes for the same report and pandoc.
  /// - Throws: ``PublishingError``.
  public func bytes(_ report: YearlyReport) throws(PublishingError) -> [UInt8] {
    try bytes(page: WordPage(report, language).text)
  }

  /// - Returns: The file: the same bytes for the same form and pandoc.
  /// - Throws: ``PublishingError``.
  public func bytes(_ form: FilledForm) throws(PublishingError) -> [UInt8] {
    try bytes(page: WordForm(form, language).text)
  }

  private func bytes(page: String) throws(PublishingError) -> [UInt8] {
    try inTemporaryFolder { folder throws(PublishingError) in
      let files = [
        "page.html": Array(page.utf8), "reference.docx": PackageResources.reference_docx,
      ]
      for name in ["page.html", "reference.docx"] {
        try system { () throws(FileSystem.Failure) in try FileSystem.write(files[name]!, to: "\(folder)/\(name)") }
      }
      let target = folder + "/report.docx"
      // The only clock that pandoc heeds: 2020-01-01.
      try ExternalProgram.pandoc.run(
        [
          "--from=html", "--to=docx", "--reference-doc=\(folder)/reference.docx", "--output=\(target)",
          "\(folder)/page.html",
        ], variables: ["SOURCE_DATE_EPOCH=1577836800"], folder: folder)
      return try system { () throws(FileSystem.Failure) in try FileSystem.read(target) }
    }
  }
}
