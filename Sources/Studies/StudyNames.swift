import Reporting
import TradeImpact

extension Study {
  /// What people call the codes of the study: its region, and the categories of its classifications.
  var names: [YearlyReport.Name] {
    let own = scaling.flatMap { scaling in
      scaling.label.map { [YearlyReport.Name(code: scaling.region, label: $0)] }
    }
    let categories = [
      "region", "sector", "size_class", "product_group", "ownership", "business_type", "market", "cause", "cost_kind",
    ]
    .flatMap { levels($0, nil) }
    return (own ?? []) + categories.map { YearlyReport.Name(code: $0.code, label: $0.label) }
  }
}
