import Documents
import Estimation

/// A region's amount as a report prints it, to be compared with what the methods give.
public struct PublishedAmount: Sendable, Hashable {
  public let measure: String
  /// As printed: the digits after its point say how far it was rounded.
  public let printed: String

  public init(measure: String, printed: String) {
    self.measure = measure
    self.printed = printed
  }

  /// Whether a value, rounded as the printed one is, is the printed one.
  public func isReproduced(by value: Double) -> Bool {
    guard let published = Double(printed) else { return false }
    let decimals = printed.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
    return (value * scale).rounded() == (published * scale).rounded()
  }

  /// - Throws: ``DocumentError`` where the value is no number.
  init(decoding node: DocumentNode) throws(DocumentError) {
    let keyed = try KeyedDocument(node, known: ["measure", "value"])
    _ = try keyed.required("value").double()
    self.init(measure: try keyed.required("measure").string(), printed: try keyed.required("value").text())
  }
}

extension ScaleRequest {
  /// Which of the methods a published figure comes from.
  public func comparisons(with results: [ScaledEstimate]) -> [Finding] {
    published.map { amount in
      let tried = results.filter { $0.measure == amount.measure }
      let reproducing = tried.filter { amount.isReproduced(by: $0.value) }.map(\.method)
      let others = tried.map(\.method).filter { !reproducing.contains($0) }
      let verdict =
        reproducing.isEmpty
        ? "comes from none of the methods"
        : "comes from \(reproducing.map(\.reading).joined(separator: " or "))"
          + (others.isEmpty ? "" : ", not from \(others.map(\.reading).joined(separator: " or "))")
      return Finding(
        kind: reproducing.isEmpty ? "published_not_reproduced" : "published_reproduced", subject: amount.measure,
        message: "\(amount.measure): the published \(amount.printed) \(unit) \(verdict)")
    }
  }
}

extension ProportionalScaling.Method {
  fileprivate var reading: String {
    switch self {
    case .proportional: "the unrounded ratio"
    case .proportionalRounded: "the ratio rounded to whole percent"
    }
  }
}
