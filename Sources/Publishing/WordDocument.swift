import Reporting
import TradeImpact

/// A yearly report, or a filled form, as a Word document, made by pandoc.
public struct WordDocument: Sendable {
  public let language: Language

  public init(_ language: Language) {
    self.language = language
  }

  /// - Parameter drawings: PNG files of the report's figures by id; a figure without one is left out.
  /// - Returns: The file: the same bytes for the same report, drawings and pandoc.
  /// - Throws: ``PublishingError``.
  public func bytes(
    _ report: YearlyReport, drawings: [String: [UInt8]] = [:]
  ) throws(PublishingError) -> [UInt8] {
    let pictures = Dictionary(uniqueKeysWithValues: drawings.map { ($0, WordPicture(id: $0, png: $1)) })
      .compactMapValues(\.self)
    return try bytes(
      page: WordPage(report, language, pictures: pictures).text, pictures: pictures.values.map { ($0.file, $0.bytes) })
  }

  /// - Returns: The file: the same bytes for the same form and pandoc.
  /// - Throws: ``PublishingError``.
  public func bytes(_ form: FilledForm) throws(PublishingError) -> [UInt8] {
    try bytes(page: WordForm(form, language).text, pictures: [])
  }

  private func bytes(page: String, pictures: [(String, [UInt8])]) throws(PublishingError) -> [UInt8] {
    try inTemporaryFolder { folder throws(PublishingError) in
      let files =
        [("page.html", Array(page.utf8)), ("reference.docx", PackageResources.reference_docx)] + pictures
      for (name, bytes) in files {
        try system { () throws(FileSystem.Failure) in try FileSystem.write(bytes, to: "\(folder)/\(name)") }
      }
      let target = folder + "/report.docx"
      // The only clock that pandoc heeds: 2020-01-01.
      try ExternalProgram.pandoc.run(
        [
          "--from=html", "--to=docx", "--resource-path=\(folder)", "--reference-doc=\(folder)/reference.docx",
          "--output=\(target)",
          "\(folder)/page.html",
        ], variables: ["SOURCE_DATE_EPOCH=1577836800"])
      return try system { () throws(FileSystem.Failure) in try FileSystem.read(target) }
    }
  }
}
