import CExpat
import Microdata

/// What takes the elements of a part of a workbook as they come.
///
/// Names are without prefix: `row` for `row` and `x:row`.
class ElementHandler {
  /// The error that ends the reading.
  final private(set) var error: MicrodataError?

  /// Ends the reading; the first error stays.
  final func stop(_ error: MicrodataError) {
    if self.error == nil { self.error = error }
  }

  func start(_ name: ElementName, _ attributes: ElementAttributes) {}
  func end(_ name: ElementName) {}
  func text(_ bytes: UnsafeBufferPointer<UInt8>) {}
}

/// A name that is compared with others without being copied.
struct ElementName {
  private let start: UnsafePointer<CChar>

  init(_ name: UnsafePointer<CChar>) {
    var (place, start) = (name, name)
    while place.pointee != 0 {
      if place.pointee == 0x3A { start = place + 1 }
      place += 1
    }
    self.start = start
  }

  static func == (name: ElementName, text: StaticString) -> Bool {
    let bytes = UnsafeRawPointer(text.utf8Start)
    for place in 0..<text.utf8CodeUnitCount
    where UInt8(bitPattern: name.start[place]) != bytes.load(fromByteOffset: place, as: UInt8.self) { return false }
    return name.start[text.utf8CodeUnitCount] == 0
  }
}

/// The attributes of an element: name, value, name, value and so on up to nil.
struct ElementAttributes {
  let pairs: UnsafeMutablePointer<UnsafePointer<CChar>?>

  /// The value of an attribute, valid while its element is handled.
  func bytes(_ name: StaticString) -> UnsafePointer<CChar>? {
    var pair = pairs
    while let found = pair[0] {
      if ElementName(found) == name { return pair[1] }
      pair += 2
    }
    return nil
  }

  subscript(name: StaticString) -> String? { bytes(name).map { String(cString: $0) } }
}

/// Reads a part of an archive as XML.
struct XMLReading {
  let archive: Archive
  let part: String

  /// - Throws: ``MicrodataError`` where the part is not well formed, and what the handler has stopped with.
  func run(_ handler: ElementHandler) throws(MicrodataError) {
    guard let library = ExpatLibrary.functions else {
      throw .missing(ExpatLibrary.library, file: archive.path)
    }
    guard let parser = library.create(nil) else { preconditionFailure("no memory for a parser") }
    defer { library.free(parser) }
    // The parser calls the handler only inside this function, which keeps it.
    library.set_user_data(parser, Unmanaged.passUnretained(handler).toOpaque())
    library.set_element_handler(
      parser, { XMLReading.handler($0).start(ElementName($1!), ElementAttributes(pairs: $2!)) },
      { XMLReading.handler($0).end(ElementName($1!)) })
    library.set_character_data_handler(
      parser,
      { handler, text, count in
        text!.withMemoryRebound(to: UInt8.self, capacity: Int(count)) {
          XMLReading.handler(handler).text(UnsafeBufferPointer(start: $0, count: Int(count)))
        }
      })
    try archive.read(part) { bytes throws(MicrodataError) in try feed(bytes, isLast: false, parser, library, handler) }
    try feed(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true, parser, library, handler)
  }

  private func feed(
    _ bytes: UnsafeRawBufferPointer, isLast: Bool, _ parser: XML_Parser, _ library: expat_functions,
    _ handler: ElementHandler
  ) throws(MicrodataError) {
    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    let status = library.parse(parser, text, Int32(bytes.count), isLast ? 1 : 0)
    if let error = handler.error { throw error }
    guard status == XML_STATUS_OK else {
      let reason = library.error_string(library.error_code(parser)).map { String(cString: $0) } ?? "an error"
      throw MicrodataError(
        .unusable(
          problem: "the workbook's part \(part) is damaged: \(reason) on its line \(library.line(parser))",
          remedy: "export the workbook again"), file: archive.path)
    }
  }

  private static func handler(_ pointer: UnsafeMutableRawPointer?) -> ElementHandler {
    Unmanaged<ElementHandler>.fromOpaque(pointer!).takeUnretainedValue()
  }
}
