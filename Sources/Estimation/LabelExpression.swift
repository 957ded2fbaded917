import Glibc

/// An expression on labelled estimates, `` `a|y` / `b|y` - 1 ``, evaluated together with its gradient.
///
/// Grammar: numbers, labels in backticks or as plain names, `+ - * / ^`, parentheses, and `exp`, `log`, `sqrt`.
/// The gradient comes by forward differentiation of each operation, so it is exact to rounding.
struct LabelExpression {
  /// Labels in order of first appearance.
  private(set) var labels: [String] = []
  private let text: String
  private var root = Node.number(0)

  private indirect enum Node {
    case number(Double)
    case label(Int)
    case operation(Character, Node, Node)
    case function(String, Node)
  }

  /// - Throws: ``EstimationError/expression(_:position:reason:)``.
  init(_ text: String) throws(EstimationError) {
    self.text = text
    var parser = Parser(text: text, characters: Array(text))
    root = try parser.sum()
    guard parser.next == nil else { throw parser.error("an operator or the end was expected") }
    labels = parser.labels
  }

  // MARK: Parsing

  private struct Parser {
    let text: String
    let characters: [Character]
    var position = 0
    var labels: [String] = []

    init(text: String, characters: [Character]) {
      self.text = text
      self.characters = characters
    }

    var next: Character? {
      mutating get {
        while position < characters.count, characters[position] == " " { position += 1 }
        return position < characters.count ? characters[position] : nil
      }
    }

    func error(_ reason: String) -> EstimationError { .expression(text, position: position, reason: reason) }

    mutating func sum() throws(EstimationError) -> Node {
      var left = try product()
      while let sign = next, sign == "+" || sign == "-" {
        position += 1
        left = .operation(sign, left, try product())
      }
      return left
    }

    mutating func product() throws(EstimationError) -> Node {
      var left = try signed()
      while let sign = next, sign == "*" || sign == "/" {
        position += 1
        left = .operation(sign, left, try signed())
      }
      return left
    }

    /// A sign binds less tightly than a power: -2^2 is -4.
    mutating func signed() throws(EstimationError) -> Node {
      guard let sign = next, sign == "-" || sign == "+" else { return try power() }
      position += 1
      let operand = try signed()
      return sign == "-" ? .operation("-", .number(0), operand) : operand
    }

    mutating func power() throws(EstimationError) -> Node {
      let base = try atom()
      guard next == "^" else { return base }
      position += 1
      return .operation("^", base, try signed())
    }

    mutating func atom() throws(EstimationError) -> Node {
      guard let character = next else { throw error("a number, a label or a parenthesis was expected") }
      if character == "(" { return try parenthesis() }
      if character == "`" { return try quotedLabel() }
      if character.isNumber || character == "." { return try number() }
      guard character.isLetter || character == "_" else { throw error("unexpected \(character)") }
      return try name()
    }

    mutating func parenthesis() throws(EstimationError) -> Node {
      position += 1
      let inner = try sum()
      guard next == ")" else { throw error("a closing parenthesis was expected") }
      position += 1
      return inner
    }

    mutating func quotedLabel() throws(EstimationError) -> Node {
      let start = position + 1
      guard let end = characters[start...].firstIndex(of: "`") else { throw error("the backtick is not closed") }
      position = end + 1
      return label(String(characters[start..<end]))
    }

    mutating func number() throws(EstimationError) -> Node {
      let start = position
      while position < characters.count, isPartOfNumber(position, since: start) { position += 1 }
      let digits = String(characters[start..<position])
      guard let value = Double(digits) else { throw error("\(digits) is not a number") }
      return .number(value)
    }

    private func isPartOfNumber(_ place: Int, since start: Int) -> Bool {
      let character = characters[place]
      if character.isNumber || character == "." || character == "e" || character == "E" { return true }
      return place > start && (character == "-" || character == "+") && "eE".contains(characters[place - 1])
    }

    mutating func name() throws(EstimationError) -> Node {
      let start = position
      while position < characters.count,
        characters[position].isLetter || characters[position].isNumber || "._".contains(characters[position])
      {
        position += 1
      }
      let name = String(characters[start..<position])
      guard next == "(" else { return label(name) }
      guard ["exp", "log", "sqrt"].contains(name) else { throw error("\(name) is not one of exp, log, sqrt") }
      return .function(name, try parenthesis())
    }

    mutating func label(_ name: String) -> Node {
      if let place = labels.firstIndex(where: { $0.utf8.elementsEqual(name.utf8) }) { return .label(place) }
      labels.append(name)
      return .label(labels.count - 1)
    }
  }

  // MARK: Evaluation

  /// The value and its derivative with respect to every label.
  func evaluate(_ values: [Double]) -> (value: Double, gradient: [Double]) {
    let result = evaluate(root, values)
    return (result.value, result.gradient)
  }

  private struct Dual {
    var value: Double
    var gradient: [Double]
  }

  private func evaluate(_ node: Node, _ values: [Double]) -> Dual {
    switch node {
    case .number(let value):
      return Dual(value: value, gradient: [Double](repeating: 0, count: values.count))
    case .label(let place):
      return Dual(value: values[place], gradient: values.indices.map { $0 == place ? 1 : 0 })
    case .operation(let sign, let left, let right):
      return combine(sign, evaluate(left, values), evaluate(right, values))
    case .function(let name, let argument):
      return apply(name, evaluate(argument, values))
    }
  }

  private func combine(_ sign: Character, _ a: Dual, _ b: Dual) -> Dual {
    func chain(_ value: Double, _ da: Double, _ db: Double) -> Dual {
      Dual(value: value, gradient: zip(a.gradient, b.gradient).map { da * $0 + db * $1 })
    }
    switch sign {
    case "+": return chain(a.value + b.value, 1, 1)
    case "-": return chain(a.value - b.value, 1, -1)
    case "*": return chain(a.value * b.value, b.value, a.value)
    case "/": return chain(a.value / b.value, 1 / b.value, -a.value / b.value / b.value)
    default:
      // A constant exponent has no derivative of its own, and must not meet log of a negative base.
      let exponentMoves = b.gradient.contains { $0 != 0 }
      let value = pow(a.value, b.value)
      return chain(value, b.value * pow(a.value, b.value - 1), exponentMoves ? value * log(a.value) : 0)
    }
  }

  private func apply(_ name: String, _ a: Dual) -> Dual {
    let (value, derivative): (Double, Double) =
      switch name {
      case "exp": (exp(a.value), exp(a.value))
      case "log": (log(a.value), 1 / a.value)
      default: (a.value.squareRoot(), 0.5 / a.value.squareRoot())
      }
    return Dual(value: value, gradient: a.gradient.map { derivative * $0 })
  }
}
