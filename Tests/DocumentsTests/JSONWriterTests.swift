import Documents
import Testing

@Suite struct JSONWriterTests {
  private static let sample: JSONValue = [
    "labels": ["a", "b"], "estimate": [197, 3687177.532438278], "vcov": [[1.5, 0], [0, 2]], "ok": true, "none": nil,
    "empty": [], "object": [:], "deep": ["x": [["y": 1]]],
  ]

  @Test func prettyFormKeepsListsOfScalarsOnOneLine() throws {
    let expected = """
      {
       "labels": ["a", "b"],
       "estimate": [197, 3687177.532438278],
       "vcov": [
        [1.5, 0],
        [0, 2]
       ],
       "ok": true,
       "none": null,
       "empty": [],
       "object": {},
       "deep": {
        "x": [
         {
          "y": 1
         }
        ]
       }
      }
      """
    #expect(try JSONWriter().text(JSONWriterTests.sample) == expected)
  }

  @Test func compactFormHasNoBlanks() throws {
    #expect(
      try JSONWriter(.compact).text(JSONWriterTests.sample)
        == #"{"labels":["a","b"],"estimate":[197,3687177.532438278],"vcov":[[1.5,0],[0,2]],"ok":true,"none":null,"#
        + #""empty":[],"object":{},"deep":{"x":[{"y":1}]}}"#)
  }

  @Test(
    arguments: [
      (197, "197"), (-0.0, "0"), (0.1, "0.1"), (3687177.532438278, "3687177.532438278"), (1e-7, "1e-07"),
      (9_007_199_254_740_991, "9007199254740991"), (1e16, "1e+16"), (.leastNonzeroMagnitude, "5e-324"), (-2.5, "-2.5"),
      (1e15, "1000000000000000"),
    ] as [(Double, String)])
  func doublesAreShortest(value: Double, text: String) throws {
    #expect(JSONWriter.decimal(value) == text)
  }

  @Test func doublesReadBackAsThemselves() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let value = Double(bitPattern: generator.next())
      guard value.isFinite else { continue }
      #expect(try DocumentParser.json(JSONWriter.decimal(value), file: "").double() == value)
    }
  }

  @Test func textIsEscapedWhereTheStandardAsks() throws {
    let text = "\"\\/\u{8}\n\r\t\u{1f}深😀\u{7f}"
    let written = try JSONWriter(.compact).text(.string(text))
    #expect(written == #""\"\\/\u0008\n\r\t\u001f深😀"# + "\u{7f}\"")
    #expect(try DocumentParser.json(written, file: "").string() == text)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func undefinedNumbersAreNeverWritten(value: Double) {
    let error = #expect(throws: JSONWritingError.self) { try JSONWriter().text(["a": ["se": [1, .double(value)]]]) }
    #expect(error?.description == "a.se[1] is \(value); write null with the reason")
  }
}
