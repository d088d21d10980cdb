import Files
import Foundation
import SeededInputs

/// Feeds damaged inputs to one parser after the other's kind: `Fuzz PARSER [--seconds 10] [--seed 1]`, `Fuzz PARSER --case FILE` for one
/// input again, `Fuzz --list`.
///
/// An input may be read or refused. A trap, more than 512 MB or two seconds end the program; the input is then in
/// `fuzz/PARSER.case` of the working folder's `.build`.
@main
struct FuzzProgram {
    static func main() throws {
        let words = Array(CommandLine.arguments.dropFirst())
        if words == ["--list"] {
            print(FuzzTarget.allCases.map(\.rawValue).joined(separator: "\n"))
            return
        }
        guard let name = words.first, let target = FuzzTarget(rawValue: name) else {
            fail("Name a parser: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")).")
        }
        var options: [String: String] = [:]
        for index in stride(from: 1, to: words.count - 1, by: 2) { options[words[index]] = words[index + 1] }
        let place = try FuzzPlace(target.rawValue)
        defer { place.remove() }
        limitMemory()
        if let path = options["--case"] {
            let bytes = try PlainFile.read(path)
            print(try target.outcome(of: bytes, place) ? "\(path) is read." : "\(path) is refused.")
            return
        }
        try run(
            target, place, seconds: options["--seconds"].flatMap(Double.init) ?? 10,
            seed: options["--seed"].flatMap(UInt64.init) ?? 1)
    }

    private static func run(_ target: FuzzTarget, _ place: FuzzPlace, seconds: Double, seed: UInt64) throws {
        var mutator = Mutator(seeds: try target.seeds(place), seed: seed)
        let recorder = try CaseRecorder(place.record)
        let end = Date(timeIntervalSinceNow: seconds)
        var (cases, read) = (0, 0)
        while Date() < end {
            for _ in 0..<16 {
                let bytes = target.mended(mutator.next())
                recorder.record(bytes)
                alarm(2)
                if try target.outcome(of: bytes, place) { read += 1 }
                cases += 1
            }
        }
        alarm(0)
        recorder.remove()
        print("\(target.rawValue): \(cases) inputs, \(read) read, \(cases - read) refused, seed \(seed)")
    }

    /// What a file of a few kilobytes has no reason to ask for.
    private static func limitMemory() {
        var limit = rlimit(rlim_cur: 512 << 20, rlim_max: 512 << 20)
        setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit)
    }

    private static func fail(_ sentence: String) -> Never {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
        exit(64)
    }
}

/// Where inputs lie that are read from a file, in memory where there is such a folder.
struct FuzzPlace {
    /// The file that keeps the last input.
    let record: String
    /// Of the inputs that are read from files.
    let path: String

    init(_ name: String) throws {
        record = ".build/fuzz/\(name).case"
        path = (PathKind(of: "/dev/shm") == .folder ? "/dev/shm" : NSTemporaryDirectory()) + "/fuzz-\(getpid())"
        for path in [".build/fuzz", path] {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
    }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file with these bytes, written over the last of that name.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = path + "/" + name
        let descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY, 0o600)
        guard descriptor >= 0, write(descriptor, bytes, bytes.count) == bytes.count, close(descriptor) == 0 else {
            throw POSIXError(.EIO)
        }
        return path
    }
}

/// Keeps the input that is being read, whatever becomes of the program.
private final class CaseRecorder {
    private let path: String
    private let descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_CREAT | O_TRUNC | O_RDWR, 0o600)
        guard descriptor >= 0 else { throw POSIXError(.EIO) }
    }

    func record(_ bytes: [UInt8]) {
        _ = pwrite(descriptor, bytes, bytes.count, 0)
        ftruncate(descriptor, off_t(bytes.count))
    }

    func remove() {
        close(descriptor)
        unlink(path)
    }
}
