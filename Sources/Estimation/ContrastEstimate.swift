import ExtendedPrecision

extension Contrast {
  /// The value of the function, and its score: `Σ_i ∂f/∂θ_i z_i`.
  /// > Source: the delta method; Wolter (2007), section 6.2.
  func point(of parts: [PointEstimates.Point]) throws(EstimationError) -> PointEstimates.Point {
    switch form {
    case .linear(let coefficients):
      return try linear(coefficients, parts)
    case .expression(let text):
      let expression = try LabelExpression(text)
      return try smooth(expression, parts)
    }
  }

  private func linear(
    _ coefficients: [Coefficient], _ parts: [PointEstimates.Point]
  ) throws(EstimationError) -> PointEstimates.Point {
    var value: DoubleDouble? = .zero
    var (score, sampleSize) = (Score(), 0)
    for coefficient in coefficients {
      let part = try parts.labelled(coefficient.label)
      let factor = DoubleDouble(coefficient.value)
      value = part.value.flatMap { x in value.map { $0 + factor * x } }
      score = score + factor * part.score
      sampleSize += part.sampleSize
    }
    return PointEstimates.Point(label: name, value: value, score: score, cells: [], sampleSize: sampleSize)
  }

  private func smooth(
    _ expression: LabelExpression, _ parts: [PointEstimates.Point]
  ) throws(EstimationError) -> PointEstimates.Point {
    let used = try expression.labels.map { label throws(EstimationError) in try parts.labelled(label) }
    let sampleSize = used.reduce(0) { $0 + $1.sampleSize }
    let values = used.compactMap(\.value?.value)
    guard values.count == used.count else {
      return PointEstimates.Point(label: name, value: nil, score: Score(), cells: [], sampleSize: sampleSize)
    }
    let result = expression.evaluate(values)
    guard result.value.isFinite, result.gradient.allSatisfy(\.isFinite) else {
      return PointEstimates.Point(label: name, value: nil, score: Score(), cells: [], sampleSize: sampleSize)
    }
    let score = zip(result.gradient, used).reduce(Score()) { $0 + DoubleDouble($1.0) * $1.1.score }
    return PointEstimates.Point(
      label: name, value: DoubleDouble(result.value), score: score, cells: [], sampleSize: sampleSize)
  }
}

extension [PointEstimates.Point] {
  fileprivate func labelled(_ label: String) throws(EstimationError) -> PointEstimates.Point {
    guard let point = first(where: { $0.label.utf8.elementsEqual(label.utf8) }) else {
      throw .unknownLabel(label, known: map(\.label))
    }
    return point
  }
}
