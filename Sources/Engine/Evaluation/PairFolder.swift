import Files
import Foundation

/// A folder of pairs to evaluate on: `NNN/content.png` and `NNN/style.png`, in name order.
public struct PairFolder: Sendable {
    /// One pair's files.
    public struct Pair: Sendable, Equatable {
        /// The folder's name, `NNN`.
        public let name: String
        /// The two images.
        public let content: String, style: String
    }

    /// All pairs, in name order.
    public let pairs: [Pair]

    /// - Throws: `EngineError.failed` where `path` cannot be listed or holds no pair.
    public init(_ path: String) throws {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            throw EngineError.failed("The folder \(path) cannot be read; check its name and permissions.")
        }
        let find = { (folder: String, stem: String) in
            ["png", "jpg", "jpeg"].map { "\(folder)/\(stem).\($0)" }.first {
                FileManager.default.fileExists(atPath: $0)
            }
        }
        pairs = names.sorted().compactMap { name in
            let folder = path + "/" + name
            guard let content = find(folder, "content"), let style = find(folder, "style") else { return nil }
            return Pair(name: name, content: content, style: style)
        }
        guard !pairs.isEmpty else {
            throw EngineError.failed(
                "\(path) holds no pairs; expected folders with a content.png and a style.png each.")
        }
    }
}
