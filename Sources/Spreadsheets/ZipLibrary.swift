import CLibZip
import SharedLibraries

/// libzip, opened when the first workbook is read.
enum ZipLibrary {
  static let library = SharedLibrary(file: "libzip.so.4", package: "libzip4")

  /// nil where the library, or one of the functions, is missing.
  static let functions = library.functions { find in
    libzip_functions(
      open: find("zip_open"),
      discard: find("zip_discard"),
      name_locate: find("zip_name_locate"),
      stat_index: find("zip_stat_index"),
      fopen_index: find("zip_fopen_index"),
      fread: find("zip_fread"),
      fclose: find("zip_fclose"),
      file_strerror: find("zip_file_strerror"),
      strerror: find("zip_strerror"))
  }
}
