import Figures
import TestSupport
import Testing

@Suite struct FigureDrawingTests {
  /// A program in the place of Python that writes what the drawing script would.
  private func stand(in folder: TemporaryFolder, _ script: String) -> FigureDrawing {
    FigureDrawing(python: folder.write("python3", "#!/bin/sh\n" + script, isExecutable: true))
  }

  @Test func everySpecificationIsDrawnInEveryFormatWithProgress() throws {
    let folder = TemporaryFolder()
    let drawing = stand(
      in: folder,
      """
      shift; folder=$1; shift
      for file in "$folder"/*.vl.json; do
        for format in "$@"; do { echo "$format"; cat "$file"; } > "${file%.vl.json}.$format"; done
        echo "$file"
      done
      """)
    var counts: [Int] = []
    let files = try drawing.drawings(of: [("b", "{1}"), ("a", "{2}")], as: [.svg, .png]) { counts.append($0) }
    #expect(files.map(\.file) == ["b.svg", "b.png", "a.svg", "a.png"])
    #expect(
      files.map { String(decoding: $0.bytes, as: UTF8.self) } == ["svg\n{1}", "png\n{1}", "svg\n{2}", "png\n{2}"])
    #expect(counts == [1, 2])
  }

  @Test func aFailureSaysTheLastLineAndTheWayOut() throws {
    let folder = TemporaryFolder()
    let drawing = stand(
      in: folder, "echo 'Traceback:' >&2\necho 'ModuleNotFoundError: No module named vl_convert' >&2\nexit 1\n")
    do {
      _ = try drawing.drawings(of: [("a", "{}")], as: [.svg])
      Issue.record("no error")
    } catch {
      #expect(
        error.description.contains("ended with \"ModuleNotFoundError: No module named vl_convert\"; run ./bootstrap"))
    }
  }

  @Test func aPythonThatIsNotThereIsAnError() {
    #expect(throws: FigureDrawingError.self) {
      try FigureDrawing(python: "/nonexistent/python3").drawings(of: [("a", "{}")], as: [.png])
    }
  }
}
