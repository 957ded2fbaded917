import Documents
import Estimation
import InputOutput
import LinearAlgebra

/// The columns of an input-output table, a row a sector.
struct InputOutputSource: Sendable {
  let flows: [String]
  let output: String
  let finalDemand: String?

  init(decoding node: DocumentNode, _ columns: ConditionDecoder) throws {
    let keyed = try KeyedDocument(node, known: ["statistic", "flows", "output", "final_demand"])
    flows = try keyed.required("flows").strings().map { try columns.number($0, node) }
    output = try columns.number(try keyed.required("output").string(), node)
    finalDemand = try keyed.optional("final_demand").map { try columns.number(try $0.string(), $0) }
  }

  var columns: [EstimationPlan.Column] {
    (flows + [output] + (finalDemand.map { [$0] } ?? [])).map { .init(name: $0, role: .number) }
  }

  func table(_ data: SampleColumns) throws(Refusal) -> InputOutputTable {
    guard data.rowCount == flows.count else {
      throw .badInput(
        "not_square",
        "the table has \(data.rowCount) rows and \(flows.count) columns of flows; a sector has one of each")
    }
    do {
      return try InputOutputTable(
        sectors: flows, flows: Matrix(columns: flows.map(data.numbers)), output: data.numbers(output),
        finalDemand: finalDemand.map(data.numbers))
    } catch { throw Refusal(error) }
  }

  func model(_ data: SampleColumns) throws(Refusal) -> LeontiefModel {
    let table = try table(data)
    do { return try LeontiefModel(table) } catch { throw Refusal(error) }
  }
}

/// Coefficients, inverses and linkages of a table.
struct InputOutputRequest: FrameRequest {
  let source: InputOutputSource
  var columns: [EstimationPlan.Column] { source.columns }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    let (table, model) = (try source.table(data), try source.model(data))
    let ghosh: GhoshModel
    do { ghosh = try GhoshModel(table) } catch { throw Refusal(error) }
    return [
      ("A", model.coefficients.json), ("leontief_inverse", model.leontiefInverse.json),
      ("output_multipliers", model.outputMultipliers.jsonNumbers),
      ("forward_linkages", model.forwardLinkages.jsonNumbers),
      ("ghosh_B", ghosh.coefficients.json), ("ghosh_inverse", ghosh.ghoshInverse.json),
      ("ghosh_row_sums", ghosh.rowSums.jsonNumbers), ("power_of_dispersion", model.powerOfDispersion.jsonNumbers),
      ("sensitivity_of_dispersion", model.sensitivityOfDispersion.jsonNumbers),
    ]
  }
}

/// Output and flows for a new final demand.
struct ImpactRequest: FrameRequest {
  let source: InputOutputSource
  private let finalDemand: [Double]
  private let satellite: String?

  /// - Parameter satellite: That of the file's multipliers, where this request names none.
  init(
    decoding node: DocumentNode, _ source: InputOutputSource, satellite: String?, _ columns: ConditionDecoder
  ) throws {
    let keyed = try KeyedDocument(node, known: ["statistic", "new_final_demand", "satellite"])
    self.source = source
    let demand = try keyed.required("new_final_demand")
    finalDemand = try demand.doubles()
    guard finalDemand.count == source.flows.count else {
      throw demand.invalid(expected: "\(source.flows.count) numbers, one a sector")
    }
    self.satellite = try keyed.optional("satellite").map { try columns.number(try $0.string(), $0) } ?? satellite
  }

  var columns: [EstimationPlan.Column] {
    source.columns + (satellite.map { [.init(name: $0, role: .number)] } ?? [])
  }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    let model = try source.model(data)
    let output = model.output(forFinalDemand: finalDemand)
    var fields: [(key: String, value: JSONValue)] = [
      ("output", output.jsonNumbers), ("intermediate", model.intermediateFlows(forOutput: output).json),
    ]
    if let satellite {
      let multipliers = try source.multipliers(satellite, data)
      fields.append(("\(satellite)_requirement", multipliers.requirement(forOutput: output).jsonNumbers))
    }
    return fields
  }
}

/// Multipliers of a satellite account, such as employment.
struct MultiplierRequest: FrameRequest {
  let source: InputOutputSource
  private let satellite: String

  init(decoding node: DocumentNode, _ source: InputOutputSource, _ columns: ConditionDecoder) throws {
    let keyed = try KeyedDocument(node, known: ["statistic", "satellite"])
    self.source = source
    satellite = try columns.number(try keyed.required("satellite").string(), node)
  }

  var columns: [EstimationPlan.Column] { source.columns + [.init(name: satellite, role: .number)] }

  func answer(_ data: SampleColumns) throws(Refusal) -> [(key: String, value: JSONValue)] {
    let multipliers = try source.multipliers(satellite, data)
    return [
      ("coefficients", multipliers.coefficients.jsonNumbers), ("simple_multipliers", multipliers.simple.jsonNumbers),
      ("type1_multipliers", multipliers.typeI.jsonValues),
    ]
  }
}

extension InputOutputSource {
  fileprivate func multipliers(_ satellite: String, _ data: SampleColumns) throws(Refusal) -> SatelliteMultipliers {
    let (table, model) = (try table(data), try model(data))
    do {
      return SatelliteMultipliers(
        coefficients: try table.coefficients(ofSatellite: data.numbers(satellite)), model: model)
    } catch { throw Refusal(error) }
  }
}

extension Matrix {
  /// Row by row.
  var json: JSONValue { .array((0..<rows).map { row($0).jsonNumbers }) }
}

extension Refusal {
  fileprivate init(_ error: InputOutputError) { self = .badInput("input_output", error.description) }
}
