#ifndef TRADE_IMPACT_CREADSTAT_SHIM_H
#define TRADE_IMPACT_CREADSTAT_SHIM_H

#include <readstat.h>

// The functions in use, with the types of their declarations. The library is opened when the first statistical file is
// read; see ReadStatLibrary.swift.
typedef struct {
  __typeof__(readstat_parser_init) *parser_init;
  __typeof__(readstat_parser_free) *parser_free;
  __typeof__(readstat_error_message) *error_message;
  __typeof__(readstat_set_metadata_handler) *set_metadata_handler;
  __typeof__(readstat_set_variable_handler) *set_variable_handler;
  __typeof__(readstat_set_value_handler) *set_value_handler;
  __typeof__(readstat_set_value_label_handler) *set_value_label_handler;
  __typeof__(readstat_set_row_limit) *set_row_limit;
  __typeof__(readstat_set_file_character_encoding) *set_file_character_encoding;
  __typeof__(readstat_parse_sav) *parse_sav;
  __typeof__(readstat_parse_dta) *parse_dta;
  __typeof__(readstat_parse_sas7bdat) *parse_sas7bdat;
  __typeof__(readstat_get_row_count) *row_count;
  __typeof__(readstat_get_var_count) *var_count;
  __typeof__(readstat_variable_get_name) *variable_name;
  __typeof__(readstat_variable_get_label) *variable_label;
  __typeof__(readstat_variable_get_format) *variable_format;
  __typeof__(readstat_variable_get_type) *variable_type;
  __typeof__(readstat_variable_get_missing_ranges_count) *missing_ranges_count;
  __typeof__(readstat_variable_get_missing_range_lo) *missing_range_lo;
  __typeof__(readstat_variable_get_missing_range_hi) *missing_range_hi;
  __typeof__(readstat_value_type) *value_type;
  __typeof__(readstat_value_is_missing) *value_is_missing;
  __typeof__(readstat_double_value) *double_value;
  __typeof__(readstat_string_value) *string_value;
} readstat_functions;

#endif
