import Foundation
import Testing

@testable import Files

/// Small files that ask for much memory or time, and large ones with nothing in them: refused in a sentence, soon.
@Suite(.timeLimit(.minutes(1))) struct CostlyTensorFileTests {
    private func complaint(_ read: () throws -> TensorFile) -> String {
        do {
            _ = try read()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    /// What reading a checkpoint of these pickle instructions says.
    private func complaint(content: [UInt8]) throws -> String {
        let scratch = try Scratch()
        let path = try scratch.file("a.pth", LegacyCheckpoint.bytes(content: content))
        return complaint { try PyTorchCheckpoint.read(path) }
    }

    @Test func extentsBesideAZeroCountToo() throws {
        let scratch = try Scratch()
        let shapes = [
            [0, 1 << 40, 1 << 40], [1 << 40, 0, 1 << 40], [1 << 62, 0], [0, .max], [Int](repeating: 1, count: 65),
        ]
        for shape in shapes {
            let strides = [Int](repeating: 1, count: shape.count)
            let checkpoint = try scratch.file("a.pth", LegacyCheckpoint.bytes((0, shape, strides), storage: [1]))
            #expect(complaint { try PyTorchCheckpoint.read(checkpoint) }.contains("impossible shape"), "\(shape)")
            let bytes = shape.contains(0) ? 0 : 4
            let header = #"{"a":{"dtype":"F32","shape":\#(shape),"data_offsets":[0,\#(bytes)]}}"#
            let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
            let tensors = try scratch.file(
                "a.safetensors", length + Array(header.utf8) + [UInt8](repeating: 0, count: bytes))
            #expect(complaint { try Safetensors.read(tensors) }.contains("impossible shape"), "\(shape)")
        }
        let empty = LegacyCheckpoint.bytes((0, [0, 1 << 20, 1 << 20], [1, 1, 1]), storage: [1])
        #expect(try PyTorchCheckpoint.read(scratch.file("b.pth", empty))["tensor"]?.shape == [0, 1 << 20, 1 << 20])
    }

    @Test func sharedDictionariesDoNotMultiplyTheirNames() throws {
        // 1, then eighteen dictionaries of twice the one before, under two long keys: 2^18 names of 4,500 bytes.
        var content: [UInt8] = [0x4B, 1, 0x71, 0]
        for level in UInt8(1)...18 {
            content.append(0x7D)
            for letter in "ab".utf8 {
                content += [0x55, 250] + [UInt8](repeating: letter, count: 250) + [0x68, level - 1, 0x73]
            }
            content += [0x71, level]
        }
        #expect(try complaint(content: content).contains("take more than 256 MiB"))
    }

    @Test func sharedDictionariesAreNotWalkedOverWithoutEnd() throws {
        // One dictionary of 20,000 equal keys, below ten tuples of four times the one before.
        var content: [UInt8] = [0x7D, 0x28]
        for _ in 0..<20_000 { content += [0x4B, 1, 0x4B, 1] }
        content += [0x75, 0x71, 0]
        for level in UInt8(1)...10 {
            content += [0x28] + [0x68, level - 1, 0x68, level - 1, 0x68, level - 1, 0x68, level - 1, 0x74, 0x71, level]
        }
        #expect(try complaint(content: content).contains("take more than 256 MiB"))
    }

    @Test func aSharedListIsNotMadeADictionaryWithoutEnd() throws {
        // OrderedDict([(1, 1), … 10,000 times]), 10,000 times over.
        var content: [UInt8] = [0x5D, 0x28]
        for _ in 0..<10_000 { content += [0x4B, 1, 0x4B, 1, 0x86] }
        content += [0x65, 0x85, 0x71, 0] + Array("ccollections\nOrderedDict\n".utf8) + [0x71, 1]
        for _ in 0..<10_000 { content += [0x68, 1, 0x68, 0, 0x52] }
        #expect(try complaint(content: content).contains("take more than 256 MiB"))
    }

    @Test func oneStorageBecomesNoManyTensors() throws {
        let scratch = try Scratch()
        let count = 1 << 20
        var bytes = LegacyCheckpoint.bytes((0, [count], [1]), storage: [Float](repeating: 1, count: count))
        // REDUCE of the tensor, then STOP: it is remembered and put into a list a hundred times.
        let reduce = try #require(bytes.firstRange(of: [0x89, 0x4E, 0x74, 0x52, 0x2E]))
        let list: [UInt8] = [0x71, 0, 0x28] + (0..<100).flatMap { _ in [UInt8](arrayLiteral: 0x68, 0) } + [0x6C]
        bytes.insert(contentsOf: list, at: reduce.upperBound - 1)
        let path = try scratch.file("a.pth", bytes)
        #expect(complaint { try PyTorchCheckpoint.read(path) }.contains("many times the file's size"))
    }

    @Test func aLongNameMakesNoLongSentence() throws {
        let name = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        let sentence = try complaint(content: Array("cposix\n".utf8) + name + [0x0A])
        #expect(sentence.contains("asks to run posix.xxx") && sentence.utf8.count < 2000)
    }

    @Test func whatMemoryDoesNotHoldIsNotRead() throws {
        // Sparse files: a terabyte each, in a few blocks of the disk.
        let scratch = try Scratch()
        let size = 1 << 40
        let header = #"{"a":{"dtype":"U8","shape":[\#(size)],"data_offsets":[0,\#(size)]}}"#
        let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
        let tensors = try scratch.file("a.safetensors", length + Array(header.utf8))
        let checkpoint = try scratch.file("a.pth", LegacyCheckpoint.bytes(content: [0x7D]))
        let listing = try scratch.file("a.json", Array("{".utf8))
        for path in [tensors, checkpoint, listing] {
            let start = try ReadableFile(path).count
            try #require(truncate(path, off_t(start + size)) == 0)
        }
        #expect(complaint { try Safetensors.read(tensors) }.contains("takes 1024.0 GiB of memory"))
        #expect(complaint { try PyTorchCheckpoint.read(checkpoint) }.contains("takes 1024.0 GiB of memory"))
        #expect(throws: FileError.self) { try PlainFile.read(listing) }
    }
}
