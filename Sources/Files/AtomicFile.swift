/// Files that appear whole or not at all.
package enum AtomicFile {
    /// Writes `bytes` to a temporary file in the folder of `path`, flushes it to the disk and renames it to `path`.
    ///
    /// Whatever fails, what stood at `path` before stays as it was and nothing is left behind.
    package static func write(_ bytes: [UInt8], to path: String) throws {
        try write(to: path) { writer in
            try bytes.withUnsafeBytes { try writer.write($0) }
        }
    }

    /// Whether what is written to `path` takes the place of a file there or makes one, and does not go into a pipe or the like.
    package static func replaces(_ path: String) -> Bool {
        OwnDescriptor.of(path) == nil && FileKind(of: path).map { !$0.isStream } ?? true
    }

    /// Like `write(_:to:)` with the bytes handed over piece by piece by `body`.
    package static func write(to path: String, _ body: (AtomicFileWriter) throws -> Void) throws {
        let writer = try AtomicFileWriter(path)
        try body(writer)
        try writer.commit()
    }
}
