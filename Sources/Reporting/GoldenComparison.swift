/// Compares the files of two folders.
struct GoldenComparison {
  let output: GoldenFolder
  let golden: GoldenFolder
  let tolerance: GoldenTolerance
  /// nil: digits of the golden folder are not held to anything.
  var seal: GoldenSeal?

  /// Files on either side, findings only where the golden folder has them.
  var files: [String] { allFiles.filter { $0 != GoldenFolder.findings || golden.files.contains($0) } }

  var allFiles: [String] {
    Set(golden.files + output.files).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  func compare(_ file: String) throws(GoldenError) -> GoldenFileResult {
    switch (try output.read(file), try golden.read(file)) {
    case (let new?, let old?): return compare(new, old, file)
    case (let new?, nil): return oneSided(.additional, new, file)
    case (nil, let old?): return oneSided(.missing, old, file)
    case (nil, nil): return GoldenFileResult(file: file, keys: [], differences: [])
    }
  }

  private func oneSided(_ kind: GoldenDifference.Kind, _ table: GoldenTable, _ file: String) -> GoldenFileResult {
    GoldenFileResult(
      file: file, keys: table.keys.map(\.parts), differences: [GoldenDifference(file: file, kind: kind)])
  }

  /// As ``compare(_:)``, but a golden file that cannot be read is to be replaced rather than an error.
  func change(of file: String) throws(GoldenError) -> [GoldenDifference] {
    _ = try output.read(file)
    do throws(GoldenError) {
      return try compare(file).differences
    } catch {
      return [GoldenDifference(file: file, kind: .replaced)]
    }
  }

  private func compare(_ new: GoldenTable, _ old: GoldenTable, _ file: String) -> GoldenFileResult {
    let additional = new.keys.filter { old.records[$0] == nil }
    let altered = file == GoldenFolder.findings ? [] : Set(seal?.alteredKeys(of: old) ?? [])
    let differences = old.keys.flatMap { key in
      let found = compare(key, new, old, file)
      let isAltered = found.isEmpty && altered.contains(key)
      return isAltered ? [GoldenDifference(file: file, key: key.parts, kind: .altered)] : found
    }
    return GoldenFileResult(
      file: file, keys: (old.keys + additional).map(\.parts),
      differences: differences + additional.map { GoldenDifference(file: file, key: $0.parts, kind: .additional) })
  }

  private func compare(
    _ key: GoldenTable.Key, _ new: GoldenTable, _ old: GoldenTable, _ file: String
  ) -> [GoldenDifference] {
    guard let found = new.records[key], let expected = old.records[key] else {
      return [GoldenDifference(file: file, key: key.parts, kind: .missing)]
    }
    return old.fields.filter { !accepts(found[$0]!, expected[$0]!, field: $0, key) }.map { field in
      let kind = GoldenDifference.Kind.changed(field: field, golden: expected[field]!, output: found[field]!)
      return GoldenDifference(file: file, key: key.parts, kind: kind)
    }
  }

  private func accepts(_ found: String, _ expected: String, field: String, _ key: GoldenTable.Key) -> Bool {
    guard GoldenTable.numberFields.contains(field), let a = Double(found), let b = Double(expected) else {
      return found.utf8.elementsEqual(expected.utf8)
    }
    let bounds = tolerance.bounds(table: key.parts[0], row: key.parts[1], column: key.parts[2], field: field)
    return bounds.accepts(a, b)
  }
}
