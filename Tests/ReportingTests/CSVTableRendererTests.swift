import Reporting
import Testing

@Suite struct CSVTableRendererTests {
  @Test func aTableIsOneRowACellInBaseUnitsWithAllDigits() {
    #expect(
      CSVTableRenderer().text(Samples.table()) == """
        table,row,column,measure,unit,value,se,cv,lower,upper,n,method,status,footnote
        2-1,agri_food,amount,direct_loss,CNY,4574000000,512345678.9,0.112,3570000000,5580000000,1024,expansion,ok,
        2-1,agri_food,published,direct_loss,CNY,5000000000,,,,,,published,ok,I08
        2-1,agri_food,difference,direct_loss,CNY,-426000000,512345678.9,,,,1024,difference,ok,I08
        2-1,machinery,amount,direct_loss,CNY,,,,,,0,expansion,undefined,
        2-1,machinery,published,direct_loss,CNY,,,,,,,published,not_published,
        2-1,machinery,difference,direct_loss,CNY,,,,,,,difference,undefined,

        """)
  }

  @Test func syntheticEstimatesAreMarkedAndPublishedNumbersAreNot() {
    let lines = CSVTableRenderer().text(Samples.table(synthetic: true)).split(separator: "\n").dropFirst()
    for line in lines { #expect(line.hasSuffix("synthetic") != line.contains(",published,direct_loss")) }
    #expect(lines.contains { $0.hasSuffix(",I08;synthetic") })
  }

  @Test(arguments: [0.1, 1e-17, 1.0 / 3, 692.08e8, .leastNonzeroMagnitude, 1.7976931348623157e308])
  func numbersReadBackAsTheSameDouble(_ value: Double) {
    #expect(Double(CSVText.number(value)) == value)
  }

  @Test func separatorsQuotesAndLineEndsAreQuoted() {
    #expect(
      CSVText.text([["a,b", "say \"x\"", "two\nlines", "plain", ""]])
        == "\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",plain,\n")
  }

  @Test func aQuoteUnderACombiningMarkIsDoubledToo() {
    #expect(CSVText.text([["\"\u{301}"]]) == "\"\"\"\u{301}\"\n")
  }
}
