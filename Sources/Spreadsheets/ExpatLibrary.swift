import CExpat
import Glibc

/// Expat, opened at the first use, for the reasons of ``ZipLibrary``.
enum ExpatLibrary {
  static let name = "libexpat.so.1"

  /// nil where the library, or one of the functions, is missing.
  static let functions: expat_functions? = open()

  private static func open() -> expat_functions? {
    guard let library = dlopen(name, RTLD_NOW) else { return nil }
    var isComplete = true
    func function<F>(_ name: String) -> F? {
      guard let address = dlsym(library, name) else {
        isComplete = false
        return nil
      }
      return unsafeBitCast(address, to: F.self)
    }
    let functions = expat_functions(
      create: function("XML_ParserCreate"),
      free: function("XML_ParserFree"),
      set_user_data: function("XML_SetUserData"),
      set_element_handler: function("XML_SetElementHandler"),
      set_character_data_handler: function("XML_SetCharacterDataHandler"),
      parse: function("XML_Parse"),
      stop: function("XML_StopParser"),
      error_code: function("XML_GetErrorCode"),
      error_string: function("XML_ErrorString"),
      line: function("XML_GetCurrentLineNumber"))
    return isComplete ? functions : nil
  }
}
