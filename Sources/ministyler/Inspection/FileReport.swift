import Engine
import Files

/// What `info` tells of a file; also the object that `info --json` prints.
struct FileReport: Encodable {
    /// What the file turned out to be.
    enum Kind: String, Encodable {
        case agent = "agent weights"
        case lossNetwork = "loss network"
        case tensors
        case checkpoint = "PyTorch checkpoint"
        case image
    }

    /// One tensor of the file.
    struct TensorEntry: Encodable {
        let name: String
        let shape: [Int]
        let dtype: String
        let parameters: Int
        let bytes: Int
    }

    /// Tensors whose names share the part before the first dot.
    struct Network: Encodable {
        let name: String
        let tensors: Int
        let parameters: Int
        let bytes: Int
    }

    let path: String
    let bytes: Int
    private(set) var sha256 = ""
    let kind: Kind
    var image: ImageFacts?
    var recipe: Recipe?
    var metadata: [String: String]?
    var networks: [Network]?
    var tensors: [TensorEntry]?
    /// Why the agent or loss network cannot be used; nil where it can or is none.
    var problem: String?

    /// Reads the file at `path`, whatever it is.
    ///
    /// - Throws: `FileError` or `CommandError`.
    init(of path: String) throws {
        self.path = path
        bytes = try FileSize.bytes(of: path)
        if try Safetensors.recognizes(path) {
            let file = try Safetensors.read(path)
            kind = Self.kind(of: file)
            if kind == .agent {
                do { _ = try Agent(file, path: path) } catch { problem = "\(error)" }
            }
            if kind == .lossNetwork {
                do { _ = try LossNetwork(file, path: path) } catch { problem = "\(error)" }
            }
            try describe(file)
        } else if try PyTorchCheckpoint.recognizes(path) {
            kind = .checkpoint
            try describe(try PyTorchCheckpoint.read(path))
        } else if bytes > 0, try !ImageFacts.recognizesAny(path) {
            throw CommandError(
                "\(path) is neither an image (PNG, JPEG) nor weights (safetensors, PyTorch), or it is damaged at its start."
            )
        } else {
            kind = .image
            image = try ImageFacts.read(path)
            recipe = try Recipe.read(from: path)
        }
        // Last: what cannot be read may have no end.
        sha256 = try SHA256Digest.hexadecimal(ofFile: path)
    }

    private static func kind(of file: TensorFile) -> Kind {
        if file.order.contains(where: { $0.hasPrefix("actor.") || $0.hasPrefix("builder.") }) { return .agent }
        return file.metadata["layers"] != nil ? .lossNetwork : .tensors
    }

    private mutating func describe(_ file: TensorFile) throws {
        metadata = file.metadata
        if let text = metadata?.removeValue(forKey: Recipe.keyword) {
            recipe = try Recipe.decoded(text, path: path)
            if metadata?.isEmpty == true { metadata = nil }
        }
        let entries = file.order.compactMap { name in
            file[name].map {
                TensorEntry(
                    name: name, shape: $0.shape, dtype: $0.dtype, parameters: $0.count, bytes: $0.bytes.count)
            }
        }
        tensors = entries
        var names: [String] = []
        var groups: [String: [TensorEntry]] = [:]
        for entry in entries {
            let name = String(entry.name.prefix { $0 != "." })
            if groups[name] == nil { names.append(name) }
            groups[name, default: []].append(entry)
        }
        networks = names.map { name in
            let members = groups[name] ?? []
            return Network(
                name: name, tensors: members.count, parameters: members.reduce(0) { $0 + $1.parameters },
                bytes: members.reduce(0) { $0 + $1.bytes })
        }
    }
}
