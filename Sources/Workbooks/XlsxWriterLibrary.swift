import CXlsxWriter
import Glibc

/// The functions of libxlsxwriter: `xlsx.write_number(...)`.
/// - Precondition: ``XlsxWriterLibrary/isAvailable``.
var xlsx: xlsxwriter_functions { XlsxWriterLibrary.functions }

/// The shared library that writes the files of workbooks.
///
/// It is opened with the first workbook: a program that is linked to it would load it, and its zip library, at every start, and
/// could not start where it is missing.
public enum XlsxWriterLibrary {
  static let name = "libxlsxwriter.so.4"

  /// nil where the library, or one of the functions, is missing.
  private static let opened: xlsxwriter_functions? = open()

  static var functions: xlsxwriter_functions { opened! }

  /// Whether workbooks can be written on this machine; opens the library.
  public static var isAvailable: Bool { opened != nil }

  private static func open() -> xlsxwriter_functions? {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    var isComplete = true
    func function<F>(_ name: String) -> F? {
      guard let address = dlsym(library, name) else {
        isComplete = false
        return nil
      }
      return unsafeBitCast(address, to: F.self)
    }
    let functions = xlsxwriter_functions(
      new_workbook: function("workbook_new"),
      set_properties: function("workbook_set_properties"),
      add_worksheet: function("workbook_add_worksheet"),
      add_format: function("workbook_add_format"),
      add_chart: function("workbook_add_chart"),
      close: function("workbook_close"),
      reason: function("lxw_strerror"),
      write_number: function("worksheet_write_number"),
      write_string: function("worksheet_write_string"),
      write_blank: function("worksheet_write_blank"),
      write_url: function("worksheet_write_url"),
      merge_range: function("worksheet_merge_range"),
      set_row: function("worksheet_set_row"),
      set_column: function("worksheet_set_column"),
      freeze_panes: function("worksheet_freeze_panes"),
      autofilter: function("worksheet_autofilter"),
      gridlines: function("worksheet_gridlines"),
      set_landscape: function("worksheet_set_landscape"),
      set_paper: function("worksheet_set_paper"),
      fit_to_pages: function("worksheet_fit_to_pages"),
      repeat_rows: function("worksheet_repeat_rows"),
      set_footer: function("worksheet_set_footer"),
      insert_chart: function("worksheet_insert_chart_opt"),
      set_font_name: function("format_set_font_name"),
      set_font_size: function("format_set_font_size"),
      set_font_color: function("format_set_font_color"),
      set_bold: function("format_set_bold"),
      set_num_format: function("format_set_num_format"),
      set_align: function("format_set_align"),
      set_text_wrap: function("format_set_text_wrap"),
      set_indent: function("format_set_indent"),
      set_bg_color: function("format_set_bg_color"),
      set_top: function("format_set_top"),
      set_bottom: function("format_set_bottom"),
      set_underline: function("format_set_underline"),
      add_series: function("chart_add_series"),
      set_series_name: function("chart_series_set_name"),
      set_series_line: function("chart_series_set_line"),
      set_series_fill: function("chart_series_set_fill"),
      set_marker_type: function("chart_series_set_marker_type"),
      set_marker_size: function("chart_series_set_marker_size"),
      set_marker_fill: function("chart_series_set_marker_fill"),
      set_marker_line: function("chart_series_set_marker_line"),
      set_high_low_lines: function("chart_set_high_low_lines"),
      set_chart_title: function("chart_title_set_name"),
      set_chart_title_font: function("chart_title_set_name_font"),
      set_axis_log_base: function("chart_axis_set_log_base"),
      set_axis_font: function("chart_axis_set_num_font"),
      set_axis_format: function("chart_axis_set_num_format"),
      set_axis_reverse: function("chart_axis_set_reverse"),
      set_axis_label_position: function("chart_axis_set_label_position"),
      set_legend_position: function("chart_legend_set_position"),
      set_legend_font: function("chart_legend_set_font"))
    return isComplete ? functions : nil
  }
}
