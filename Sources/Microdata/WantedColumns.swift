/// The asked columns, and for each column of the file the places of those that take its fields.
struct WantedColumns: Sendable {
  let specs: [ColumnSpec]
  let takers: [[Int]]

  init(_ specs: [ColumnSpec], of file: CSVFile) throws(MicrodataError) {
    var takers = [[Int]](repeating: [], count: file.columnNames.count)
    for (place, spec) in specs.enumerated() {
      guard let position = file.columnNames.firstIndex(where: { $0.isSameText(as: spec.name) }) else {
        let kind = MicrodataError.Kind.missingColumn(
          nearest: nearestName(to: spec.name, among: file.columnNames), columns: file.columnNames)
        throw MicrodataError(kind, file: file.path, line: file.file.numbering.first, column: spec.name)
      }
      takers[position].append(place)
    }
    (self.specs, self.takers) = (specs, takers)
  }
}
