/// A paragraph of a notebook.
public func say(_ text: String) { print(text + "\n") }
