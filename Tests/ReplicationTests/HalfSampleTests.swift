import Microdata
import Replication
import Sampling
import TestSupport
import Testing

@Suite struct HalfSampleTests {
  @Test(arguments: [1, 2, 3, 4, 7, 8, 20, 48], [0, 0.3]) func fullBalanceGivesTheTextbookVariance(
    strata: Int, rho: Double
  ) throws {
    let sizes = [Int](repeating: 2, count: strata)
    let design = try RandomDesigns.oneStage(seed: UInt64(strata), sizes: sizes, corrected: false)
    let y = RandomDesigns.variables(1, rows: design.rowCount, seed: 9)[0]
    for mse in [false, true] {
      let replicates = try ReplicateWeights(rho == 0 ? .brr : .fay(rho: rho), of: design, mse: mse)
      #expect(replicates.replicateCount > strata && replicates.replicateCount <= max(4, strata + 4))
      #expect(try replicates.varianceOfTotal(y).isClose(to: linearVariance(design, y), .summed))
    }
  }

  @Test func eachReplicateKeepsOneUnitOfEveryStratum() throws {
    let design = try RandomDesigns.oneStage(seed: 2, sizes: [2, 2, 2, 2, 2], corrected: false, clustered: false)
    let replicates = try ReplicateWeights(.fay(rho: 0.25), of: design)
    for r in 0..<8 {
      #expect(
        replicates.factors.factors(ofReplicate: r).sorted() == [
          0.25, 0.25, 0.25, 0.25, 0.25, 1.75, 1.75, 1.75, 1.75, 1.75,
        ])
    }
  }

  @Test func aCorrectionIsLeftOutWithAFinding() throws {
    let design = try RandomDesigns.oneStage(seed: 2, sizes: [2, 2], corrected: true)
    let y = RandomDesigns.variables(1, rows: design.rowCount, seed: 9)[0]
    let replicates = try ReplicateWeights(.brr, of: design)
    #expect(replicates.findings == [.correctionIgnored(method: "BRR")])
    #expect(try replicates.varianceOfTotal(y).isClose(to: linearVariance(design, y, corrected: false), .summed))
  }

  @Test func otherThanTwoUnitsIsAnErrorThatNamesTheStratum() throws {
    let design = try RandomDesigns.oneStage(seed: 2, sizes: [2, 3], corrected: false)
    #expect(throws: ReplicationError.notTwoUnits(stratum: "h101", units: 3)) { try ReplicateWeights(.brr, of: design) }
    #expect(throws: ReplicationError.self) { try ReplicateWeights(.fay(rho: 1), of: design) }
  }
}
