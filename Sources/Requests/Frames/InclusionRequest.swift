import Documents
import Estimation
import Sampling

/// First-order inclusion probabilities proportional to a size.
struct InclusionRequest: FrameRequest {
  let size: String
  let sampleSize: Double

  var columns: [EstimationPlan.Column] { [.init(name: size, role: .number)] }

  init(decoding node: DocumentNode, _ columns: ConditionDecoder) throws {
    let keyed = try KeyedDocument(node, known: ["statistic", "size", "n"])
    size = try columns.number(try keyed.required("size").string(), node)
    sampleSize = try keyed.required("n").double()
  }

  func probabilities(_ data: SampleColumns) throws(Refusal) -> InclusionProbabilities {
    do { return try InclusionProbabilities(proportionalTo: data.numbers(size), sampleSize: sampleSize) } catch {
      throw Refusal(error)
    }
  }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    let first = try probabilities(data)
    return [
      ("probabilities", first.probabilities.jsonNumbers), ("sum", .double(first.sum)),
      ("take_all", .int(first.certaintyUnits.count)),
    ]
  }
}

/// Joint inclusion probabilities of a selection method.
struct JointInclusionRequest: FrameRequest {
  let first: InclusionRequest
  let method: JointInclusionMethod

  var columns: [EstimationPlan.Column] { first.columns }

  /// - Parameter sizes: The request that says which column the sizes are, where this one does not.
  init(decoding node: DocumentNode, sizes: DocumentNode?, _ columns: ConditionDecoder) throws {
    let keyed = try KeyedDocument(node, known: ["statistic", "method", "n", "size"])
    let other = try sizes.map { try InclusionRequest(decoding: $0, columns) }
    let own = try keyed.optional("size").map { try columns.number(try $0.string(), $0) }
    guard let size = own ?? other?.size else { throw node.invalid(expected: "size, the column of sizes") }
    let count = try keyed.optional("n")?.double() ?? other?.sampleSize
    guard let count else { throw node.invalid(expected: "n, the sample size") }
    first = InclusionRequest(size: size, sampleSize: count)
    let name = try keyed.required("method")
    if case .string("maxentropy") = name.value {
      method = .maximumEntropy
    } else {
      method = try name.choice(of: JointInclusionMethod.self)
    }
  }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    let probabilities = try first.probabilities(data)
    do {
      let joint = try JointInclusionProbabilities(of: probabilities, method: method)
      return [("joint", joint.matrix.json), ("row_sums", joint.rowSums.jsonNumbers)]
    } catch { throw Refusal(error) }
  }
}

extension InclusionRequest {
  fileprivate init(size: String, sampleSize: Double) {
    self.size = size
    self.sampleSize = sampleSize
  }
}
