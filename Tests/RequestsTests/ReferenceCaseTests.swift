import Documents
import Requests
import TestSupport
import Testing

/// The reference cases, held to the tolerances that their authors state.
@Suite struct ReferenceCaseTests {
  @Test(arguments: Fixtures.caseNames) func resultsMeetTheReference(_ name: String) throws {
    let reference = try ReferenceCase(name)
    for threads in [1, 2] {
      let options = RequestFile.ReadingOptions(threads: threads, chunkBytes: threads == 1 ? nil : 700)
      #expect(try reference.differences(from: reference.results(options)) == [])
    }
  }
}
