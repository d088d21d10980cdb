import Files
import Foundation
import ReferenceFiles
import Testing

@testable import Engine

/// Files that are no loss network, and networks of PyTorch in any order: a sentence, or the right one.
@Suite struct LossNetworkFileTests {
    private typealias Convolution = (name: String, weight: [Int], bias: [Int], isTap: Bool)

    private static func tensor(_ shape: [Int], from start: Float = 0.25) -> StoredTensor {
        let count = shape.reduce(1, *)
        return StoredTensor(shape: shape, values: (0..<count).map { start + Float($0 % 13) / 16 })
    }

    private static let sound: [Convolution] = [
        ("a", [16, 3, 3, 3], [16], true), ("b", [16, 16, 3, 3], [16], true), ("c", [16, 16, 3, 3], [16], true),
        ("d", [16, 16, 3, 3], [16], true),
    ]

    private static func file(_ convolutions: [Convolution], pools: [LossNetwork.Layer] = []) throws -> TensorFile {
        let layers = convolutions.map { LossNetwork.Layer.convolution(name: $0.name, isTap: $0.isTap) } + pools
        var file = TensorFile(metadata: ["layers": String(decoding: try JSONEncoder().encode(layers), as: UTF8.self)])
        for convolution in convolutions {
            file[convolution.name + ".weight"] = tensor(convolution.weight)
            file[convolution.name + ".bias"] = tensor(convolution.bias)
        }
        return file
    }

