import Documents
import LinearAlgebra
import Microdata
import Sampling

/// `design.pps`: sampling with unequal probabilities.
struct PairProbabilitiesDescription: Sendable {
  private let method: String
  private let sumOfSquares: Double?
  private let file: String?
  private let form: UnequalProbabilities.Form
  /// The column of inclusion probabilities, where it is not under `fpc`.
  let probability: String?

  init(decoding node: DocumentNode) throws {
    let known = ["method", "file", "sum_p_squared_over_n", "variance", "probability"]
    let keyed = try KeyedDocument(node, known: known)
    method = try keyed.required("method").choice(of: ["brewer", "overton", "hartley-rao", "joint", "poisson"])
    sumOfSquares = try keyed.optional("sum_p_squared_over_n")?.double()
    file = method == "joint" ? try keyed.required("file").string() : try keyed.optional("file")?.string()
    form = try keyed.optional("variance")?.choice(of: UnequalProbabilities.Form.self) ?? .horvitzThompson
    probability = try keyed.optional("probability")?.string()
    if method == "brewer" || method == "poisson", form == .yatesGrundy {
      throw node.invalid(expected: "variance HT for method \(method), which has no Yates-Grundy form")
    }
  }

  /// - Parameter folder: Where a relative file name starts.
  func selection(folder: String) throws(Refusal) -> UnequalProbabilities {
    switch method {
    case "brewer": return UnequalProbabilities(.brewer)
    case "overton": return UnequalProbabilities(.overton, form: form)
    case "hartley-rao": return UnequalProbabilities(.hartleyRao(meanSquare: sumOfSquares), form: form)
    case "poisson": return UnequalProbabilities(.poisson)
    default:
      let table = try NumberTable(path: path(file ?? "", in: folder))
      return UnequalProbabilities(.joint(Matrix(columns: table.columns)), form: form)
    }
  }
}

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
      let block = rows.block
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

/// A file name of a request, relative to the folder of the request file.
func path(_ name: String, in folder: String) -> String {
  name.hasPrefix("/") || folder.isEmpty ? name : folder + name
}
