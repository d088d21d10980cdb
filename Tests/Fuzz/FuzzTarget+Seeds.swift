import Engine
import Files
import Foundation

extension FuzzTarget {
    private static let fixtures = "Tests/FilesTests/Fixtures"

    /// Good inputs, and bad ones that were found; run from the project's folder.
    func seeds(_ place: FuzzPlace) throws -> [[UInt8]] {
        switch self {
        case .pictures:
            return try fixtures(["png", "jpg", "webp", "gif", "tif", "heic", "avif"], upTo: 1 << 16)
        case .recipes: return try fixtures(["png"], upTo: 1 << 16)
        case .safetensors: return try fixtures(["safetensors"], upTo: 1 << 16) + [Self.lossNetwork(place)]
        case .checkpoints: return try fixtures(["pth"], upTo: 1 << 16)
        case .lossNetworks: return [try Self.lossNetwork(place)]
        case .agents:
            return try fixtures(["safetensors", "pth"], upTo: 1 << 16)
                + [PlainFile.read("docs/recipes/agent-in-training.safetensors")]
        case .events: return [try Self.events(place)]
        case .configurations: return [try Self.configuration()]
        case .statuses:
            return [Array(try JSONEncoder().encode(RunStatus(updates: 7, targetUpdates: 90, message: "a")))]
        case .input:
            return [
                "a\u{1B}[A\u{1B}[1;5C\u{1B}OP\u{1B}[200~/pictures/one.jpg\u{1B}[201~ä日\u{7F}\r\t",
                "\u{1B}[<0;12;7M\u{1B}[<64;3;2M\u{1B}[<0;12;7m\u{1B}[97;5u\u{1B}[?62;4c\u{1B}[I\u{1B}[O\u{1B}",
            ].map { Array($0.utf8) }
        case .replies:
            return [
                "\u{1B}[?62;4;6c\u{1B}P>|XTerm(390)\u{1B}\\\u{1B}[6;20;10t\u{1B}[4;800;1200t\u{1B}]11;rgb:1e/1e/1e\u{1B}\\",
                "\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?2026;2$y\u{1B}[?1;0;256S\u{1B}[?2;0;1000;1000S\u{1B}[?62c",
            ].map { Array($0.utf8) }
        }
    }

    private func fixtures(_ endings: [String], upTo size: Int) throws -> [[UInt8]] {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.fixtures).sorted()
        return try names.filter { name in endings.contains { name.hasSuffix("." + $0) } }
            .map { try PlainFile.read(Self.fixtures + "/" + $0) }.filter { !$0.isEmpty && $0.count <= size }
    }

    /// Four small taps.
    private static func lossNetwork(_ place: FuzzPlace) throws -> [UInt8] {
        let names = (1...4).map { "conv\($0)" }
        let layers = names.flatMap { name -> [LossNetwork.Layer] in
            (name == "conv1" ? [] : [.maxPool]) + [.convolution(name: name, isTap: true)]
        }
        var file = TensorFile(metadata: ["layers": String(decoding: try JSONEncoder().encode(layers), as: UTF8.self)])
        for name in names {
            let inputs = name == "conv1" ? 3 : 4
            file[name + ".weight"] = StoredTensor(
                shape: [4, inputs, 3, 3], values: (0..<36 * inputs).map { 0.1 * Float($0 % 7) - 0.3 })
            file[name + ".bias"] = StoredTensor(shape: [4], values: [0, 0.1, 0.2, 0.3])
        }
        let path = try place.file("seed", [0])
        try Safetensors.write(file, to: path)
        return try PlainFile.read(path)
    }

    private static func events(_ place: FuzzPlace) throws -> [UInt8] {
        let folder = place.path + "/seed-events"
        let writer = try EventFileWriter(directory: folder)
        for step in 1...4 {
            try writer.add(scalar: Float(step) / 3, tag: "loss/style", step: step, wallTime: 1e9 + Double(step))
        }
        try writer.close()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return try PlainFile.read(folder + "/" + (names.first ?? ""))
    }

    private static func configuration() throws -> [UInt8] {
        let configuration = TrainingConfiguration(
            options: .painting, contentFolder: "/photos", styleFolder: "/paintings", lossNetwork: "/l.safetensors",
            lossNetworkSHA256: "0")
        return Array(try JSONEncoder().encode(configuration))
    }
}
