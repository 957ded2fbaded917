/// A square matrix of ones and minus ones with orthogonal rows, `HH' = nI`, its first row and column all ones.
///
/// Every row but the first then adds to zero, which is full orthogonal balance.
/// > Source: Paley (1933), Journal of Mathematics and Physics 12, 311-320; Wolter (2007), appendix A.
public struct HadamardMatrix: Sendable, Hashable {
  /// n: 1, 2 or a multiple of 4.
  public let order: Int
  /// Row by row, n² values 1 or -1.
  private let signs: [Int8]

  /// - Returns: nil where no construction offered gives this order; of the multiples of 4 below 300 these are 92, 116,
  ///   156, 172, 184, 188, 232, 236, 260, 268 and 292.
  public init?(order: Int) {
    guard let signs = Self.signs(order: order) else { return nil }
    self.order = order
    self.signs = Self.normalized(signs, order: order)
  }

  /// The matrix of the smallest order above `count`: one row of ones, and `count` rows that add to zero.
  public init(rowsBeyondFirst count: Int) {
    precondition(count >= 0)
    var order = count < 1 ? 1 : count < 2 ? 2 : (count / 4 + 1) * 4
    // Doubling gives every power of two, so the search ends.
    while true {
      if let matrix = HadamardMatrix(order: order) {
        self = matrix
        return
      }
      order += 4
    }
  }

  /// 1 or -1 in row i and column j, both from 0.
  public subscript(i: Int, j: Int) -> Int { Int(signs[i * order + j]) }
}

// MARK: Constructions

extension HadamardMatrix {
  private static func signs(order: Int) -> [Int8]? {
    switch order {
    case ..<1: nil
    case 1: [1]
    case 2: [1, 1, 1, -1]
    case _ where order % 4 != 0: nil
    default: paleyI(order) ?? paleyII(order) ?? product(order)
    }
  }

  /// `H = I + S` with q = n - 1 ≡ 3 (mod 4), where S borders Q, `Q_ab = χ(a - b)`, with ones and minus ones.
  private static func paleyI(_ order: Int) -> [Int8]? {
    guard (order - 1) % 4 == 3, let field = GaloisField(order: order - 1) else { return nil }
    return matrix(order) { i, j in
      i == j ? 1 : i == 0 ? 1 : j == 0 ? -1 : field.quadraticCharacter[field.difference(i - 1, j - 1)]
    }
  }

  /// `H = S ⊗ (1 1 | 1 -1) + I ⊗ (1 -1 | -1 -1)` with q = n/2 - 1 ≡ 1 (mod 4), S symmetric.
  private static func paleyII(_ order: Int) -> [Int8]? {
    guard (order / 2 - 1) % 4 == 1, let field = GaloisField(order: order / 2 - 1) else { return nil }
    return matrix(order) { i, j in
      let (a, b, corner) = (i / 2, j / 2, i % 2 == 1 && j % 2 == 1)
      guard a != b else { return i % 2 == 0 && j % 2 == 0 ? 1 : -1 }
      let sign = a == 0 || b == 0 ? 1 : field.quadraticCharacter[field.difference(a - 1, b - 1)]
      return corner ? -sign : sign
    }
  }

  /// The Kronecker product of two smaller matrices.
  private static func product(_ order: Int) -> [Int8]? {
    for factor in 2..<order where factor * factor <= order && order % factor == 0 {
      guard let small = signs(order: factor), let large = signs(order: order / factor) else { continue }
      let rest = order / factor
      return matrix(order) { i, j in
        small[i / rest * factor + j / rest] * large[i % rest * rest + j % rest]
      }
    }
    return nil
  }

  private static func matrix(_ order: Int, _ element: (Int, Int) -> Int8) -> [Int8] {
    (0..<order).flatMap { i in (0..<order).map { j in element(i, j) } }
  }

  /// Turns columns, then rows, so that their first element is 1: orthogonality stays.
  private static func normalized(_ signs: [Int8], order: Int) -> [Int8] {
    let first = (0..<order).map { signs[$0 * order] * signs[0] }
    return matrix(order) { i, j in signs[i * order + j] * signs[j] * first[i] }
  }
}
