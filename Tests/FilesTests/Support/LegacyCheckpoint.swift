/// Files of PyTorch's older format, put together by hand.
enum LegacyCheckpoint {
    private static let magic: [UInt8] = [
        0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E,
    ]
    /// 1001, then an empty dictionary in place of the system's description.
    private static let version: [UInt8] = [0x80, 2, 0x4D, 0xE9, 3, 0x2E, 0x80, 2, 0x7D, 0x2E]

    /// A file whose content is what these pickle instructions leave.
    static func bytes(content: [UInt8]) -> [UInt8] {
        magic + version + [0x80, 2] + content + [0x2E] + [0x80, 2, 0x5D, 0x2E]
    }

    /// A file with one tensor, a view of one storage of floats.
    static func bytes(_ view: (offset: Int, shape: [Int], strides: [Int]), storage: [Float]) -> [UInt8] {
        func integer(_ value: Int) -> [UInt8] {
            [0x8A, 8] + withUnsafeBytes(of: Int64(value).littleEndian) { Array($0) }
        }
        func text(_ value: String) -> [UInt8] { [0x55, UInt8(value.utf8.count)] + Array(value.utf8) }
        func global(_ module: String, _ name: String) -> [UInt8] { Array("c\(module)\n\(name)\n".utf8) }
        func tuple(_ items: [[UInt8]]) -> [UInt8] { [0x28] + items.flatMap { $0 } + [0x74] }
        let name = tuple([
            text("storage"), global("torch", "FloatStorage"), text("0"), text("cpu"), integer(storage.count), [0x4E],
        ])
        let arguments = tuple([
            name + [0x51], integer(view.offset), tuple(view.shape.map(integer)), tuple(view.strides.map(integer)),
            [0x89], [0x4E],
        ])
        let content = global("torch._utils", "_rebuild_tensor_v2") + arguments + [0x52]
        return magic + version + [0x80, 2] + content + [0x2E] + [0x80, 2, 0x5D] + text("0") + [0x61, 0x2E]
            + withUnsafeBytes(of: Int64(storage.count).littleEndian) { Array($0) }
            + storage.withUnsafeBytes { Array($0) }
    }
}
