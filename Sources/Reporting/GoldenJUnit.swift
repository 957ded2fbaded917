/// A comparison as JUnit XML, which build servers show: a suite a file, a case a cell.
///
/// The shape is that of the Apache Ant and Jenkins schemas: `testsuites`, `testsuite` with its counts, `testcase` with
/// `failure`. Times are 0, because the same comparison gives the same bytes.
struct GoldenJUnit {
  let check: GoldenCheck

  var text: String {
    let counts = Self.counts(check.files)
    let suites = check.files.map(suite)
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + HTMLText.block("testsuites", [("name", "trade-impact check")] + counts, parts: suites) + "\n"
  }

  private static func counts(_ files: [GoldenFileResult]) -> [(String, String)] {
    let tests = files.reduce(0) { $0 + cases($1).count }
    let failures = files.reduce(0) { $0 + cases($1).count { !$0.differences.isEmpty } }
    return [("tests", "\(tests)"), ("failures", "\(failures)"), ("errors", "0"), ("time", "0")]
  }

  private typealias Case = (name: String, differences: [GoldenDifference])

  /// One a record; first one for the file as a whole, where it differs as such.
  private static func cases(_ file: GoldenFileResult) -> [Case] {
    let whole = file.differences(of: [])
    guard whole.isEmpty else { return [(file.file, whole)] }
    let byKey = Dictionary(grouping: file.differences, by: \.key)
    return file.keys.map { ($0.joined(separator: " "), byKey[$0] ?? []) }
  }

  private func suite(_ file: GoldenFileResult) -> String {
    HTMLText.block(
      "testsuite", [("name", file.file)] + Self.counts([file]), parts: Self.cases(file).map { test($0, file.file) })
  }

  private func test(_ test: Case, _ file: String) -> String {
    let attributes = [("classname", Self.legal(file)), ("name", Self.legal(test.name)), ("time", "0")]
    guard !test.differences.isEmpty else { return HTMLText.element("testcase", attributes, html: "") }
    let failures = test.differences.map { difference in
      HTMLText.element(
        "failure", [("message", Self.legal(difference.description)), ("type", difference.kindName)],
        text: Self.legal(difference.description))
    }
    return HTMLText.element("testcase", attributes, html: failures.joined())
  }

  /// XML 1.0 has no control characters but tab and line ends.
  private static func legal(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.value >= 0x20 || [0x09, 0x0A, 0x0D].contains($0.value) ? $0 : "\u{FFFD}" }))
  }
}
