import ExtendedPrecision

/// The value of a contrast and its derivatives with respect to the estimates it is made of.
struct ContrastValue: Sendable {
  /// nil where a part is undefined, or the function is.
  let value: DoubleDouble?
  /// `∂f/∂θ_i` by the place of θ_i among the parts.
  let gradient: [(place: Int, factor: DoubleDouble)]

  static func undefined(_ places: [Int]) -> ContrastValue {
    ContrastValue(value: nil, gradient: places.map { ($0, .zero) })
  }
}

extension Contrast {
  /// - Parameters:
  ///   - values: The parts; nil is undefined.
  ///   - labels: Their labels.
  /// - Throws: ``EstimationError`` where the contrast names a label that does not exist, or cannot be read.
  func value(of values: [DoubleDouble?], labels: [String]) throws(EstimationError) -> ContrastValue {
    switch form {
    case .linear(let coefficients): try linear(coefficients, values, labels)
    case .expression(let text): try smooth(LabelExpression(text), values, labels)
    }
  }

  private func linear(
    _ coefficients: [Coefficient], _ values: [DoubleDouble?], _ labels: [String]
  ) throws(EstimationError) -> ContrastValue {
    let gradient = try coefficients.map { coefficient throws(EstimationError) in
      (place: try labels.place(of: coefficient.label), factor: DoubleDouble(coefficient.value))
    }
    let value = gradient.reduce(DoubleDouble?.some(.zero)) { sum, term in
      values[term.place].flatMap { x in sum.map { $0 + term.factor * x } }
    }
    return ContrastValue(value: value, gradient: gradient)
  }

  private func smooth(
    _ expression: LabelExpression, _ values: [DoubleDouble?], _ labels: [String]
  ) throws(EstimationError) -> ContrastValue {
    let places = try expression.labels.map { label throws(EstimationError) in try labels.place(of: label) }
    let used = places.compactMap { values[$0]?.value }
    guard used.count == places.count else { return .undefined(places) }
    let result = expression.evaluate(used)
    guard result.value.isFinite, result.gradient.allSatisfy(\.isFinite) else { return .undefined(places) }
    return ContrastValue(
      value: DoubleDouble(result.value), gradient: zip(places, result.gradient).map { ($0, DoubleDouble($1)) })
  }
}

extension ContrastValue {
  /// The contrast as an estimate, with the score `Σ_i ∂f/∂θ_i z_i`.
  /// > Source: the delta method; Wolter (2007), section 6.2.
  /// - Parameter sampleSize: Rows behind any of its parts, from their cells.
  func point(
    _ name: String, of parts: [PointEstimates.Point], sampleSize: (Set<Int>) -> Int
  ) -> PointEstimates.Point {
    PointEstimates.Point(
      label: name, value: value,
      score: value == nil ? Score() : gradient.reduce(Score()) { $0 + $1.factor * parts[$1.place].score }, cells: [],
      sampleSize: sampleSize(Set(gradient.flatMap { parts[$0.place].cells })))
  }

  /// `Σ_ij ∂f/∂θ_i C_ij ∂g/∂θ_j`, for parts whose covariance has no scores.
  func covariance(_ other: ContrastValue, _ parts: CovarianceMatrix) -> Double {
    var sum = 0.0
    for a in gradient {
      for b in other.gradient { sum += a.factor.value * b.factor.value * parts[a.place, b.place] }
    }
    return sum
  }
}

extension [String] {
  fileprivate func place(of label: String) throws(EstimationError) -> Int {
    guard let place = firstIndex(where: { $0.utf8.elementsEqual(label.utf8) }) else {
      throw .unknownLabel(label, known: self)
    }
    return place
  }
}
