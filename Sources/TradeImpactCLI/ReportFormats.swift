import ArgumentParser
import Studies
import TradeImpact

/// Which files a page is written as, and in which languages.
struct ReportFormats: Sendable {
  let outputs: Set<Study.Output>
  let languages: [Language]
  /// The file that asks for them, as errors name it.
  let path: String
}

extension ReportFormats {
  init(_ study: Study) { self.init(outputs: study.outputs, languages: study.languages, path: study.path) }
}

/// The same, asked for on the command line.
struct FormatArguments: ParsableArguments {
  @Option(help: "Languages, separated by commas: zh, en.")
  var languages = "zh,en"

  @Option(
    help: ArgumentHelp(
      "Formats of the folder, separated by commas: csv, json, markdown, html, xlsx, vega-lite, docx, pdf, svg, png.",
      discussion: "Those that need another program (docx, pdf, svg, png) are written where they are asked for."))
  var formats = "csv,json,markdown,html,xlsx,vega-lite"

  func validate() throws {
    _ = try Self.words(languages, "--languages", of: Language.self)
    _ = try Self.words(formats, "--formats", of: Study.Output.self)
  }

  /// - Parameter path: The file that is written about.
  /// - Precondition: ``validate()`` has passed.
  func formats(for path: String) throws -> ReportFormats {
    ReportFormats(
      outputs: Set(try Self.words(formats, "--formats", of: Study.Output.self)),
      languages: try Self.words(languages, "--languages", of: Language.self), path: path)
  }

  private static func words<Word: RawRepresentable<String> & CaseIterable & Equatable>(
    _ text: String, _ option: String, of type: Word.Type
  ) throws -> [Word] {
    var words: [Word] = []
    for part in text.split(separator: ",") {
      let name = String(part.filter { $0 != " " })
      guard let word = Word(rawValue: name) else {
        let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw ValidationError("\(option) \(name): it is one or several of \(known)")
      }
      if !words.contains(word) { words.append(word) }
    }
    guard !words.isEmpty else { throw ValidationError("\(option) is empty") }
    return words
  }
}
