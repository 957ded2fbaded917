import CLibZip
import Microdata
import SharedLibraries

/// A zip archive that is open for reading.
final class Archive {
  let path: String
  private let zip: OpaquePointer
  private let library: libzip_functions

  /// - Throws: ``MicrodataError`` where the file is no archive, or not a whole one.
  init(_ path: String) throws(MicrodataError) {
    guard let library = ZipLibrary.functions else { throw .missing(ZipLibrary.library, file: path) }
    var code: Int32 = 0
    guard let zip = library.open(path, ZIP_RDONLY, &code) else {
      throw code == ZIP_ER_NOZIP || code == ZIP_ER_INCONS
        ? MicrodataError(
          .unusable(
            problem: "the workbook is damaged or was cut short: its table of contents is missing",
            remedy: "copy or export it again"), file: path)
        : MicrodataError(.unreadable(reason: "error \(code) of libzip"), file: path)
    }
    (self.path, self.zip, self.library) = (path, zip, library)
  }

  deinit { library.discard(zip) }

  func has(_ part: String) -> Bool { index(of: part) != nil }

  private func index(of part: String) -> UInt64? {
    let index = library.name_locate(zip, part, zip_flags_t(ZIP_FL_NOCASE))
    return index < 0 ? nil : UInt64(index)
  }

  /// Hands the bytes of a part on, piece by piece.
  /// - Throws: ``MicrodataError`` where there is no such part, it is encrypted or its check sum is wrong, and what `body`
  ///   throws.
  func read(
    _ part: String, _ body: (UnsafeRawBufferPointer) throws(MicrodataError) -> Void
  ) throws(MicrodataError) {
    guard let index = index(of: part) else { throw damaged(part, "is missing") }
    guard let file = library.fopen_index(zip, index, 0) else {
      throw damaged(part, "cannot be opened: \(String(cString: library.strerror(zip)!))")
    }
    defer { _ = library.fclose(file) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = library.fread(file, &buffer, zip_uint64_t(buffer.count))
      guard count >= 0 else {
        throw damaged(part, "cannot be unpacked: \(String(cString: library.file_strerror(file)!))")
      }
      if count == 0 { return }
      try buffer.withUnsafeBytes { bytes in
        Result { () throws(MicrodataError) in try body(UnsafeRawBufferPointer(rebasing: bytes.prefix(Int(count)))) }
      }.get()
    }
  }

  private func damaged(_ part: String, _ what: String) -> MicrodataError {
    MicrodataError(
      .unusable(problem: "the workbook's part \(part) \(what)", remedy: "copy or export the workbook again"), file: path
    )
  }
}

extension MicrodataError {
  static func missing(_ library: SharedLibrary, file: String) -> MicrodataError {
    MicrodataError(
      .unusable(
        problem: "a workbook cannot be read: \(library.absence)", remedy: "\(library.remedy), or save the file as CSV"),
      file: file)
  }
}
