import Microdata

/// A number that is the same for all firms or one a firm, at one draw of the inputs.
enum FirmParameter {
  case shared(Double)
  case firms([Double])

  /// Sums of products are formed once a draw.
  init(_ terms: [ProductTerm], _ values: UnsafeBufferPointer<Double>) {
    var common = 0.0
    var sums: [Double]?
    for term in terms {
      let factor = term.shared(values)
      guard let firms = term.firms else {
        common += factor
        continue
      }
      var sum = sums ?? [Double](repeating: 0, count: firms.count)
      sum.withUnsafeMutableBufferPointer { sum in
        firms.withUnsafeBufferPointer { firms in
          for k in firms.indices { sum[k] += factor * firms[k] }
        }
      }
      sums = sum
    }
    guard var sums else {
      self = .shared(common)
      return
    }
    if common != 0 { for k in sums.indices { sums[k] += common } }
    self = .firms(sums)
  }

  /// The values and the step from a firm to the next: 0 where all share one.
  func withValues<R>(_ body: (UnsafePointer<Double>, Int) -> R) -> R {
    switch self {
    case .shared(let value): withUnsafePointer(to: value) { body($0, 0) }
    case .firms(let values): values.withUnsafeBufferPointer { body($0.baseAddress!, 1) }
    }
  }
}

/// A number of every firm while firms are gone through.
struct FirmPointer {
  let base: UnsafePointer<Double>
  let step: Int

  @inline(__always)
  subscript(k: Int) -> Double { base[k * step] }
}

/// Opens several parameters at once.
func withPointers<R>(_ parameters: [FirmParameter], _ body: ([FirmPointer]) -> R) -> R {
  func open(_ place: Int, _ opened: [FirmPointer]) -> R {
    guard place < parameters.count else { return body(opened) }
    return parameters[place].withValues { base, step in open(place + 1, opened + [FirmPointer(base: base, step: step)])
    }
  }
  return open(0, [])
}
