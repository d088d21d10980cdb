import SeededInputs
import Testing

@testable import Files

/// Damaged files must give an error or a result, never a crash; seeds are fixed, so that a crash can be found again.
@Suite struct MutationTests {
    private func mutate(_ name: String, rounds: Int, seed: UInt64, _ read: ([UInt8]) throws -> Void) throws {
        let bytes = try Fixture.bytes(name)
        var mutator = Mutator(seeds: [bytes], seed: seed)
        var refused = 0
        for _ in 0..<rounds {
            do { try read(mutator.next()) } catch is FileError { refused += 1 }
        }
        #expect(refused > rounds / 10, "\(name): only \(refused) of \(rounds) damaged files were refused")
    }

    @Test(arguments: ["rgb8.png", "rgb8-interlaced.png", "palette8-trns.png", "profile.png", "rgba16.png"])
    func damagedPNGNeverCrashes(name: String) throws {
        try mutate(name, rounds: 300, seed: 1) { bytes in
            _ = try Picture(decoding: PNGChecksums.mended(bytes), named: name)
        }
    }

    @Test(arguments: ["rgb.jpg", "progressive.jpg", "ycck-adobe.jpg", "profile-three-parts.jpg", "sampling-4x2.jpg"])
    func damagedJPEGNeverCrashes(name: String) throws {
        try mutate(name, rounds: 300, seed: 2) { _ = try Picture(decoding: $0, named: name) }
    }

    @Test func damagedEXIFOfPNGNeverCrashes() throws {
        let whole = Array(JPEGReadingTests.exif(orientation: 6, bigEndian: true).dropFirst(10))
        var mutator = Mutator(seeds: [whole], seed: 6)
        let file = try Pattern.quarters.encodedPNG()
        for _ in 0..<300 {
            let chunk = DeepPNG.chunk("eXIf", mutator.next())
            let picture = try Picture(decoding: Array(file[..<33]) + chunk + Array(file[33...]), named: "a")
            #expect(picture.width == 32 && picture.height == 32)
        }
    }

    @Test func damagedProfilesNeverCrash() throws {
        for profile in [HandmadeProfile.rgb(), HandmadeProfile.grey(gamma: 2)] {
            var mutator = Mutator(seeds: [profile], seed: 8)
            for _ in 0..<500 {
                var damaged = mutator.next()
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
            let path = try scratch.file("a.png", PNGChecksums.mended($0))
            _ = try Recipe.read(from: path)
        }
    }
}
