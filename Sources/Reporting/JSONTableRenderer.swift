import Documents
import TradeImpact

/// A table as JSON: everything that the other renderings show and leave out, with all digits.
///
/// Numbers are in base units as in CSV files, labels in every language. The article of the module lists the members.
public struct JSONTableRenderer: Sendable {
  /// Grows where a member changes its meaning.
  public static let format = "trade-impact table 1"

  public init() {}

  /// UTF-8, the same bytes for the same table; cells row by row.
  public func text(_ table: ReportTable) -> String {
    let value: JSONValue = [
      "format": .string(Self.format), "table": .string(table.id), "title": json(table.title),
      "synthetic": .bool(table.isSynthetic), "unit_note": table.unitNote.map(json) ?? nil,
      "confidence_level": .double(table.confidenceLevel), "row_label": json(table.rowLabel),
      "rows": .array(table.rows.map(row)), "columns": .array(table.columns.map(column)),
      "cells": .array(cells(table)), "notes": .array(table.notes.map(json)),
      "footnotes": .object(table.footnotes.map { (key: $0.code, value: json($0.text)) }),
    ]
    do {
      return try JSONWriter().text(value) + "\n"
    } catch {
      preconditionFailure("the numbers of cells are finite: \(error)")
    }
  }

  private func json(_ text: LocalizedText) -> JSONValue { ["zh": .string(text.zh), "en": .string(text.en)] }

  private func row(_ row: ReportTable.Row) -> JSONValue {
    ["row": .string(row.code), "label": json(row.label), "depth": .int(row.depth), "kind": .string(row.kind.code)]
  }

  private func column(_ column: ReportTable.Column) -> JSONValue {
    [
      "column": .string(column.code), "label": json(column.label), "style": .string(column.style.code),
      "companions": .strings(Companion.allCases.filter(column.companions.contains).map(\.rawValue)),
    ]
  }

  // MARK: Cells

  private func cells(_ table: ReportTable) -> [JSONValue] {
    zip(table.rows, table.cells).flatMap { row, cells in
      zip(table.columns, cells).map { column, cell in self.cell(cell, row, column, table) }
    }
  }

  private func cell(
    _ cell: Cell, _ row: ReportTable.Row, _ column: ReportTable.Column, _ table: ReportTable
  ) -> JSONValue {
    let unit = table.unit(row, column)
    let words: [(key: String, value: JSONValue)] = cell.words.map { [("words", json($0))] } ?? []
    let members: [(key: String, value: JSONValue)] = [
      ("row", .string(row.code)), ("column", .string(column.code)), ("measure", .string(table.measure(row, column))),
      ("unit", .string(unit.base)),
      ("display", ["unit": .string(unit.rawValue), "decimals": .int(table.decimals(row, column))]),
      ("value", .double(orNull: cell.value)), ("se", .double(orNull: cell.standardError)),
      ("cv", .double(orNull: cell.coefficientOfVariation)), ("lower", .double(orNull: cell.lower)),
      ("upper", .double(orNull: cell.upper)), ("n", cell.n.map(JSONValue.int) ?? nil), ("method", .string(cell.method)),
      ("status", .string(cell.status.rawValue)), ("symbol", cell.symbol.map(JSONValue.string) ?? nil),
      ("rounded", .double(orNull: cell.rounded)), ("printed", cell.printed.map(JSONValue.string) ?? nil),
      ("footnotes", .strings(table.footnoteCodes(cell, in: column))),
    ]
    return .object(members + words)
  }
}

extension ReportTable.Row.Kind {
  fileprivate var code: String {
    switch self {
    case .category: "category"
    case .subtotal: "subtotal"
    case .total: "total"
    }
  }
}

extension ReportTable.Column.Style {
  fileprivate var code: String {
    switch self {
    case .estimate: "estimate"
    case .published: "published"
    case .difference: "difference"
    }
  }
}
