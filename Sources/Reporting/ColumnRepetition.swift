import TradeImpact

/// For what a column of a definition stands again and again, each time as a column of its own.
public enum ColumnRepetition: Sendable, Hashable {
  /// The levels of a classification: `by: size_class`.
  case factor(String)
  /// The variables of a family: `by: {measures: loss_market}`.
  case family(VariableFamily)

  var classification: String {
    switch self {
    case .factor(let factor): factor
    case .family(let family): family.classification
    }
  }
}

/// What time a table stands for. Raw values are the words of a definition file.
public enum TableSpan: String, Sendable, Hashable, CaseIterable {
  /// One year: the table is made anew for every year of a study.
  case year
  /// All years of a study: columns stand again for each of them.
  case years
  /// The study as a whole: its rows are the years, or name their time themselves.
  case study
}

/// The year of a column.
public enum ColumnPeriod: Sendable, Hashable {
  /// That of the table or of the row.
  case own
  case year(Int)
  /// All years of a study together.
  case pooled
}

extension TableDefinition {
  /// The definition with every column written out: one for each level and each year that it stands for.
  ///
  /// A column `amount` by size class becomes `amount.A1`, `amount.A2`; over years it becomes `amount.2015`, `amount.2016`, the
  /// columns of a year side by side.
  /// - Parameter levels: Those of a classification, in print order.
  public func expanded(years: [Int], levels: (_ classification: String) -> [Level]) -> TableDefinition {
    let crossed = columns.flatMap { column in
      column.repetition.map { column.repeated($0, levels($0.classification)) } ?? [column]
    }
    guard span == .years else { return replacing(columns: crossed) }
    let yearly = crossed.filter { $0.period == .own }
    return replacing(
      columns: years.flatMap { year in yearly.map { $0.inYear(year) } } + crossed.filter { $0.period != .own })
  }

  private func replacing(columns: [ColumnDefinition]) -> TableDefinition {
    TableDefinition(
      id: id, title: title, rowLabel: rowLabel, unitNote: unitNote, span: span, rows: rows, totalLabel: totalLabel,
      columns: columns, notes: notes)
  }
}

extension ColumnDefinition {
  /// - Precondition: An estimate.
  fileprivate func repeated(_ repetition: ColumnRepetition, _ levels: [TableDefinition.Level]) -> [ColumnDefinition] {
    guard case .estimate(let estimate) = content else { preconditionFailure("checked where the file is read") }
    return levels.map { level in
      let one: EstimateDefinition =
        switch repetition {
        case .factor(let factor): estimate.crossed(with: .init(factor: factor, code: level.code))
        case .family(let family): estimate.of(variable: family.prefix + level.code)
        }
      return ColumnDefinition(
        id: "\(id).\(level.code)", label: label.map { $0.replacing("{level}", with: level.label) } ?? level.label,
        content: .estimate(one), period: period, unit: unit, decimals: decimals, companions: companions)
    }
  }

  fileprivate func inYear(_ year: Int) -> ColumnDefinition {
    var content = content
    if case .difference(let minuend, let subtrahend) = content {
      content = .difference(of: "\(minuend).\(year)", from: "\(subtrahend).\(year)")
    }
    return ColumnDefinition(
      id: "\(id).\(year)", label: label(in: year), content: content, period: .year(year), unit: unit,
      decimals: decimals, companions: companions)
  }

  /// The year alone for an estimate without a label; otherwise the year and the label, unless that has a place for the year.
  private func label(in year: Int) -> LocalizedText {
    let name = LocalizedText(zh: "\(year)年", en: "\(year)")
    guard let own = label ?? content.defaultLabel else { return name }
    let filled = own.replacing("{year}", with: LocalizedText(zh: "\(year)", en: "\(year)"))
    return filled == own ? LocalizedText(zh: "\(name.zh)\(own.zh)", en: "\(own.en), \(name.en)") : filled
  }
}

extension ColumnDefinition.Content {
  /// The word for what is not an estimate.
  var defaultLabel: LocalizedText? {
    switch self {
    case .estimate: nil
    case .published: Wording.published
    case .difference: Wording.difference
    }
  }
}
