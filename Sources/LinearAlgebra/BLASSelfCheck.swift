import COpenBLAS

/// Products and a factorization of small integers, which a right kernel computes without any rounding.
///
/// Sizes are odd and exceed every kernel's register block, so that full blocks and both kinds of remainder are met. The
/// routines are called directly: ``BLASKernel`` is not settled while it is being checked.
enum BLASSelfCheck {
  static func passes() -> Bool {
    productIsExact() && vectorProductIsExact() && crossProductIsExact() && factorizationIsExact()
  }

  /// Integers in -5...5 without a pattern that would make columns alike: two primes, so that no short period remains.
  private static func integers(_ count: Int) -> [Double] {
    (1...count).map { position in Double(position * 7919 % 104_729 % 11 - 5) }
  }

  /// `Σ_l a_il b_lj` by a plain loop; a is m × k and b is k × n, both column-major.
  private static func product(_ a: [Double], _ b: [Double], m: Int, n: Int, k: Int) -> [Double] {
    (0..<m * n).map { position in
      let (j, i) = position.quotientAndRemainder(dividingBy: m)
      return (0..<k).reduce(0) { $0 + a[i + $1 * m] * b[$1 + j * k] }
    }
  }

  private static func transpose(_ a: [Double], rows: Int, columns: Int) -> [Double] {
    (0..<rows * columns).map { a[$0 / columns + $0 % columns * rows] }
  }

  private static func productIsExact() -> Bool {
    let a = integers(33 * 17)
    let b = integers(17 * 29)
    var c = [Double](repeating: 0, count: 33 * 29)
    blas.dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, 33, 29, 17, 1, a, 33, b, 17, 0, &c, 33)
    return c == product(a, b, m: 33, n: 29, k: 17)
  }

  private static func vectorProductIsExact() -> Bool {
    let a = integers(33 * 17)
    let x = integers(17)
    var y = [Double](repeating: 0, count: 33)
    blas.dgemv(CblasColMajor, CblasNoTrans, 33, 17, 1, a, 33, x, 1, 0, &y, 1)
    return y == product(a, x, m: 33, n: 1, k: 17)
  }

  /// `A'A` by dsyrk, whose strict upper triangle stays zero.
  private static func crossProductIsExact() -> Bool {
    let a = integers(41 * 19)
    var c = [Double](repeating: 0, count: 19 * 19)
    blas.dsyrk(CblasColMajor, CblasLower, CblasTrans, 19, 41, 1, a, 41, 0, &c, 19)
    let expected = product(transpose(a, rows: 41, columns: 19), a, m: 19, n: 19, k: 41)
    return c == lowerTriangle(of: expected, order: 19)
  }

  /// `LL'` is taken apart again by dpotrf. The diagonal of L holds powers of two, so that a kernel which multiplies by
  /// reciprocals is exact as well.
  private static func factorizationIsExact() -> Bool {
    let order = 67
    var factor = lowerTriangle(of: integers(order * order), order: order)
    for j in 0..<order { factor[j * (order + 1)] = Double(1 << (j % 3)) }
    var a = product(factor, transpose(factor, rows: order, columns: order), m: order, n: order, k: order)
    let size = Int32(order)
    let failedMinor = blas.dpotrf(LAPACK_COL_MAJOR, CChar(UInt8(ascii: "L")), size, &a, size)
    return failedMinor == 0 && lowerTriangle(of: a, order: order) == factor
  }

  private static func lowerTriangle(of a: [Double], order: Int) -> [Double] {
    (0..<order * order).map { $0 % order >= $0 / order ? a[$0] : 0 }
  }
}
