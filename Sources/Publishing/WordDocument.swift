import Reporting
import TradeImpact

/// A yearly report as a Word document, made by pandoc.
public struct WordDocument: Sendable {
  public let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  /// - Returns: The file: the same bytes for the same report and pandoc.
  /// - Throws: ``PublishingError``.
  public func bytes(_ report: YearlyReport) throws(PublishingError) -> [UInt8] {
    try inTemporaryFolder { folder throws(PublishingError) in
      let files = [
        "page.html": Array(WordPage(report, language).text.utf8), "reference.docx": PackageResources.reference_docx,
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
        ], variables: ["SOURCE_DATE_EPOCH=1577836800"])
      return try system { () throws(FileSystem.Failure) in try FileSystem.read(target) }
    }
  }
}
