import Testing
import UncertaintyAnalysis

@Suite struct TornadoTests {
  @Test func barsGoFromTheWidestToTheNarrowest() throws {
    let inputs = try UncertainInputs([
      UncertainInput("small", .uniform(from: 0, to: 1)), UncertainInput("fixed", .fixed(5)),
      UncertainInput("falling", .uniform(from: 0, to: 10)), UncertainInput("as small", .uniform(from: 0, to: 1)),
    ])
    let tornado = try Tornado(of: inputs) { $0[0] + $0[1] - $0[2] + $0[3] }
    #expect(tornado.baseline == 1)
    #expect(tornado.bars.map(\.input) == ["falling", "small", "as small", "fixed"])
    #expect(tornado.bars[0].lowInput == 1 && tornado.bars[0].highInput == 9)
    #expect(tornado.bars[0].lowOutcome == 5 && tornado.bars[0].highOutcome == -3 && tornado.bars[0].swing == 8)
    #expect(tornado.bars[3].swing == 0)
  }
}
