import Testing

@testable import Files

@Suite struct SafetensorsTests {
    /// A file with this header and `count` bytes of data.
    private func file(_ header: String, dataBytes count: Int, in scratch: Scratch) throws -> String {
        let length = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Array($0) }
        return try scratch.file(
            "a.safetensors", length + Array(header.utf8) + [UInt8](repeating: 0, count: count))
    }

    @Test func filesOfTheReferenceImplementationAreRead() throws {
        let file = try Safetensors.read(Fixture.path("reference.safetensors"))
        #expect(file.metadata == ["k": "v"])
        #expect(file["a"] == StoredTensor(shape: [4, 6], values: (0..<24).map { Float($0) - 3.5 }))
        #expect(file["b"]?.integers == [1, 2])
        #expect(file["c"]?.dtype == "F16" && file["c"]?.values == [1.5])
        #expect(file["d"]?.shape == [] && file["d"]?.elementType == .boolean && file["d"]?.values == [1])
        #expect(Set(file.order) == ["a", "b", "c", "d"])
    }

    @Test func everythingRoundTripsAndTheSameContentGivesTheSameBytes() throws {
        let scratch = try Scratch()
        var file = TensorFile(metadata: ["quote\"\\": "line\nü\u{1}\u{1F600}", "a": ""])
        file["weights"] = StoredTensor(shape: [2, 3], values: [1, -2, .infinity, 4, .leastNonzeroMagnitude, -0.0])
        file["counter"] = StoredTensor(shape: [], unsignedIntegers: [.max])
        file["steps"] = StoredTensor(shape: [2], integers: [.min, 1 << 62 + 1])
        file["picture"] = StoredTensor(shape: [1, 3], elementType: .uint8, bytes: [0, 128, 255])
        file["nothing"] = StoredTensor(shape: [0, 4], values: [])
        let path = scratch.path("a.safetensors")
        try Safetensors.write(file, to: path)
        let read = try Safetensors.read(path)
        #expect(read.tensors == file.tensors && read.metadata == file.metadata)
        #expect(read.order == ["counter", "steps", "nothing", "weights", "picture"])
        let bytes = try ReadableFile(path).bytes()
        #expect(bytes.littleEndian64(at: 0) % 8 == 0)
        var reordered = TensorFile(metadata: file.metadata)
        for name in file.order.reversed() { reordered[name] = file[name] }
        try Safetensors.write(reordered, to: path)
        #expect(try ReadableFile(path).bytes() == bytes)
    }

    @Test func everyElementTypeBecomesFloats() {
        func values(_ type: ElementType, _ bytes: [UInt8]) -> [Float] {
            StoredTensor(shape: [bytes.count / type.byteCount], elementType: type, bytes: bytes).values
        }
        #expect(values(.float64, [0, 0, 0, 0, 0, 0, 0xF8, 0xBF]) == [-1.5])
        #expect(values(.float16, [0x01, 0x00, 0xFF, 0x7B]) == [5.9604645e-08, 65504])
        #expect(values(.bfloat16, [0xC0, 0x3F]) == [1.5])
        #expect(values(.int64, [0xFE, 255, 255, 255, 255, 255, 255, 255]) == [-2])
        #expect(values(.int32, [0, 0, 0, 0x80]) == [-2_147_483_648])
        #expect(values(.int16, [0, 0x80]) == [-32768] && values(.uint16, [0, 0x80]) == [32768])
        #expect(values(.int8, [0x80]) == [-128] && values(.uint8, [0x80]) == [128])
        #expect(values(.uint32, [255, 255, 255, 255]) == [4_294_967_296])
        #expect(values(.uint64, [0, 0, 0, 0, 0, 0, 0, 0x80]) == [9_223_372_036_854_775_808])
        #expect(values(.boolean, [0, 1]) == [0, 1])
    }

    @Test func everyBrokenHeaderIsNamedByItsBug() throws {
        let scratch = try Scratch()
        let good = #""dtype":"F32","shape":[1],"data_offsets":[0,4]"#
        let cases: [(header: String, data: Int, bug: String)] = [
            ("{\"a\":{\(good)},\"a\":{\(good)}}", 4, "appears twice"),
            ("{\"a\":{\(good)},\"b\":{\(good)}}", 4, "overlaps another"),
            ("{\"a\":{\(good)}}", 8, "4 bytes belong to no tensor"),
            ("{\"a\":{\(good)}}", 3, "ends at byte 4 of 3"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8, "gap before"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 8, "data offsets [4, 0]"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}"#, 8, "data offsets"),
            (#"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4, "needs 8"),
            (
                #"{"a":{"dtype":"F8_E4M3","shape":[4],"data_offsets":[0,4]}}"#, 4,
                "of the type F8_E4M3, which is not supported"
            ),
            (#"{"a":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}"#, 8, "of the type C64, which is not supported"),
            (#"{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}"#, 0, "impossible shape"),
            (#"{"a":{"dtype":"F32","shape":[99999999999999999999],"data_offsets":[0,0]}}"#, 0, "too large"),
            (#"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4, "no whole number"),
            (#"{"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}}"#, 4, "at byte"),
            (#"{"a":{"dtype":"F32","data_offsets":[0,4]}}"#, 4, "lacks one of"),
            (#"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":y}}"#, 4, "no value"),
            ("{\"a\":{\"x\":\(String(repeating: "[", count: 100_000))", 4, "nested without end"),
            (#"{"__metadata__":{"a":1}}"#, 0, "at byte"),
            (#"{"a":"#, 0, "at byte"),
            (#"{"\ud800":1}"#, 0, "surrogate"),
            ("{} {}", 0, "more text"),
        ]
        for (header, data, bug) in cases {
            let path = try file(header, dataBytes: data, in: scratch)
            #expect(throws: FileError.self) { try Safetensors.read(path) }
            do {
                _ = try Safetensors.read(path)
            } catch {
                #expect("\(error)".contains(path) && "\(error)".contains(bug), "\(error)")
            }
        }
    }

    @Test func whatIsNotKnownIsPassedOver() throws {
        let scratch = try Scratch()
        let header = """
            {"__metadata__":null,"a":{"x":[1,{"y":null,"z":"}"},-2.5e3,true],"dtype":"F32","shape":[1],\
            "data_offsets":[0,4],"w":{}}}
            """
        let read = try Safetensors.read(file(header, dataBytes: 4, in: scratch))
        #expect(read.metadata.isEmpty && read["a"] == StoredTensor(shape: [1], values: [0]))
    }

    @Test func filesThatAreSomethingElseAreNamed() throws {
        let scratch = try Scratch()
        #expect(throws: FileError.missing(path: "/no/such")) { try Safetensors.read("/no/such") }
        let empty = try scratch.file("empty", [])
        #expect(throws: FileError.empty(path: empty)) { try Safetensors.read(empty) }
        let picture = Fixture.path("rgb8.png")
        #expect(throws: FileError.notTensors(path: picture, format: "safetensors")) { try Safetensors.read(picture) }
        let long = try scratch.file("long", [255, 255, 255, 255, 255, 255, 255, 255, UInt8(ascii: "{")])
        #expect(throws: FileError.notTensors(path: long, format: "safetensors")) { try Safetensors.read(long) }
        let cut = try scratch.file("cut", [100, 0, 0, 0, 0, 0, 0, 0, UInt8(ascii: "{")])
        #expect(throws: FileError.self) { try Safetensors.read(cut) }
    }
}
