import Documents
import LinearAlgebra
import Sampling

/// `design.pps`: sampling with unequal probabilities.
struct PairProbabilitiesDescription: Sendable {
  private let method: String
  private let sumOfSquares: Double?
  private let file: String?
  private let form: UnequalProbabilities.Form
  /// The column of inclusion probabilities, where it is not under `fpc`.
  let probability: String?

  init(decoding node: DocumentNode) throws {
    let known = ["method", "file", "sum_p_squared_over_n", "variance", "probability"]
    let keyed = try KeyedDocument(node, known: known)
    method = try keyed.required("method").choice(of: ["brewer", "overton", "hartley-rao", "joint", "poisson"])
    sumOfSquares = try keyed.optional("sum_p_squared_over_n")?.double()
    file = method == "joint" ? try keyed.required("file").string() : try keyed.optional("file")?.string()
    form = try keyed.optional("variance")?.choice(of: UnequalProbabilities.Form.self) ?? .horvitzThompson
    probability = try keyed.optional("probability")?.string()
    if method == "brewer" || method == "poisson", form == .yatesGrundy {
      throw node.invalid(expected: "variance HT for method \(method), which has no Yates-Grundy form")
    }
  }

  /// - Parameter folder: Where a relative file name starts.
  func selection(folder: String) throws(Refusal) -> UnequalProbabilities {
    switch method {
    case "brewer": return UnequalProbabilities(.brewer)
    case "overton": return UnequalProbabilities(.overton, form: form)
    case "hartley-rao": return UnequalProbabilities(.hartleyRao(meanSquare: sumOfSquares), form: form)
    case "poisson": return UnequalProbabilities(.poisson)
    default:
      let table = try NumberTable(path: RelativePath.resolve(file ?? "", in: folder))
      return UnequalProbabilities(.joint(Matrix(columns: table.columns)), form: form)
    }
  }
}
