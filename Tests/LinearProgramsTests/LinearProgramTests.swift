import Glibc
import LinearPrograms
import RandomStreams
import Testing

private func program(_ costs: [Double], _ upper: [Double], _ rows: [LinearProgram.Row]) -> LinearProgram {
  LinearProgram(costs: costs, lower: costs.map { _ in 0 }, upper: upper, rows: rows)
}

private func entries(_ coefficients: [Double]) -> [LinearProgram.Entry] {
  coefficients.enumerated().filter { $1 != 0 }.map { LinearProgram.Entry($0, $1) }
}

@Suite struct LinearProgramTests {
  /// Three variables and two resources; by hand, the optimum uses both up.
  let mix = program(
    [-3, -2, -4], [.infinity, .infinity, .infinity],
    [
      .init(entries([1, 1, 2]), in: -.infinity...4), .init(entries([2, 0, 3]), in: -.infinity...5),
    ])

  @Test func primalAndDualObjectivesAgree() throws {
    let x = try mix.minimum()
    // max 4 u + 5 v with u, v <= 0 and A'(u, v) <= c: the dual of the same program.
    let dual = LinearProgram(
      costs: [-4, -5], lower: [-.infinity, -.infinity], upper: [0, 0],
      rows: zip([[1.0, 2], [1, 0], [2, 3]], mix.costs).map { .init(entries($0), in: -.infinity...$1) })
    let y = try dual.minimum()
    let (primal, bound) = (zip(mix.costs, x).reduce(0) { $0 + $1.0 * $1.1 }, 4 * y[0] + 5 * y[1])
    #expect(abs(primal - bound) < 1e-9)
    #expect(abs(primal + 10.5) < 1e-9)
  }

  @Test func anotherObjectiveStartsFromTheLastVertex() throws {
    let solver = try SimplexSolver(mix)
    #expect(try solver.minimum() == mix.minimum())
    solver.setCosts([0, 0, -1])
    #expect(abs(try solver.minimum()[2] - 5.0 / 3) < 1e-9)
    solver.setBounds(lower: [2, 0, 0], upper: [2, 1, 9])
    #expect(abs(try solver.minimum()[2] - 1.0 / 3) < 1e-9)
  }

  @Test func contradictoryRowsAreInfeasible() {
    let none = program([1], [1], [.init(entries([1]), equals: 2)])
    #expect(throws: LinearProgramError.infeasible) { try none.minimum() }
    #expect(throws: LinearProgramError.infeasible) { try IntegerProgram(none).minimum() }
  }

  @Test func anObjectiveWithoutLimitIsUnbounded() {
    let endless = program([-1, 0], [.infinity, .infinity], [.init(entries([1, -1]), in: -.infinity...1)])
    #expect(throws: LinearProgramError.unbounded) { try endless.minimum() }
  }
}

@Suite struct IntegerProgramTests {
  /// A knapsack: values, weights and room drawn at random.
  private func knapsack(_ seed: Int, items: Int) -> (program: LinearProgram, values: [Int], weights: [Int], room: Int) {
    var random = CounterRandom(seed: 31, replicate: seed, stratum: 0)
    let values = (0..<items).map { _ in 1 + random.integer(below: 60) }
    let weights = (0..<items).map { _ in 5 + random.integer(below: 40) }
    let room = weights.reduce(0, +) / 3
    let row = LinearProgram.Row(entries(weights.map(Double.init)), in: 0...Double(room))
    return (program(values.map { -Double($0) }, values.map { _ in 1 }, [row]), values, weights, room)
  }

  @Test(arguments: 0..<20) func agreesWithDynamicProgramming(seed: Int) throws {
    let (program, values, weights, room) = knapsack(seed, items: 14)
    var best = [Int](repeating: 0, count: room + 1)
    for (value, weight) in zip(values, weights) {
      for left in stride(from: room, through: weight, by: -1) {
        best[left] = max(best[left], best[left - weight] + value)
      }
    }
    let found = try IntegerProgram(program).minimum()
    #expect(found.isProvenOptimal)
    #expect(zip(found.values, values).reduce(0) { $0 + Int($1.0) * $1.1 } == best[room])
    #expect(zip(found.values, weights).reduce(0) { $0 + Int($1.0) * $1.1 } <= room)
  }

  @Test func theSameProgramHasTheSameSolutionEveryTime() throws {
    let program = IntegerProgram(knapsack(99, items: 40).program)
    let first = try program.minimum()
    for _ in 0..<5 { #expect(try program.minimum() == first) }
  }

  /// Odd cycle: the relaxation takes one half of everything, whole numbers can take one of three.
  @Test func wholeNumbersCostMoreThanTheirRelaxation() throws {
    let pairs = [[1.0, 1, 0], [0, 1, 1], [1, 0, 1]].map { LinearProgram.Row(entries($0), in: 0...1) }
    let triangle = program([-1, -1, -1], [1, 1, 1], pairs)
    #expect(try triangle.minimum().map { abs($0 - 0.5) < 1e-9 } == [true, true, true])
    #expect(try IntegerProgram(triangle).minimum().values.reduce(0, +) == 1)
  }

  @Test func interruptsStayWithTheProgram() throws {
    _ = try IntegerProgram(knapsack(7, items: 40).program).minimum()
    var action = sigaction()
    sigaction(SIGINT, nil, &action)
    #expect(unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 0)
  }
}
