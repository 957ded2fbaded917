/// An unevaluated sum `high + low` of two doubles: about 32 significant digits.
///
/// Survey variances are differences of nearly equal moments. Moments reach this type exactly rounded from
/// ``ExactSumTable``; centring them here, once, leaves the sixteen digits that a result is printed with.
/// - Postcondition of every operation on finite values: `high == high + low` (rounded), and a relative error of at most
///   2^-102 in the sum.
/// > Source: Dekker (1971), Numer. Math. 18, 224-242; Hida, Li and Bailey (2001), ARITH-15, algorithms 3-6;
/// > Joldes, Muller and Popescu (2017), ACM TOMS 44:15, algorithms 6, 12 and 17.
public struct DoubleDouble: Sendable, Hashable {
  public let high: Double
  public let low: Double

  /// The exact value of a double.
  @inlinable
  public init(_ value: Double) {
    high = value
    low = 0
  }

  @inlinable
  public init(_ value: Int) {
    let high = Double(value)
    self.init(high: high, low: Double(value - Int(high)))
  }

  /// - Precondition: `high == high + low`, that is, the two parts do not overlap.
  @inlinable
  public init(high: Double, low: Double) {
    self.high = high
    self.low = low
  }

  public static let zero = DoubleDouble(0.0)
  public static let one = DoubleDouble(1.0)

  /// The value rounded to the nearest double.
  @inlinable
  public var value: Double { high }

  @inlinable
  public var isZero: Bool { high == 0 }

  @inlinable
  public var isFinite: Bool { high.isFinite }

  @inlinable
  public var magnitude: DoubleDouble { high < 0 ? -self : self }
}

// MARK: Error-free transformations

/// `sum + error == a + b` exactly, for any order of magnitude.
/// > Source: Knuth, The Art of Computer Programming 2, section 4.2.2, theorem B.
@inlinable
@inline(__always)
public func twoSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
  let sum = a + b
  let shadow = sum - a
  return (sum, (a - (sum - shadow)) + (b - shadow))
}

/// `sum + error == a + b` exactly, where `abs(a) >= abs(b)` or a is zero.
@inlinable
@inline(__always)
public func quickTwoSum(_ a: Double, _ b: Double) -> (sum: Double, error: Double) {
  let sum = a + b
  return (sum, b - (sum - a))
}

/// `product + error == a * b` exactly, short of underflow.
@inlinable
@inline(__always)
public func twoProduct(_ a: Double, _ b: Double) -> (product: Double, error: Double) {
  let product = a * b
  return (product, (-product).addingProduct(a, b))
}

// MARK: Arithmetic

extension DoubleDouble {
  @inlinable
  public static prefix func - (a: DoubleDouble) -> DoubleDouble {
    DoubleDouble(high: -a.high, low: -a.low)
  }

  @inlinable
  public static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let (high, highError) = twoSum(a.high, b.high)
    let (low, lowError) = twoSum(a.low, b.low)
    let first = quickTwoSum(high, highError + low)
    let second = quickTwoSum(first.sum, first.error + lowError)
    return DoubleDouble(high: second.sum, low: second.error)
  }

  @inlinable
  public static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  @inlinable
  public static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let (product, error) = twoProduct(a.high, b.high)
    let cross = (a.high * b.low).addingProduct(a.low, b.high)
    let result = quickTwoSum(product, error + cross)
    return DoubleDouble(high: result.sum, low: result.error)
  }

  /// The quotient by long division: three partial quotients, each from the remainder of the one before.
  @inlinable
  public static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let first = a.high / b.high
    guard first.isFinite, first != 0 else { return DoubleDouble(first) }
    let remainder = a - b * DoubleDouble(first)
    let second = remainder.high / b.high
    let third = (remainder - b * DoubleDouble(second)).high / b.high
    let head = quickTwoSum(first, second)
    return DoubleDouble(high: head.sum, low: head.error) + DoubleDouble(third)
  }

  @inlinable
  public static func += (a: inout DoubleDouble, b: DoubleDouble) { a = a + b }

  @inlinable
  public static func -= (a: inout DoubleDouble, b: DoubleDouble) { a = a - b }

  @inlinable
  public static func *= (a: inout DoubleDouble, b: DoubleDouble) { a = a * b }

  /// The square root, by one Newton step from the double's (Karp and Markstein 1997, ACM TOMS 23, 561-589).
  /// - Precondition: not negative.
  public func squareRoot() -> DoubleDouble {
    precondition(high >= 0, "square root of a negative number")
    guard high > 0 else { return .zero }
    let root = high.squareRoot()
    let (square, error) = twoProduct(root, root)
    let remainder = self - DoubleDouble(high: square, low: error)
    let result = quickTwoSum(root, remainder.high / (2 * root))
    return DoubleDouble(high: result.sum, low: result.error)
  }
}

extension DoubleDouble: Comparable {
  @inlinable
  public static func < (a: DoubleDouble, b: DoubleDouble) -> Bool {
    a.high < b.high || (a.high == b.high && a.low < b.low)
  }
}
