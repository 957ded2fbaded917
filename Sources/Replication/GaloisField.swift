/// The finite field of q = p^k elements, as far as squares and differences go.
///
/// An element is its coefficients as a polynomial over the integers modulo p, written as one number in base p.
struct GaloisField {
  let prime: Int
  let degree: Int
  /// χ(a): 0 for zero, 1 for squares, -1 for the others.
  let quadraticCharacter: [Int8]

  var order: Int { quadraticCharacter.count }

  /// nil where q is no power of an odd prime.
  init?(order q: Int) {
    guard let (prime, degree) = Self.primePower(q), prime > 2 else { return nil }
    self.prime = prime
    self.degree = degree
    for constant in 1..<q {
      guard let character = Self.character(powersModulo: constant, prime: prime, degree: degree, order: q) else {
        continue
      }
      quadraticCharacter = character
      return
    }
    return nil
  }

  /// q = p^k, or nil.
  static func primePower(_ q: Int) -> (prime: Int, degree: Int)? {
    guard q > 1 else { return nil }
    let prime = (2...q).first { $0 * $0 > q || q % $0 == 0 }.map { q % $0 == 0 ? $0 : q } ?? q
    var (rest, degree) = (q, 0)
    while rest % prime == 0 {
      rest /= prime
      degree += 1
    }
    return rest == 1 ? (prime, degree) : nil
  }

  /// a - b, digit by digit.
  func difference(_ a: Int, _ b: Int) -> Int {
    var (a, b, place, result) = (a, b, 1, 0)
    for _ in 0..<degree {
      result += place * ((a % prime - b % prime + prime) % prime)
      (a, b, place) = (a / prime, b / prime, place * prime)
    }
    return result
  }

  /// The character from the powers of x modulo `x^k - reduction(x)`; nil where these do not reach every element but zero.
  ///
  /// Even powers of an element that generates the field are its squares.
  private static func character(powersModulo reduction: Int, prime: Int, degree: Int, order: Int) -> [Int8]? {
    var character = [Int8](repeating: 0, count: order)
    var element = 1
    for power in 0..<(order - 1) {
      guard element != 0, character[element] == 0 else { return nil }
      character[element] = power.isMultiple(of: 2) ? 1 : -1
      element = timesX(element, reduction: reduction, prime: prime, order: order)
    }
    return character
  }

  private static func timesX(_ element: Int, reduction: Int, prime: Int, order: Int) -> Int {
    let leading = element / (order / prime)
    var (shifted, reduction, place, result) = (element % (order / prime) * prime, reduction, 1, 0)
    while place < order {
      result += place * ((shifted % prime + leading * (reduction % prime)) % prime)
      (shifted, reduction, place) = (shifted / prime, reduction / prime, place * prime)
    }
    return result
  }
}
