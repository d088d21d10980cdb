import Testing

@testable import Files

/// Damaged files must give an error or a result, never a crash; seeds are fixed, so that a crash can be found again.
@Suite struct MutationTests {
    /// Changes, removes, repeats or inserts a few bytes, mostly near the start where the headers are.
    private func mutated(_ bytes: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var result = bytes
        let telling: [UInt8] = [0, 1, 0x7F, 0x80, 0xFF]
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !result.isEmpty {
            let end = Bool.random(using: &generator) ? min(result.count, 256) : result.count
            let place = Int.random(in: 0..<end, using: &generator)
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: result[place] = telling.randomElement(using: &generator) ?? 0
            case 1: result[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
            case 2: result.removeSubrange(place..<min(result.count, place + Int.random(in: 1...8, using: &generator)))
            case 3: result.insert(UInt8.random(in: 0...255, using: &generator), at: place)
            case 4: result.insert(contentsOf: result[place..<min(result.count, place + 16)], at: place)
            default: result[place] = UInt8.random(in: 0...255, using: &generator)
            }
        }
        return result
    }

    private func mutate(_ name: String, rounds: Int, seed: UInt64, _ read: ([UInt8]) throws -> Void) throws {
        let bytes = try Fixture.bytes(name)
        var generator = SeededGenerator(seed: seed)
        var refused = 0
        for _ in 0..<rounds {
            do { try read(mutated(bytes, &generator)) } catch is FileError { refused += 1 }
        }
        #expect(refused > rounds / 10, "\(name): only \(refused) of \(rounds) damaged files were refused")
    }

    @Test(arguments: ["rgb8.png", "rgb8-interlaced.png", "palette8-trns.png", "profile.png", "rgba16.png"])
    func damagedPNGNeverCrashes(name: String) throws {
        try mutate(name, rounds: 300, seed: 1) { bytes in
            _ = try Picture(decoding: Self.withRightChecksums(bytes), named: name)
        }
    }

    @Test(arguments: ["rgb.jpg", "progressive.jpg", "ycck-adobe.jpg", "profile-three-parts.jpg", "sampling-4x2.jpg"])
    func damagedJPEGNeverCrashes(name: String) throws {
        try mutate(name, rounds: 300, seed: 2) { _ = try Picture(decoding: $0, named: name) }
    }

    @Test func damagedEXIFOfPNGNeverCrashes() throws {
        var generator = SeededGenerator(seed: 6)
        let whole = Array(JPEGReadingTests.exif(orientation: 6, bigEndian: true).dropFirst(10))
        let file = try Pattern.quarters.encodedPNG()
        for _ in 0..<300 {
            let chunk = DeepPNG.chunk("eXIf", mutated(whole, &generator))
            let picture = try Picture(decoding: Array(file[..<33]) + chunk + Array(file[33...]), named: "a")
            #expect(picture.width == 32 && picture.height == 32)
        }
    }

    @Test func damagedProfilesNeverCrash() throws {
        var generator = SeededGenerator(seed: 8)
        for profile in [HandmadeProfile.rgb(), HandmadeProfile.grey(gamma: 2)] {
            for _ in 0..<500 {
                var damaged = mutated(profile, &generator)
                if damaged.count >= 4 {
                    damaged.replaceSubrange(0..<4, with: DeepPNG.bigEndian(UInt32(damaged.count)))
                }
                guard let fitting = ICCProfile.fitting(damaged, isGrey: true) else { continue }
                let (colours, _) = DecodedPixels.finished(
                    Pattern.quarters.rgb, channels: 3, profile: fitting)
                #expect(colours.count == Pattern.quarters.rgb.count)
            }
        }
    }

    @Test func damagedSafetensorsNeverCrash() throws {
        let scratch = try Scratch()
        try mutate("reference.safetensors", rounds: 1000, seed: 3) {
            _ = try Safetensors.read(scratch.file("a", $0))
        }
    }

    @Test(arguments: ["zip.pth", "legacy.pth", "legacy-protocol5.pth"])
    func damagedCheckpointsNeverCrash(name: String) throws {
        let scratch = try Scratch()
        try mutate(name, rounds: 300, seed: 4) { _ = try PyTorchCheckpoint.read(scratch.file("a", $0)) }
    }

    @Test func damagedRecipesNeverCrash() throws {
        let scratch = try Scratch()
        try mutate("recipe-ztxt-last.png", rounds: 300, seed: 5) {
            let path = try scratch.file("a.png", Self.withRightChecksums($0))
            _ = try Recipe.read(from: path)
        }
    }

    /// Mends each chunk's checksum, so that the damage is seen by what lies behind that check.
    private static func withRightChecksums(_ bytes: [UInt8]) -> [UInt8] {
        var result = bytes
        var offset = 8
        while offset + 12 <= result.count {
            let length = Int(result.bigEndian32(at: offset))
            guard length <= result.count - offset - 12 else { break }
            var checksum: UInt32 = 0xFFFF_FFFF
            for byte in result[offset + 4..<offset + 8 + length] {
                checksum ^= UInt32(byte)
                for _ in 0..<8 { checksum = checksum >> 1 ^ (checksum & 1 == 0 ? 0 : 0xEDB8_8320) }
            }
            withUnsafeBytes(of: (~checksum).bigEndian) {
                result.replaceSubrange(offset + 8 + length..<offset + 12 + length, with: $0)
            }
            offset += 12 + length
        }
        return result
    }
}
