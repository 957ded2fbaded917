import Microdata

/// A file of numbers alone, under a header.
struct NumberTable {
  let path: String
  let columns: [[Double]]

  init(path: String) throws(Refusal) {
    do {
      let file = try CSVFile(path: path)
      let rows = try file.reduce(
        columns: file.columnNames.map { ColumnSpec(name: $0, kind: .number(thousands: nil)) },
        into: { CollectedRows() },
        { $0.append($1) }, merge: { $0.merge($1) })
      let block = rows.block()
      self.path = path
      columns = try block.columns.map { column in
        guard case .number(let values) = column else { preconditionFailure("numbers were asked for") }
        if let row = values.firstIndex(where: \.isNaN) {
          let position = block.position(ofRow: row)
          throw Refusal.badInput("missing_value", "\(position.file):\(position.line): a number is missing; fill it in")
        }
        return values
      }
    } catch let refusal as Refusal {
      throw refusal
    } catch let error as MicrodataError {
      throw Refusal(error)
    } catch {
      throw .badInput("data", "\(path): \(error)")
    }
  }
}
