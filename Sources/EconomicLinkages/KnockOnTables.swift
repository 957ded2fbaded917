import Reporting
import TradeImpact

extension KnockOnMultipliers {
  /// What a yuan of lost exports takes with it, a row a trade sector; jobs a 亿元.
  /// - Parameter label: Of a trade sector.
  public func reportTable(
    id: String = "knock-on-multipliers", isSynthetic: Bool, label: (String) -> LocalizedText
  ) -> ReportTable {
    ReportTable(
      id: id,
      title: LocalizedText(
        zh: "每损失1元出口的连带影响", en: "Knock-on effects of a yuan of lost exports"),
      rowLabel: LocalizedText(zh: "行业", en: "Sector"),
      unitNote: LocalizedText(
        zh: "金额为每元出口；就业为每亿元出口的人数", en: "Money a yuan of exports; jobs a hundred million yuan"),
      notes: notes, isSynthetic: isSynthetic, rows: tradeSectors.map { .init(code: $0, label: label($0)) },
      columns: quantities.map { quantity in
        .init(
          code: quantity.rawValue, label: quantity.label, measure: "\(quantity.rawValue)_multiplier",
          unit: quantity.isMoney ? .fraction : .count, decimals: quantity.isMoney ? 3 : 0)
      },
      cells: tradeSectors.indices.map { column in
        quantities.indices.map { row in
          let scale = quantities[row].isMoney ? 1 : DisplayUnit.hundredMillionYuan.inYuan
          return Cell(value: values[row, column] * scale, method: "input_output")
        }
      })
  }
}

extension KnockOnEffect {
  /// What is lost in all, a row a quantity, with standard errors where those of the lost exports are known.
  public func reportTable(id: String = "knock-on", isSynthetic: Bool) -> ReportTable {
    let errors = standardErrors
    return ReportTable(
      id: id, title: LocalizedText(zh: "出口损失的连带影响", en: "Knock-on effects of lost exports"),
      rowLabel: LocalizedText(zh: "指标", en: "Quantity"), notes: notes, isSynthetic: isSynthetic,
      rows: quantities.map { quantity in
        .init(
          code: quantity.rawValue, label: quantity.label, measures: ["lost": quantity.rawValue],
          unit: quantity.isMoney ? .hundredMillionYuan : .count, decimals: quantity.isMoney ? 2 : 0)
      },
      columns: [
        .init(
          code: "lost", label: LocalizedText(zh: "减少", en: "Lost"), companions: errors == nil ? [] : [.standardError])
      ],
      cells: quantities.indices.map { row in
        [Cell(value: values[row], standardError: errors?[row], method: "input_output")]
      })
  }

  /// Output that each sector of the table loses.
  public func sectorTable(id: String = "knock-on-sectors", isSynthetic: Bool) -> ReportTable {
    ReportTable(
      id: id,
      title: LocalizedText(zh: "各部门减少的总产出", en: "Output lost by sector of the input-output table"),
      rowLabel: LocalizedText(zh: "部门", en: "Sector"), notes: notes, isSynthetic: isSynthetic,
      rows: zip(tableSectors, labels).map { name, label in
        .init(code: name, label: label ?? LocalizedText(zh: name, en: name))
      },
      columns: [
        .init(
          code: "output", label: KnockOnQuantity.output.label, measure: "output", unit: .hundredMillionYuan, decimals: 2
        )
      ],
      cells: outputBySector.map { [Cell(value: $0, method: "input_output")] })
  }
}

extension DisplayUnit {
  /// Yuan in one of the unit.
  fileprivate var inYuan: Double { (0..<max(exponent, 0)).reduce(1) { product, _ in product * 10 } }
}
