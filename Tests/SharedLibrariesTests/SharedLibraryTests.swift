import SharedLibraries
import Testing

struct SharedLibraryTests {
  private typealias Cosine = @convention(c) (Double) -> Double
  private typealias Length = @convention(c) (UnsafePointer<CChar>) -> Int

  @Test func aFunctionThatIsFoundComputes() {
    let library = SharedLibrary(file: "libm.so.6", package: "libc6")
    let cosine = library.functions { find in find("cos") as Cosine? } ?? nil
    #expect(cosine?(0) == 1)
  }

  @Test func functionsOfSeveralFilesFillOneTable() throws {
    let library = SharedLibrary(files: ["libm.so.6", "libc.so.6"], packages: ["libc6"], scope: .laterLibraries)
    let table = try #require(
      library.functions { find in (cosine: find("cos") as Cosine?, length: find("strlen") as Length?) })
    #expect(table.cosine!(0) == 1)
    #expect(table.length!("four") == 4)
  }

  @Test func aMissingFunctionLeavesNoTable() {
    var missing: [String] = []
    let table = SharedLibrary(file: "libm.so.6", package: "libc6").functions { find in
      let pair = (find("cos") as Cosine?, find("no_such_function") as Cosine?)
      missing = find.missing
      return pair
    }
    #expect(table == nil)
    #expect(missing == ["no_such_function"])
  }

  @Test func oneMissingFileLeavesNoTableAndNothingIsLookedUp() {
    let library = SharedLibrary(files: ["libm.so.6", "libno-such.so.1"], packages: ["libc6", "libno-such1"])
    let table = library.functions { find in
      Issue.record("looked up")
      return find("cos") as Cosine?
    }
    #expect(table == nil)
  }

  @Test func theWordsNameTheFileAndItsPackage() {
    let one = SharedLibrary(file: "libzip.so.4", package: "libzip4")
    #expect(one.absence == "the library libzip.so.4 is not installed")
    #expect(one.remedy == "run ./bootstrap or apt-get install libzip4")
    let two = SharedLibrary(files: ["liba.so.1", "libb.so.2"], packages: ["liba1", "libb2"])
    #expect(two.absence == "one of the libraries liba.so.1 and libb.so.2 is not installed")
    #expect(two.remedy == "run ./bootstrap or apt-get install liba1 libb2")
  }
}
