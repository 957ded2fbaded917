import CXlsxWriter
import SharedLibraries

/// The functions of libxlsxwriter: `xlsx.write_number(...)`.
/// - Precondition: ``XlsxWriterLibrary/isAvailable``.
var xlsx: xlsxwriter_functions { XlsxWriterLibrary.functions! }

/// The shared library that writes the files of workbooks, opened with the first workbook.
public enum XlsxWriterLibrary {
  static let library = SharedLibrary(file: "libxlsxwriter.so.4", package: "libxlsxwriter4")

  /// Whether workbooks can be written on this machine; opens the library.
  public static var isAvailable: Bool { functions != nil }

  /// nil where the library, or one of the functions, is missing.
  fileprivate static let functions = library.functions { find in
    xlsxwriter_functions(
      new_workbook: find("workbook_new"),
      set_properties: find("workbook_set_properties"),
      add_worksheet: find("workbook_add_worksheet"),
      add_format: find("workbook_add_format"),
      add_chart: find("workbook_add_chart"),
      close: find("workbook_close"),
      reason: find("lxw_strerror"),
      write_number: find("worksheet_write_number"),
      write_string: find("worksheet_write_string"),
      write_blank: find("worksheet_write_blank"),
      write_url: find("worksheet_write_url"),
      merge_range: find("worksheet_merge_range"),
      set_row: find("worksheet_set_row"),
      set_column: find("worksheet_set_column"),
      freeze_panes: find("worksheet_freeze_panes"),
      autofilter: find("worksheet_autofilter"),
      gridlines: find("worksheet_gridlines"),
      set_landscape: find("worksheet_set_landscape"),
      set_paper: find("worksheet_set_paper"),
      fit_to_pages: find("worksheet_fit_to_pages"),
      repeat_rows: find("worksheet_repeat_rows"),
      repeat_columns: find("worksheet_repeat_columns"),
      set_print_scale: find("worksheet_set_print_scale"),
      set_row_breaks: find("worksheet_set_h_pagebreaks"),
      set_column_breaks: find("worksheet_set_v_pagebreaks"),
      set_footer: find("worksheet_set_footer"),
      insert_chart: find("worksheet_insert_chart_opt"),
      set_font_name: find("format_set_font_name"),
      set_font_size: find("format_set_font_size"),
      set_font_color: find("format_set_font_color"),
      set_bold: find("format_set_bold"),
      set_num_format: find("format_set_num_format"),
      set_align: find("format_set_align"),
      set_text_wrap: find("format_set_text_wrap"),
      set_indent: find("format_set_indent"),
      set_bg_color: find("format_set_bg_color"),
      set_top: find("format_set_top"),
      set_bottom: find("format_set_bottom"),
      set_underline: find("format_set_underline"),
      add_series: find("chart_add_series"),
      set_series_name: find("chart_series_set_name"),
      set_series_line: find("chart_series_set_line"),
      set_series_fill: find("chart_series_set_fill"),
      set_marker_type: find("chart_series_set_marker_type"),
      set_marker_size: find("chart_series_set_marker_size"),
      set_marker_fill: find("chart_series_set_marker_fill"),
      set_marker_line: find("chart_series_set_marker_line"),
      set_high_low_lines: find("chart_set_high_low_lines"),
      set_chart_title: find("chart_title_set_name"),
      set_chart_title_font: find("chart_title_set_name_font"),
      set_axis_log_base: find("chart_axis_set_log_base"),
      set_axis_font: find("chart_axis_set_num_font"),
      set_axis_format: find("chart_axis_set_num_format"),
      set_axis_reverse: find("chart_axis_set_reverse"),
      set_axis_label_position: find("chart_axis_set_label_position"),
      set_legend_position: find("chart_legend_set_position"),
      set_legend_font: find("chart_legend_set_font"))
  }
}
