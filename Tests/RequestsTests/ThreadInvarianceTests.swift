import Documents
import Glibc
import Requests
import TestSupport
import Testing

/// Every answer is the same text for any number of threads and any size of chunks, whichever road it comes by.
@Suite struct ThreadInvarianceTests {
  /// More rows than a chunk of the row road has, so that threads share them out.
  private static let rows = 17_000

  private static let designs: [(name: String, members: String, requests: [String])] = [
    ("moments", "", ["total", "mean", "ratio", "deff", "small"]),
    ("rows", "", ["median", "linear", "logistic", "table", "ranks"]),
    (
      "raking",
      #", "calibration": [{"type": "rake", "margins": [{"by": ["g"], "counts": {"a": 29750, "b": 25500, "c": 23800}},"#
        + #" {"by": ["k"], "counts": {"0": 25500, "1": 26350, "2": 27200}}]}]"#, ["total", "mean", "count"]
    ),
    (
      "calibration",
      #", "calibration": [{"type": "calibrate", "calfun": "logit", "bounds": [0.5, 2], "terms": ["#
        + #"{"name": "(Intercept)", "type": "intercept", "total": 79050},"#
        + #"{"name": "x a", "type": "numeric", "variable": "x", "total": 701250,"#
        + #" "where": {"variable": "g", "op": "==", "value": "a"}},"#
        + #"{"name": "x b", "type": "numeric", "variable": "x", "total": 658750,"#
        + #" "where": {"variable": "g", "op": "==", "value": "b"}}]}]"#, ["total", "ratio", "median", "count"]
    ),
    (
      "replicates", #", "build_replicates": {"type": "rao-wu", "replicates": 40, "seed": 5}"#,
      ["total", "mean", "median", "linear"]
    ),
  ]

  private static let requests: [String: String] = [
    "total": #"{"statistic": "total", "variables": ["y", "x"], "by": ["g"]}"#,
    "mean": #"{"statistic": "mean", "variables": ["y"], "by": ["g", "k"]}"#,
    "ratio": #"{"statistic": "ratio", "numerators": ["y"], "denominators": ["x"], "by": ["k"]}"#,
    "deff": #"{"statistic": "mean", "variables": ["y", "x"], "deff": true}"#,
    "small": #"{"statistic": "total", "variables": ["y"], "domain": {"variable": "x", "op": ">", "value": 49.9}}"#,
    "median": #"{"statistic": "quantile", "variables": ["y", "x"], "probs": [0.5, 0.9], "by": ["g"]}"#,
    "linear": #"{"statistic": "glm", "outcome": "y", "family": "gaussian","#
      + #" "terms": [{"type": "numeric", "variable": "x"}, {"type": "factor", "variable": "g", "reference": "a"}]}"#,
    "logistic": #"{"statistic": "glm", "outcome": "hit", "family": "quasibinomial","#
      + #" "terms": [{"type": "numeric", "variable": "x"}, {"type": "factor", "variable": "k", "reference": "0"}]}"#,
    "table": #"{"statistic": "chisq", "variables": ["g", "k"]}"#,
    "ranks": #"{"statistic": "ranktest", "variable": "y", "group": "g"}"#,
    "count": #"{"statistic": "count"}"#,
  ]

  private func data() -> String {
    var random = SeededGenerator(seed: 77)
    var text = "h,g,k,w,N,x,y,hit\n"
    for row in 0..<Self.rows {
      let x = Int.random(in: 100..<5_000, using: &random)
      let isHit = Int.random(in: 0..<7_000, using: &random) < x
      let y = isHit ? Double(x * Int.random(in: 1..<90, using: &random)) / 8 : 0
      let h = row * 7919 % 5
      let (g, k) = (["a", "b", "c"].randomElement(using: &random)!, Int.random(in: 0..<3, using: &random))
      text += "h\(h),\(g),\(k),"
      text += "\(4.0 + Double(h) / 3),\(4 * Self.rows / 5 + h),\(Double(x) / 100),\(y),\(isHit ? 1 : 0)\n"
    }
    return text
  }

  private func answers(_ path: String, threads: Int, chunkBytes: Int?) throws -> [String] {
    try Self.designs.map { name, members, requests in
      let json =
        #"{"data": {"file": "\#(path)"}, "design": {"method": "taylor", "ids": [], "strata": ["h"], "weights": "w","#
        + #" "fpc": ["N"]\#(members)}, "requests": {"#
        + requests.map { #""\#($0)": \#(Self.requests[$0]!)"# }.joined(separator: ", ") + "}}"
      let file = try RequestFile(json: Array(json.utf8), path: "request.json")
      return try JSONWriter().text(file.run(options: .init(threads: threads, chunkBytes: chunkBytes)).json)
    }
  }

  @Test func threadsAndChunksLeaveEveryAnswerAsItIs() throws {
    let file = ScratchFile(data())
    let one = try answers(file.path, threads: 1, chunkBytes: nil)
    for answer in one { #expect(!answer.contains("\"error\"")) }
    for (threads, chunkBytes) in [(2, nil), (7, nil), (2, 9_999), (7, 70_001), (1, 5_000)] as [(Int, Int?)] {
      #expect(try answers(file.path, threads: threads, chunkBytes: chunkBytes) == one)
    }
  }
}
