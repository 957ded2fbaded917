import Microdata
import Publishing
import Reporting
import Studies
import TradeImpact
import Workbooks

/// The documents of a report that libraries and programs of the system make: workbooks, Word and PDF files.
struct ReportDocuments {
  private let formats: ReportFormats
  private let threads: Int
  private var jobs: [Job] = []

  private struct Job: Sendable {
    let path: String
    let bytes: @Sendable () throws -> [UInt8]
  }

  init(_ formats: ReportFormats, threads: Int) {
    (self.formats, self.threads) = (formats, threads)
  }

  /// Whether everything that the study asks for can be made: worth knowing before a long computation.
  /// - Throws: ``CommandFailure`` with code 5 that names what to install.
  static func check(_ formats: ReportFormats) throws(CommandFailure) {
    do {
      if formats.outputs.contains(.xlsx), !XlsxWriterLibrary.isAvailable { throw WorkbookError.missingLibrary }
      if formats.outputs.contains(.docx) { try ExternalProgram.pandoc.path() }
      if formats.outputs.contains(.pdf) { try ExternalProgram.chromium.path() }
    } catch { throw CommandFailure(code: .outputNotWritten, message: "\(formats.path): \(error)") }
  }

  /// - Parameters:
  ///   - name: Of the files, without their ending.
  ///   - page: The page of the report in a language, of which the PDF file is made.
  ///   - drawings: PNG files of the report's figures in a language, by id.
  ///   - folder: Empty or ending in a slash.
  mutating func add(
    _ report: YearlyReport, named name: String, in folder: String, page: @escaping @Sendable (Language) -> String,
    drawings: @escaping @Sendable (Language) -> [String: [UInt8]]
  ) {
    for language in formats.languages {
      let path = "\(folder)\(name).\(language.rawValue)"
      let footer = report.isSynthetic ? Wording.syntheticMark[language] : ""
      let makers: [(Study.Output, @Sendable () throws -> [UInt8])] = [
        (.xlsx, { try ReportWorkbook(language).bytes(report) }),
        (.docx, { try WordDocument(language).bytes(report, drawings: drawings(language)) }),
        (.pdf, { try PDFDocument(footer: footer).bytes(page: page(language)) }),
      ]
      for (output, bytes) in makers where formats.outputs.contains(output) {
        jobs.append(Job(path: "\(path).\(output.rawValue)", bytes: bytes))
      }
      guard formats.outputs.contains(.docx) else { continue }
      for form in report.forms {
        let path = "\(folder)\(form.id).\(language.rawValue).docx"
        jobs.append(Job(path: path) { try WordDocument(language).bytes(form) })
      }
    }
  }

  /// All files, several at once, in the order of addition.
  /// - Throws: ``CommandFailure`` with code 5 and what the library or program said.
  func files() throws(CommandFailure) -> [(path: String, bytes: [UInt8])] {
    let progress = ProgressNotice("writing \(jobs.count) documents (\(kinds))")
    defer { progress.stop() }
    let jobs = jobs
    let made = RowChunks.map(jobs.count, threads: threads) { place in Result { try jobs[place].bytes() } }
    return try zip(jobs, made).map { job, result throws(CommandFailure) in
      do { return (job.path, try result.get()) } catch {
        throw CommandFailure(code: .outputNotWritten, message: "\(job.path): \(error)")
      }
    }
  }

  private var kinds: String {
    Study.Output.allCases.filter { [.xlsx, .docx, .pdf].contains($0) && formats.outputs.contains($0) }.map(\.rawValue)
      .joined(separator: ", ")
  }
}
