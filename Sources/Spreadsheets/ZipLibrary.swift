import CLibZip
import Glibc

/// libzip, opened at the first use: most runs read no workbook, and a machine without the library can do everything else.
enum ZipLibrary {
  static let name = "libzip.so.4"

  /// nil where the library, or one of the functions, is missing.
  static let functions: libzip_functions? = open()

  private static func open() -> libzip_functions? {
    guard let library = dlopen(name, RTLD_NOW) else { return nil }
    var isComplete = true
    func function<F>(_ name: String) -> F? {
      guard let address = dlsym(library, name) else {
        isComplete = false
        return nil
      }
      return unsafeBitCast(address, to: F.self)
    }
    let functions = libzip_functions(
      open: function("zip_open"),
      discard: function("zip_discard"),
      name_locate: function("zip_name_locate"),
      stat_index: function("zip_stat_index"),
      fopen_index: function("zip_fopen_index"),
      fread: function("zip_fread"),
      fclose: function("zip_fclose"),
      file_strerror: function("zip_file_strerror"),
      strerror: function("zip_strerror"))
    return isComplete ? functions : nil
  }
}
