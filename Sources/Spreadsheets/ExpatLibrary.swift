import CExpat
import SharedLibraries

/// Expat, opened when the first workbook is read.
enum ExpatLibrary {
  static let library = SharedLibrary(file: "libexpat.so.1", package: "libexpat1")

  /// nil where the library, or one of the functions, is missing.
  static let functions = library.functions { find in
    expat_functions(
      create: find("XML_ParserCreate"),
      free: find("XML_ParserFree"),
      set_user_data: find("XML_SetUserData"),
      set_element_handler: find("XML_SetElementHandler"),
      set_character_data_handler: find("XML_SetCharacterDataHandler"),
      parse: find("XML_Parse"),
      stop: find("XML_StopParser"),
      error_code: find("XML_GetErrorCode"),
      error_string: find("XML_ErrorString"),
      line: find("XML_GetCurrentLineNumber"))
  }
}
