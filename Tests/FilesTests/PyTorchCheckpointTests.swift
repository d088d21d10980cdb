import Foundation
import ReferenceFiles
import Testing

@testable import Files

@Suite struct PyTorchCheckpointTests {
    @Test(arguments: ["zip.pth", "legacy.pth", "zip-protocol4.pth", "legacy-protocol5.pth"])
    func everyKindOfTensorIsRead(name: String) throws {
        let file = try PyTorchCheckpoint.read(Fixture.path(name))
        func values(_ name: String) -> [Float]? { file["tensors.\(name)"]?.values }
        func shape(_ name: String) -> [Int]? { file["tensors.\(name)"]?.shape }
        let plain = (0..<24).map { Float($0) - 3.5 }
        #expect(shape("plain") == [4, 6] && values("plain") == plain)
        #expect(shape("transposed") == [6, 4])
        #expect(values("transposed") == (0..<6).flatMap { column in (0..<4).map { plain[$0 * 6 + column] } })
        #expect(shape("slice") == [2, 3] && values("slice") == [8, 9, 10, 14, 15, 16].map { Float($0) - 3.5 })
        #expect(values("column") == [1, 7, 13, 19].map { Float($0) - 3.5 })
        #expect(shape("scalar") == [] && values("scalar") == [2.5])
        #expect(shape("empty") == [0, 3] && values("empty") == [])
        #expect(file["tensors.double"]?.dtype == "F64" && values("double") == [Float(1) / 3, -.infinity])
        #expect(file["tensors.half"]?.dtype == "F16" && values("half") == [0.5, -65504])
        #expect(file["tensors.bfloat16"]?.dtype == "BF16" && values("bfloat16")?.first == 1.5)
        #expect(file["tensors.long"]?.integers == [1 << 62 + 1, -1])
        #expect(values("int") == [-7, 7] && values("short") == [-300] && values("char") == [-5])
        #expect(values("byte") == [0, 200] && values("bool") == [1, 0])
        #expect(values("head") == [0, 1, 2, 3] && values("tail") == [6, 7, 8, 9])
        #expect(values("whole") == (0..<10).map { Float($0) })
        #expect(shape("expanded") == [3, 2] && values("expanded") == [7, 7, 7, 7, 7, 7])
        #expect(values("parameter") == [9, 8])
        #expect(shape("channels_last") == [1, 2, 3, 4] && values("channels_last") == (0..<24).map { Float($0) })
        #expect(file["state_dict.0.weight"] == StoredTensor(shape: [2, 1, 1, 1], values: [0.25, 0.5]))
        #expect(file["list.0"]?.values == [1] && file["list.1.0"]?.values == [0] && file["7"]?.values == [7])
        #expect(file.order.count == file.tensors.count && file.order.first == "tensors.plain")
        #expect(file.metadata["epoch"] == "3" && file.metadata["name"] == "ö test")
        #expect(file.metadata["lr"] == "0.001" && file.metadata["done"] == "true")
        #expect(file.metadata["negative"] == "-129")
    }

    @Test(arguments: ["bare-tensor.pth", "zip64.pth"]) func aTensorOnItsOwnIsNamedTensor(name: String) throws {
        let file = try PyTorchCheckpoint.read(Fixture.path(name))
        #expect(file.order == ["tensor"] && file["tensor"]?.shape == [4, 6])
    }

