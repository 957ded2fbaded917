import CReadStat
import Glibc

/// ReadStat, opened at the first use: most runs read no statistical file, and a machine without the library can do everything
/// else.
enum ReadStatLibrary {
  static let name = "libreadstat.so.1"

  /// nil where the library, or one of the functions, is missing.
  static let functions: readstat_functions? = open()

  private static func open() -> readstat_functions? {
    guard let library = dlopen(name, RTLD_NOW) else { return nil }
    var isComplete = true
    func function<F>(_ name: String) -> F? {
      guard let address = dlsym(library, name) else {
        isComplete = false
        return nil
      }
      return unsafeBitCast(address, to: F.self)
    }
    let functions = readstat_functions(
      parser_init: function("readstat_parser_init"),
      parser_free: function("readstat_parser_free"),
      error_message: function("readstat_error_message"),
      set_metadata_handler: function("readstat_set_metadata_handler"),
      set_variable_handler: function("readstat_set_variable_handler"),
      set_value_handler: function("readstat_set_value_handler"),
      set_value_label_handler: function("readstat_set_value_label_handler"),
      set_row_limit: function("readstat_set_row_limit"),
      set_file_character_encoding: function("readstat_set_file_character_encoding"),
      parse_sav: function("readstat_parse_sav"),
      parse_dta: function("readstat_parse_dta"),
      parse_sas7bdat: function("readstat_parse_sas7bdat"),
      row_count: function("readstat_get_row_count"),
      var_count: function("readstat_get_var_count"),
      variable_name: function("readstat_variable_get_name"),
      variable_label: function("readstat_variable_get_label"),
      variable_format: function("readstat_variable_get_format"),
      variable_type: function("readstat_variable_get_type"),
      missing_ranges_count: function("readstat_variable_get_missing_ranges_count"),
      missing_range_lo: function("readstat_variable_get_missing_range_lo"),
      missing_range_hi: function("readstat_variable_get_missing_range_hi"),
      value_type: function("readstat_value_type"),
      value_is_missing: function("readstat_value_is_missing"),
      double_value: function("readstat_double_value"),
      string_value: function("readstat_string_value"))
    return isComplete ? functions : nil
  }
}