    private static func complaint(_ read: () throws -> LossNetwork) -> String {
        do {
            _ = try read()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func everyExtentIsComparedBeforeItIsUsed() throws {
        var cases: [(file: TensorFile, problem: String)] = []
        func add(_ problem: String, _ change: (inout [Convolution]) -> Void) throws {
            var convolutions = Self.sound
            change(&convolutions)
            cases.append((try Self.file(convolutions), problem))
        }
        try add("names the convolution a twice") { $0.insert($0[0], at: 1) }
        try add("has 3 taps, 4 are measured") { $0[3].isTap = false }
        try add("has 0 taps, 4 are measured") { $0 = [] }
        try add("the weight of b is 16×144") { $0[1].weight = [16, 144] }
        try add("the weight of b is 16×16×1×1") { $0[1].weight = [16, 16, 1, 1] }
        try add("the weight of d is 0×16×3×3") { ($0[3].weight, $0[3].bias) = ([0, 16, 3, 3], [0]) }
        try add("a reads 4 channels and gets 3") { $0[0].weight = [16, 4, 3, 3] }
        try add("c reads 8 channels and gets 16") { $0[2].weight = [16, 8, 3, 3] }
        try add("the bias of a is 1 for 16 channels") { $0[0].bias = [1] }
        try add("the bias of a is a single number for 16 channels") { $0[0].bias = [] }
        try add("the bias of a is 4×4 for 16 channels") { $0[0].bias = [4, 4] }
        cases.append((try Self.file(Self.sound, pools: [.blurPool(filter: [1])]), "1 weights in place of 9"))
        cases.append(
            (try Self.file(Self.sound, pools: [LossNetwork.Layer](repeating: .maxPool, count: 70)), "has 70 pools"))
        var lacking = try Self.file(Self.sound)
        lacking["b.bias"] = nil
        cases.append((lacking, "lacks the tensor b.bias"))
        cases.append((TensorFile(metadata: ["layers": "[1]"]), "no loss network"))
        for (file, problem) in cases {
            let sentence = Self.complaint { try LossNetwork(file, path: "x.safetensors") }
            #expect(sentence.contains("x.safetensors") && sentence.contains(problem), "\(problem): \(sentence)")
        }
        #expect(try LossNetwork(Self.file(Self.sound), path: "x").tapCount == 4)
    }

    /// VGG-16 with two channels, or with others, in every layer.
    ///
    /// - Parameter stride: 2 without batch normalisation, 3 with one after each convolution.
    private static func vgg(stride: Int, first: Int = 2) -> (file: TensorFile, convolutions: [String]) {
        var (file, names, number, channels) = (TensorFile(), [String](), 0, 3)
        for count in [2, 2, 3, 3, 3] {
            for _ in 0..<count {
                let name = "features.\(number)"
                let outputs = names.isEmpty ? first : 2
                file[name + ".weight"] = tensor([outputs, channels, 3, 3], from: Float(number))
                file[name + ".bias"] = tensor([outputs], from: Float(number))
                names.append(name)
                if stride == 3 {
                    let norm = "features.\(number + 1)."
                    file[norm + "weight"] = tensor([outputs], from: 0.5)
                    file[norm + "bias"] = tensor([outputs], from: 1.5)
                    file[norm + "running_mean"] = tensor([outputs], from: 2.5)
                    file[norm + "running_var"] = tensor([outputs], from: 3.5)
                    file[norm + "num_batches_tracked"] = StoredTensor(shape: [], integers: [1])
                }
                number += stride
                channels = names.count == 1 ? first : 2
            }
            number += 1
        }
        return (file, names)
    }

    private static let named = [
        "conv1_1", "conv1_2", "conv2_1", "conv2_2", "conv3_1", "conv3_2", "conv3_3", "conv4_1", "conv4_2", "conv4_3",
        "conv5_1",
    ]

    @Test func layersAreOrderedByTheirNumbersNotByTheAlphabet() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vgg.safetensors"
        let (file, names) = Self.vgg(stride: 2)
        try Safetensors.write(file, to: path)
        // In the file features.10 is before features.2.
        let order = try Safetensors.read(path).order.filter { $0.hasSuffix(".weight") }
        #expect(
            try #require(order.firstIndex(of: "features.10.weight")) < #require(
                order.firstIndex(of: "features.2.weight")))
        let network = try LossNetworkImport.read(path)
        // The first takes in the scaling of the input.
        for (name, source) in zip(Self.named, names).dropFirst() {
            #expect(network[name].weight.array == file[source + ".weight"]?.values, "\(name)")
            #expect(network[name].bias.array == file[source + ".bias"]?.values, "\(name)")
        }
        #expect(network.layers.count == 15 && network.tapCount == 5)
    }

    @Test func batchNormalisationIsFoldedIn() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vgg.safetensors"
        let (file, names) = Self.vgg(stride: 3)
        try Safetensors.write(file, to: path)
        let network = try LossNetworkImport.read(path)
        for (name, source) in zip(Self.named, names).dropFirst() {
            let weight = try #require(file[source + ".weight"]).values
            let bias = try #require(file[source + ".bias"]).values
            for channel in 0..<2 {
                // γ (w·x + b − μ)/√(σ² + ε) + β, of the numbers that `vgg` gives.
                let part = Float(channel) / 16
                let factor = (0.5 + part) / (3.5 + part + 1e-5).squareRoot()
                let wanted = (bias[channel] - 2.5 - part) * factor + 1.5 + part
                #expect(abs(network[name].bias.array[channel] - wanted) < 1e-3)
                for index in channel * 18..<(channel + 1) * 18 {
                    #expect(abs(network[name].weight.array[index] - weight[index] * factor) < 1e-3)
                }
            }
        }
    }

    @Test func otherNetworksAreRefused() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/vgg.safetensors"
        func complaint(stride: Int = 2, first: Int = 2, _ change: (inout TensorFile) -> Void) throws -> String {
            var (file, _) = Self.vgg(stride: stride, first: first)
            change(&file)
            try Safetensors.write(file, to: path)
            return Self.complaint { try LossNetworkImport.read(path) }
        }
        let cases = [
            (
                try complaint { $0["features.0.weight"] = Self.tensor([1, 3, 3, 3]) },
                "bias of conv1_1 is 2 for 1 channels"
            ),
            (
                try complaint {
                    $0["features.0.weight"] = Self.tensor([1, 3, 3, 3])
                    $0["features.0.bias"] = Self.tensor([1])
                }, "conv1_2 reads 2 channels and gets 1"
            ),
            (try complaint { $0["features.2.bias"] = nil }, "lacks the tensor features.2.bias"),
            (try complaint { $0["features.1.weight"] = Self.tensor([2]) }, "has features.1.weight, which no known"),
            (try complaint { $0["features.2.weight"] = nil }, "none of the known VGG networks"),
            (try complaint(stride: 3) { $0["features.1.running_var"] = nil }, "the batch normalisation features.1"),
            (
                try complaint(stride: 3) { $0["features.1.running_mean"] = Self.tensor([5]) },
                "features.1 of 5 channels after features.0 of 2"
            ),
            (
                try complaint {
                    for name in ["scaling_layer.shift", "scaling_layer.scale"] { $0[name] = Self.tensor([1]) }
                    for name in $0.order where name.hasPrefix("features") { $0["net" + name.dropFirst(8)] = $0[name] }
                    for name in $0.order where name.hasPrefix("features") { $0[name] = nil }
                }, "none of the known VGG networks"
            ),
        ]
        for (sentence, problem) in cases {
            #expect(sentence.contains(path) && sentence.contains(problem), "\(problem): \(sentence)")
        }
    }

    @Test(.enabled(if: Shared.vgg != nil))
    func theShiftTolerantTrunkIsInItsOwnOrder() throws {
        let path = try #require(Shared.vgg)
        let network = try LossNetworkImport.read(path)
        let file = try PyTorchCheckpoint.read(path)
        let source = file.order.filter { $0.hasPrefix("net.") && $0.hasSuffix(".weight") }
        for (name, weight) in zip(Self.named, source).dropFirst() {
            #expect(network[name].weight.array == file[weight]?.values, "\(name)")
        }
    }
}
