import CReadStat
import SharedLibraries

/// ReadStat, opened when the first statistical file is read.
enum ReadStatLibrary {
  static let library = SharedLibrary(file: "libreadstat.so.1", package: "libreadstat1")

  /// nil where the library, or one of the functions, is missing.
  static let functions = library.functions { find in
    readstat_functions(
      parser_init: find("readstat_parser_init"),
      parser_free: find("readstat_parser_free"),
      error_message: find("readstat_error_message"),
      set_metadata_handler: find("readstat_set_metadata_handler"),
      set_variable_handler: find("readstat_set_variable_handler"),
      set_value_handler: find("readstat_set_value_handler"),
      set_value_label_handler: find("readstat_set_value_label_handler"),
      set_row_limit: find("readstat_set_row_limit"),
      set_file_character_encoding: find("readstat_set_file_character_encoding"),
      parse_sav: find("readstat_parse_sav"),
      parse_dta: find("readstat_parse_dta"),
      parse_sas7bdat: find("readstat_parse_sas7bdat"),
      row_count: find("readstat_get_row_count"),
      var_count: find("readstat_get_var_count"),
      variable_name: find("readstat_variable_get_name"),
      variable_label: find("readstat_variable_get_label"),
      variable_format: find("readstat_variable_get_format"),
      variable_type: find("readstat_variable_get_type"),
      missing_ranges_count: find("readstat_variable_get_missing_ranges_count"),
      missing_range_lo: find("readstat_variable_get_missing_range_lo"),
      missing_range_hi: find("readstat_variable_get_missing_range_hi"),
      value_type: find("readstat_value_type"),
      value_is_missing: find("readstat_value_is_missing"),
      double_value: find("readstat_double_value"),
      string_value: find("readstat_string_value"))
  }
}
