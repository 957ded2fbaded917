import CReadStat
import Microdata

/// One reading of a file by the library.
struct ReadStatRun {
  let path: String
  let kind: StatisticalFile.Kind
  let encoding: String?

  /// What a handler answers.
  private static let goOn = Int32(READSTAT_HANDLER_OK)

  /// Variables and labels, no cases.
  func describe(_ description: FileDescription) throws(MicrodataError) {
    try run(description) { library, parser in
      // Without it the cases are gone through, too.
      _ = library.set_row_limit(parser, 1)
      _ = library.set_variable_handler(
        parser,
        { _, variable, labels, context in
          FileDescription.of(context).add(variable!, labelSet: labels.map { String(cString: $0) })
          return ReadStatRun.goOn
        })
      _ = library.set_value_label_handler(
        parser,
        { set, value, label, context in
          FileDescription.of(context).add(set.map { String(cString: $0) }, value, label)
          return ReadStatRun.goOn
        })
    }
  }

  /// All cases.
  func read(_ cases: CaseRecords) throws(MicrodataError) {
    try run(cases) { library, parser in
      _ = library.set_metadata_handler(
        parser,
        { metadata, context in
          CaseRecords.of(context).begin(metadata!)
          return ReadStatRun.goOn
        })
      _ = library.set_variable_handler(
        parser,
        { _, variable, _, context in
          CaseRecords.of(context).add(variable!)
          return ReadStatRun.goOn
        })
      _ = library.set_value_handler(
        parser,
        { row, variable, value, context in
          CaseRecords.of(context).append(variable!, value)
          return ReadStatRun.goOn
        })
    }
    guard cases.isComplete else { throw cutShort }
  }

  private func run<Context: AnyObject>(
    _ context: Context, _ prepare: (readstat_functions, UnsafeMutablePointer<readstat_parser_t>) -> Void
  ) throws(MicrodataError) {
    guard let library = ReadStatLibrary.functions else {
      throw unusable(
        "the file cannot be read: \(ReadStatLibrary.library.absence)",
        "\(ReadStatLibrary.library.remedy), or save the file as CSV")
    }
    guard let parser = library.parser_init() else { preconditionFailure("no memory for a parser") }
    defer { library.parser_free(parser) }
    prepare(library, parser)
    let status = parse(library, parser, Unmanaged.passUnretained(context).toOpaque())
    guard status == READSTAT_OK else { throw error(status, library) }
  }

  private func parse(
    _ library: readstat_functions, _ parser: UnsafeMutablePointer<readstat_parser_t>, _ context: UnsafeMutableRawPointer
  ) -> readstat_error_t {
    let parse =
      switch kind {
      case .sav, .zsav: library.parse_sav!
      case .dta: library.parse_dta!
      case .sas7bdat: library.parse_sas7bdat!
      }
    guard let encoding else { return parse(parser, path, context) }
    // The parser keeps the pointer while it runs.
    return encoding.withCString { name in
      _ = library.set_file_character_encoding(parser, name)
      return parse(parser, path, context)
    }
  }

  // MARK: Errors

  private func error(_ status: readstat_error_t, _ library: readstat_functions) -> MicrodataError {
    let reason = library.error_message(status).map { String(cString: $0) } ?? "error \(status.rawValue)"
    switch status {
    case READSTAT_ERROR_OPEN: return MicrodataError(.unreadable(reason: "it cannot be opened"), file: path)
    case READSTAT_ERROR_READ, READSTAT_ERROR_SEEK, READSTAT_ERROR_ROW_COUNT_MISMATCH: return cutShort
    case READSTAT_ERROR_CONVERT_BAD_STRING, READSTAT_ERROR_UNSUPPORTED_CHARSET, READSTAT_ERROR_CONVERT:
      return unusable(
        "a text is not in the encoding that the file names (\(reason))",
        "declare the encoding, such as gb18030, or save the file anew")
    case READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION, READSTAT_ERROR_UNSUPPORTED_COMPRESSION:
      return unusable("this version of .\(kind.rawValue) is not known (\(reason))", "save the file as CSV")
    default:
      return unusable(
        "the file is no .\(kind.rawValue) file, is damaged or was cut short (\(reason))", "copy or export it again")
    }
  }

  private var cutShort: MicrodataError {
    unusable("the file was cut short: it ends before its last case", "copy or export it again")
  }

  private func unusable(_ problem: String, _ remedy: String) -> MicrodataError {
    MicrodataError(.unusable(problem: problem, remedy: remedy), file: path)
  }
}
