extension String {
  /// Equality by code point. `==` is canonical equivalence, which would make one level of two.
  func isSameText(as other: String) -> Bool { utf8.elementsEqual(other.utf8) }

  /// Adds the code points to a hash, consistently with ``isSameText(as:)``.
  func hashText(into hasher: inout Hasher) {
    for byte in utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)  // occurs in no text, so that "ab", "c" and "a", "bc" differ
  }
}