    @Test(arguments: ["runs-a-command.pth", "runs-a-command-legacy.pth"])
    func aFileThatWouldRunSomethingIsRefused(name: String) throws {
        let path = Fixture.path(name)
        #expect(throws: FileError.forbiddenGlobal(path: path, global: "posix.system")) {
            try PyTorchCheckpoint.read(path)
        }
        #expect(!FileManager.default.fileExists(atPath: "/tmp/ministyler-was-here"))
    }

    @Test func filesAreToldApartByTheirFirstBytes() throws {
        for name in ["zip.pth", "legacy.pth", "legacy-protocol5.pth", "zip-protocol4.pth"] {
            #expect(try PyTorchCheckpoint.recognizes(Fixture.path(name)), "\(name)")
            #expect(try !Safetensors.recognizes(Fixture.path(name)), "\(name)")
        }
        #expect(try Safetensors.recognizes(Fixture.path("reference.safetensors")))
        #expect(try !PyTorchCheckpoint.recognizes(Fixture.path("reference.safetensors")))
        #expect(try !PyTorchCheckpoint.recognizes(Fixture.path("rgb8.png")))
    }

    @Test func compressedArchivesAreNamed() throws {
        let path = Fixture.path("deflated.pth")
        let error = #expect(throws: FileError.self) { try PyTorchCheckpoint.read(path) }
        #expect(error?.description.contains("compressed") == true)
    }

    @Test(arguments: ["ordinary.zip", "ordinary.pickle", "rgb8.png", "reference.safetensors"])
    func otherFilesAreNoCheckpoints(name: String) {
        let path = Fixture.path(name)
        #expect(throws: FileError.notTensors(path: path, format: "PyTorch")) { try PyTorchCheckpoint.read(path) }
    }

    @Test(arguments: ["zip.pth", "legacy.pth"]) func everyTruncationIsAnError(name: String) throws {
        let scratch = try Scratch()
        let bytes = try Fixture.bytes(name)
        for count in stride(from: 0, to: bytes.count, by: 37) {
            let path = try scratch.file("cut.pth", Array(bytes[..<count]))
            #expect(throws: FileError.self, "cut to \(count)") { try PyTorchCheckpoint.read(path) }
        }
    }

    @Test func tensorsThatReachBeyondTheirStorageAreErrors() throws {
        // One storage of four floats; views of it that do not fit.
        let scratch = try Scratch()
        let bad: [(offset: Int, shape: [Int], strides: [Int])] = [
            (1, [4], [1]), (0, [5], [1]), (0, [2], [4]), (.max, [1], [1]), (0, [2, 2], [.max, .max]),
            (0, [1 << 40, 1 << 40], [0, 0]), (0, [1 << 40], [0]), (4, [], []),
        ]
        for view in bad {
            // More bytes follow the storage, which must not be taken for its own.
            let path = try scratch.file("a.pth", LegacyCheckpoint.bytes(view, storage: [1, 2, 3, 4]) + [0, 0, 0, 0])
            #expect(throws: FileError.self, "\(view)") { try PyTorchCheckpoint.read(path) }
        }
        let good = LegacyCheckpoint.bytes((0, [2, 2, 1], [1, 2, .max]), storage: [1, 2, 3, 4])
        let read = try PyTorchCheckpoint.read(scratch.file("a.pth", good))
        #expect(read["tensor"] == StoredTensor(shape: [2, 2, 1], values: [1, 3, 2, 4]))
    }

    @Test func containersWithinThemselvesAreErrors() throws {
        let scratch = try Scratch()
        // d = {}; d['a'] = d
        let path = try scratch.file(
            "loop.pth", LegacyCheckpoint.bytes(content: [0x7D, 0x71, 0, 0x55, 1, 0x61, 0x68, 0, 0x73]))
        let error = #expect(throws: FileError.self) { try PyTorchCheckpoint.read(path) }
        #expect(error?.description.contains("nested without end") == true)
        // A list of twice the same list, forty levels deep.
        var levels: [UInt8] = [0x5D]
        for _ in 0..<40 { levels += [0x32, 0x86] }
        let bomb = try scratch.file("bomb.pth", LegacyCheckpoint.bytes(content: levels))
        #expect(throws: FileError.self) { try PyTorchCheckpoint.read(bomb) }
    }

    /// Digests of names, shapes and bytes that PyTorch 2.13 gave for the same files.
    @Test(
        .enabled(if: Shared.has("weights/released-actor.pth.tar", "weights/released-builder.pth.tar")),
        arguments: [
            ("actor", 44, "e6ce45c5da2b5b681eae049b0e340c8d6b0ac8c2433bb3f2161b58921defe53b"),
            ("builder", 18, "c7a58b410b5de1ba70f76071fcc7d4cab0077f5335500cd350d31184914f1704"),
        ])
    func releasedWeightsAreWhatPyTorchReads(network: String, tensors: Int, digest: String) throws {
        let file = try PyTorchCheckpoint.read(Shared.path("weights/released-\(network).pth.tar"))
        var bytes: [UInt8] = []
        for name in file.order {
            guard let tensor = file[name] else { continue }
            let shape = tensor.shape.map(String.init).joined(separator: ",")
            bytes += Array("\(name)[\(shape)]".utf8) + tensor.bytes
        }
        #expect(file.order.count == tensors)
        #expect(SHA256Digest.hexadecimal(of: bytes) == digest)
    }
}
