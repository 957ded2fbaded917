import Documents
import Estimation
import LinearAlgebra
import SmallArea

/// Fay and Herriot's area level model of direct estimates.
struct FayHerriotRequest: FrameRequest {
  private let area: String?
  private let direct: String
  private let variance: String
  private let terms: [CalibrationColumns.Term.Kind]
  private let method: AreaVarianceMethod
  private let convention: MeanSquaredErrorConvention

  init(decoding node: DocumentNode, _ columns: ConditionDecoder) throws {
    let known = ["statistic", "area", "direct", "sampling_variance", "terms", "method", "mse"]
    let keyed = try KeyedDocument(node, known: known)
    area = try keyed.optional("area").map { try columns.factor(try $0.string(), $0) }
    direct = try columns.number(try keyed.required("direct").string(), node)
    variance = try columns.number(try keyed.required("sampling_variance").string(), node)
    terms = try keyed.required("terms").sequence().map { try Self.term($0, columns) }
    method = try keyed.optional("method")?.choice(of: AreaVarianceMethod.self) ?? .reml
    convention = try keyed.optional("mse")?.choice(of: MeanSquaredErrorConvention.self) ?? .dattaLahiri
  }

  private static func term(_ node: DocumentNode, _ columns: ConditionDecoder) throws -> CalibrationColumns.Term.Kind {
    let keyed = try KeyedDocument(node, known: ["type", "variable", "value", "name"])
    switch try keyed.required("type").choice(of: ["intercept", "numeric", "indicator"]) {
    case "intercept": return .intercept
    case "numeric": return .numeric(try columns.number(try keyed.required("variable").string(), node))
    default:
      return .indicator(
        try columns.factor(try keyed.required("variable").string(), node), level: try keyed.required("value").text())
    }
  }

  var columns: [EstimationPlan.Column] {
    let own = terms.compactMap { term -> EstimationPlan.Column? in
      switch term {
      case .intercept: nil
      case .numeric(let name): .init(name: name, role: .number)
      case .indicator(let name, _): .init(name: name, role: .factor)
      }
    }
    return [direct, variance].map { .init(name: $0, role: .number) }
      + (area.map { [.init(name: $0, role: .factor)] } ?? [])
      + own
  }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    do { return fields(try model(data).fit(method)) } catch { throw .badInput("fay_herriot", error.description) }
  }

  private func model(_ data: SampleColumns) throws(SmallAreaError) -> FayHerriot {
    let areas = area.map { data.factor($0) }
    let labels = (0..<data.rowCount).map { row in
      areas.map { $0.codes[row] < 0 ? "" : $0.levels[Int($0.codes[row])] } ?? String(row + 1)
    }
    return try FayHerriot(
      areas: labels, direct: data.numbers(direct).map { $0.isNaN ? nil : $0 },
      samplingVariances: data.numbers(variance).map { $0.isNaN ? nil : $0 },
      x: Matrix(columns: terms.map { column($0, data) }), terms: terms.map(\.name))
  }

  private func column(_ term: CalibrationColumns.Term.Kind, _ data: SampleColumns) -> [Double] {
    switch term {
    case .intercept: return [Double](repeating: 1, count: data.rowCount)
    case .numeric(let name): return data.numbers(name)
    case .indicator(let name, let level):
      let factor = data.factor(name)
      let code = factor.levels.firstIndex { $0.utf8.elementsEqual(level.utf8) }.map(Int32.init) ?? -2
      return factor.codes.map { $0 == code ? 1 : 0 }
    }
  }

  private func fields(_ fit: FayHerriotFit) -> [(key: String, value: JSONValue)] {
    var fields: [(key: String, value: JSONValue)] = [
      ("labels", .strings(fit.model.areas)), ("sigma2_u", .double(fit.areaVariance)),
      ("sigma2_u_se", .double(orNull: fit.areaVarianceStandardError)), ("beta", fit.coefficients.jsonNumbers),
      ("beta_labels", .strings(terms.map(\.name))), ("beta_se", fit.standardErrors.jsonNumbers),
      ("gamma", fit.shrinkage.jsonNumbers), ("eblup", fit.eblup.jsonNumbers),
      ("synthetic", fit.synthetic.jsonNumbers), ("g1", fit.g1.jsonNumbers), ("g2", fit.g2.jsonNumbers),
      ("g3", fit.g3.jsonNumbers), ("mse", fit.meanSquaredErrors(convention).jsonNumbers),
      ("rmse", fit.rootMeanSquaredErrors(convention).jsonValues), ("loglik", .double(fit.logLikelihood)),
      ("restricted_loglik", .double(fit.restrictedLogLikelihood)), ("iterations", .int(fit.iterations)),
    ]
    if fit.isAtBoundary { fields.append(("findings", .array([boundary]))) }
    return fields
  }

  private var boundary: JSONValue {
    .object([
      ("kind", .string("boundary")), ("where", .string("sigma2_u")),
      (
        "message",
        .string(
          "the area variance is estimated as 0, so every estimate is the synthetic one; methods AR and AML are never 0")
      ),
    ])
  }
}
