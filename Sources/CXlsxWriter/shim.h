#ifndef TRADE_IMPACT_CXLSXWRITER_SHIM_H
#define TRADE_IMPACT_CXLSXWRITER_SHIM_H

#include <xlsxwriter.h>

// The functions in use, with the types of their declarations. The library is opened when the first workbook is made and not
// when a program starts; see XlsxWriterLibrary.swift.
typedef struct {
  __typeof__(workbook_new) *new_workbook;
  __typeof__(workbook_set_properties) *set_properties;
  __typeof__(workbook_add_worksheet) *add_worksheet;
  __typeof__(workbook_add_format) *add_format;
  __typeof__(workbook_add_chart) *add_chart;
  __typeof__(workbook_close) *close;
  __typeof__(lxw_strerror) *reason;

  __typeof__(worksheet_write_number) *write_number;
  __typeof__(worksheet_write_string) *write_string;
  __typeof__(worksheet_write_blank) *write_blank;
  __typeof__(worksheet_write_url) *write_url;
  __typeof__(worksheet_merge_range) *merge_range;
  __typeof__(worksheet_set_row) *set_row;
  __typeof__(worksheet_set_column) *set_column;
  __typeof__(worksheet_freeze_panes) *freeze_panes;
  __typeof__(worksheet_autofilter) *autofilter;
  __typeof__(worksheet_gridlines) *gridlines;
  __typeof__(worksheet_set_landscape) *set_landscape;
  __typeof__(worksheet_set_paper) *set_paper;
  __typeof__(worksheet_fit_to_pages) *fit_to_pages;
  __typeof__(worksheet_repeat_rows) *repeat_rows;
  __typeof__(worksheet_repeat_columns) *repeat_columns;
  __typeof__(worksheet_set_print_scale) *set_print_scale;
  __typeof__(worksheet_set_h_pagebreaks) *set_row_breaks;
  __typeof__(worksheet_set_v_pagebreaks) *set_column_breaks;
  __typeof__(worksheet_set_footer) *set_footer;
  __typeof__(worksheet_insert_chart_opt) *insert_chart;

  __typeof__(format_set_font_name) *set_font_name;
  __typeof__(format_set_font_size) *set_font_size;
  __typeof__(format_set_font_color) *set_font_color;
  __typeof__(format_set_bold) *set_bold;
  __typeof__(format_set_num_format) *set_num_format;
  __typeof__(format_set_align) *set_align;
  __typeof__(format_set_text_wrap) *set_text_wrap;
  __typeof__(format_set_indent) *set_indent;
  __typeof__(format_set_bg_color) *set_bg_color;
  __typeof__(format_set_top) *set_top;
  __typeof__(format_set_bottom) *set_bottom;
  __typeof__(format_set_underline) *set_underline;

  __typeof__(chart_add_series) *add_series;
  __typeof__(chart_series_set_name) *set_series_name;
  __typeof__(chart_series_set_line) *set_series_line;
  __typeof__(chart_series_set_fill) *set_series_fill;
  __typeof__(chart_series_set_marker_type) *set_marker_type;
  __typeof__(chart_series_set_marker_size) *set_marker_size;
  __typeof__(chart_series_set_marker_fill) *set_marker_fill;
  __typeof__(chart_series_set_marker_line) *set_marker_line;
  __typeof__(chart_set_high_low_lines) *set_high_low_lines;
  __typeof__(chart_title_set_name) *set_chart_title;
  __typeof__(chart_title_set_name_font) *set_chart_title_font;
  __typeof__(chart_axis_set_log_base) *set_axis_log_base;
  __typeof__(chart_axis_set_num_font) *set_axis_font;
  __typeof__(chart_axis_set_num_format) *set_axis_format;
  __typeof__(chart_axis_set_reverse) *set_axis_reverse;
  __typeof__(chart_axis_set_label_position) *set_axis_label_position;
  __typeof__(chart_legend_set_position) *set_legend_position;
  __typeof__(chart_legend_set_font) *set_legend_font;
} xlsxwriter_functions;

#endif
