import Documents
import Estimation
import Regression

/// Reads a request for a generalised linear model.
struct ModelDecoder {
  let columns: ConditionDecoder

  func model(_ keyed: KeyedDocument) throws -> ModelRequest {
    let outcome = try keyed.required("outcome")
    let nodes = try keyed.required("terms").sequence()
    let plain = try nodes.filter { try !isProduct($0) }.map(variable)
    return ModelRequest(
      outcome: try columns.number(try outcome.string(), outcome),
      terms: try nodes.map { try isProduct($0) ? try product($0, plain) : [try variable($0)] },
      hasIntercept: try keyed.optional("intercept")?.bool() ?? true,
      family: try keyed.optional("family")?.choice(of: ModelFamily.self) ?? .gaussian,
      link: try keyed.optional("link")?.choice(of: ModelLink.self),
      offset: try keyed.optional("offset").map { try columns.number(try $0.string(), $0) },
      waldTests: try tests(keyed.optional("wald_tests")), likelihoodRatioTests: try tests(keyed.optional("lrt_tests")))
  }

  // MARK: Terms

  private static let productTypes = ["product", "interaction"]

  private func isProduct(_ node: DocumentNode) throws -> Bool {
    guard case .mapping(let pairs) = node.value, let type = pairs.first(where: { $0.key == "type" })?.value else {
      return false
    }
    return Self.productTypes.contains(try type.string())
  }

  /// `{"type": "numeric", "variable": "x"}` or `{"type": "factor", "variable": "g", "levels": [...], "reference": "a"}`
  private func variable(_ node: DocumentNode) throws -> ModelRequest.Variable {
    let keyed = try KeyedDocument(node, known: ["type", "variable", "levels", "reference", "name"])
    let name = try keyed.required("variable").string()
    let types = ["numeric", "factor"] + Self.productTypes
    guard try keyed.required("type").choice(of: types) == "factor" else {
      return .numeric(try columns.number(name, node))
    }
    return .factor(
      try columns.factor(name, node), levels: try keyed.optional("levels")?.sequence().map { try $0.text() },
      reference: try keyed.optional("reference")?.text())
  }

  /// A product of variables: `"of"` a list of them, or of names of other terms of the model.
  private func product(_ node: DocumentNode, _ plain: [ModelRequest.Variable]) throws -> [ModelRequest.Variable] {
    let keyed = try KeyedDocument(node, known: ["type", "of", "terms", "variables", "name"])
    let parts = try keyed.optional("of") ?? keyed.optional("terms") ?? keyed.required("variables")
    return try parts.sequence().map { part in
      guard case .string(let name) = part.value else { return try variable(part) }
      if let known = plain.first(where: { $0.column.utf8.elementsEqual(name.utf8) }) { return known }
      if columns.data.type(of: name) == .text {
        return .factor(try columns.factor(name, part), levels: nil, reference: nil)
      }
      return .numeric(try columns.number(name, part))
    }
  }

  private func tests(_ node: DocumentNode?) throws -> [ModelRequest.TermTest] {
    try (node?.sequence() ?? []).map { node in
      let keyed = try KeyedDocument(node, known: ["name", "terms"])
      return .init(
        name: try keyed.required("name").string(), terms: try keyed.required("terms").strings(orSingle: true))
    }
  }
}
