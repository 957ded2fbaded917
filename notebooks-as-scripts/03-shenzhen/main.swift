// Shenzhen from Guangdong: what the report did, and what it leaves out.
//
// swift run -c release notebook-03-shenzhen

import NotebookSupport
import TradeImpact

// MARK: 1. What is printed

func hundredths(_ value: Double) -> String {
  let scaled = Int((value * 100).rounded())
  return "\(scaled / 100)." + (scaled % 100 < 10 ? "0" : "") + "\(scaled % 100)"
}

say("# The losses of a city that no table gives")
say("The report gives Guangdong's amounts and both exports (section 2.2.2.1), in 亿元:")

let scaling = try ProportionalScaling(
  region: "shenzhen", parent: "guangdong", regionExports: 16_700, parentExports: 43_400)
let amounts = [("direct loss", 118.2, "45.5"), ("added cost", 18.5, "7.1")]
print("| amount | Guangdong | share | Shenzhen | printed |\n| --- | ---: | --- | ---: | ---: |")
for (name, value, printed) in amounts {
  for method in ProportionalScaling.Method.allCases {
    let result = scaling.scaled(ParentEstimate(measure: name, value: value), method)
    print("| \(name) | \(value) | \(method.rawValue) | \(hundredths(result.value)) | \(printed) |")
  }
}

say("\nThe printed figures come from the unrounded ratio; the 38 % in the text is display.")

// MARK: 2. What the method leaves out

say("What the method cannot say stands in its findings:")
let unknown = scaling.scaled(ParentEstimate(measure: "direct loss", value: 118.2), .proportional)
for finding in unknown.findings { print("- \(finding.message)") }

// MARK: 3. With an error for the province

say("\nWith a standard error of 20 for Guangdong, Shenzhen's sampling error follows:")
let known = scaling.scaled(ParentEstimate(measure: "direct loss", value: 118.2, standardError: 20), .proportional)
print("- \(hundredths(known.value)), standard error \(hundredths(known.errorParts.sampling!)) from sampling alone")
