import Files
import Foundation
import Glibc

/// A training run on the disk, and the exclusive right to write to it.
///
/// ```
/// lock                 held by the trainer; its process id
/// configuration.json   every choice of the run
/// status.json          the trainer's own account, renewed every few seconds
/// control              a viewer's request: pause, resume or stop
/// events/              TensorBoard event files
/// replay/              the replay memory
/// checkpoint/          update-0001200.safetensors and the one before it; latest → the newest complete one
/// weights/             update-0001000.safetensors …, for looking back
/// weights.safetensors  the result, once there is one
/// ```
package final class RunFolder {
    /// The folder.
    package let path: String
    /// What viewers and signals ask.
    package let commands: RunCommands
    /// The trainer's account of itself.
    package let status: StatusWriter
    /// How the kept weights are thinned.
    package var retention = WeightRetention()
    private let lock: RunLock

    /// Whether `path` holds a run.
    package static func holdsRun(_ path: String) -> Bool {
        access((path + "/configuration.json").systemPath, F_OK) == 0
    }

    /// Begins a run in `path`, which is created where it is missing.
    ///
    /// - Parameters:
    ///   - path: the folder.
    ///   - configuration: every choice of the run, written to `configuration.json`.
    /// - Throws: `RunError` where there already is a run, another trainer is at work or the folder cannot be written.
    package static func create(_ path: String, configuration: some Encodable) throws -> RunFolder {
        if PathKind(of: path) == .file { throw RunError.notAFolder(path: path) }
        do {
            try Folder.create(path)
        } catch {
            throw RunError.inaccessible(path: path, reason: "it cannot be created")
        }
        let lock = try RunLock(folder: path)
        guard !holdsRun(path) else { throw RunError.exists(folder: path) }
        // A new run would take its checkpoints away.
        guard remains(in: path) == nil else { throw missingConfiguration(path) }
        let run = try RunFolder(path, lock)
        // Last, so that a run that could not begin leaves a folder in which it can.
        try run.writeConfiguration(configuration)
        return run
    }

    /// Takes back `create` where the run could not begin after all: the folder holds no run then.
    func abandon() {
        status.end()
        unlink((path + "/configuration.json").systemPath)
        unlink((path + "/status.json").systemPath)
    }

    /// Opens the run in `path` to go on with it.
    ///
    /// - Throws: `RunError` where there is no run or another trainer is at work.
    package static func open(_ path: String) throws -> RunFolder {
        guard holdsRun(path) else { throw missingConfiguration(path) }
        return try RunFolder(path, RunLock(folder: path))
    }

    private static func missingConfiguration(_ path: String) -> RunError {
        remains(in: path).map { .lostConfiguration(folder: path, weights: $0) } ?? .notARun(folder: path)
    }

    private init(_ path: String, _ lock: RunLock) throws {
        self.path = path
        self.lock = lock
        for name in ["checkpoint", "weights", "replay", "events"] {
            let folder = path + "/" + name
            guard mkdir(folder.systemPath, 0o755) == 0 || errno == EEXIST else {
                throw RunError.inaccessible(path: folder, reason: systemErrorText(errno))
            }
        }
        for folder in [path, path + "/checkpoint", path + "/weights"] { Self.removeLeftovers(in: folder) }
        commands = RunCommands(folder: path)
        var account = RunStatus()
        // Until the trainer says more, what was last said of the run holds: it may yet refuse to go on.
        if let former = try? RunStatus.read(path) {
            account.state = former.state
            account.message = former.message
            account.updates = former.updates
            account.targetUpdates = former.targetUpdates
            account.lastCheckpoint = former.lastCheckpoint
        }
        status = try StatusWriter(folder: path, status: account)
    }

    deinit { status.end() }

    /// Gives the last account of the run and lets no further one be given.
    package func end(_ state: RunState, message: String = "") {
        status.update {
            $0.state = state
            $0.message = message
        }
        status.end()
    }

    /// Where the replay memory's files are.
    package var replayFolder: String { path + "/replay" }
    /// Where event files are.
    package var eventsFolder: String { path + "/events" }
    /// The result of the run.
    package var finalWeightsPath: String { path + "/weights.safetensors" }

    /// Half-written files of a trainer that was killed.
    private static func removeLeftovers(in folder: String) {
        for name in names(in: folder) where name.hasPrefix(".ministyler-") && name.hasSuffix(".tmp") {
            unlink((folder + "/" + name).systemPath)
        }
    }

    // MARK: Configuration

    /// Writes `configuration.json` anew.
    package func writeConfiguration(_ configuration: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(encoder.encode(configuration)), to: path + "/configuration.json")
    }

    /// Reads `configuration.json` of the run in `path`. Throws `RunError`.
    package static func readConfiguration<Configuration: Decodable>(
        _ type: Configuration.Type, from path: String
    ) throws -> Configuration {
        let file = path + "/configuration.json"
        let bytes: [UInt8]
        do {
            bytes = try PlainFile.read(file, limit: 1 << 16)
        } catch FileError.missing {
            throw missingConfiguration(path)
        } catch {
            throw RunError.unusable(file, error)
        }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch let DecodingError.keyNotFound(key, _) {
            throw RunError.damaged(path: file, reason: "\(key.stringValue) is missing")
        } catch {
            throw RunError.damaged(path: file, reason: "it is not a run's configuration")
        }
    }

    // MARK: Checkpoints

    /// A checkpoint that was read back.
    package struct Checkpoint: Sendable {
        /// The updates made before it.
        package let update: Int
        /// The file.
        package let path: String
        /// Its content.
        package let file: TensorFile
        /// Newer checkpoints that could not be read, each with the reason.
        package let damaged: [String]
    }

    /// Writes the checkpoint of `update`; when it is complete and on the disk, all but it and the one before are removed.
    ///
    /// The file appears whole or not at all, whenever the process ends. Throws `FileError` or `RunError`; the checkpoints
    /// before are untouched then.
    package func writeCheckpoint(_ file: TensorFile, update: Int) throws {
        let folder = path + "/checkpoint"
        let name = Self.fileName(update)
        try Safetensors.write(file, to: folder + "/" + name)
        try Self.link(folder + "/latest", to: name)
        // Numbers beyond this one belong to a future that was given up by going back.
        let others = Self.updates(in: folder).filter { $0 != update }
        let previous = others.last { $0 < update }
        for other in others where other != previous { unlink((folder + "/" + Self.fileName(other)).systemPath) }
        status.update { $0.lastCheckpoint = update }
    }

    /// The newest checkpoint that can be read; nil where none was ever written.
    ///
    /// - Throws: `RunError.noCheckpoint` where there are some and none can be read.
    package func latestCheckpoint() throws -> Checkpoint? {
        let folder = path + "/checkpoint"
        var damaged: [String] = []
        for update in Self.updates(in: folder).reversed() {
            let file = folder + "/" + Self.fileName(update)
            do {
                return Checkpoint(update: update, path: file, file: try Safetensors.read(file), damaged: damaged)
            } catch {
                damaged.append("\(error)")
            }
        }
        guard let reason = damaged.first else { return nil }
        throw RunError.noCheckpoint(folder: path, reason: reason)
    }

    // MARK: Weights

    /// Keeps the weights of `update` for looking back, and thins the older ones by `retention`.
    package func writeWeights(_ file: TensorFile, update: Int) throws {
        let folder = path + "/weights"
        try Safetensors.write(file, to: folder + "/" + Self.fileName(update))
        let updates = Self.updates(in: folder)
        for dropped in Set(updates).subtracting(retention.kept(of: updates)) {
            unlink((folder + "/" + Self.fileName(dropped)).systemPath)
        }
    }

    /// Writes the result of the run.
    package func writeFinalWeights(_ file: TensorFile) throws { try Safetensors.write(file, to: finalWeightsPath) }

    /// The kept weights of the run in `path`, oldest first.
    package static func weights(in path: String) -> [(update: Int, path: String)] {
        updates(in: path + "/weights").map { ($0, path + "/weights/" + fileName($0)) }
    }

    // MARK: File names

    private static func fileName(_ update: Int) -> String {
        let digits = String(update)
        return "update-" + String(repeating: "0", count: max(0, 7 - digits.count)) + digits + ".safetensors"
    }

    private static func update(ofFileName name: String) -> Int? {
        guard name.hasPrefix("update-"), name.hasSuffix(".safetensors") else { return nil }
        return Int(name.dropFirst("update-".count).dropLast(".safetensors".count))
    }

    private static func updates(in folder: String) -> [Int] {
        names(in: folder).compactMap { update(ofFileName: $0) }.sorted()
    }

    private static func names(in folder: String) -> [String] {
        (try? Folder.names(in: folder)) ?? []
    }

    /// A symbolic link that always leads somewhere: made beside the old one and renamed over it.
    private static func link(_ path: String, to target: String) throws {
        let temporary = path + ".new"
        unlink(temporary.systemPath)
        guard symlink(target.systemPath, temporary.systemPath) == 0,
            rename(temporary.systemPath, path.systemPath) == 0
        else {
            throw RunError.inaccessible(path: path, reason: systemErrorText(errno))
        }
    }
}

/// The exclusive right to write to a run folder, held until the process ends or lets go of it.
///
/// The right is a lock of the operating system on the file `lock`; the process id in it is for messages only, so that a
/// killed trainer's file stops nobody.
final class RunLock {
    private let descriptor: Int32

    /// Takes the lock of `folder`; throws `RunError.inUse` where another trainer holds it.
    init(folder: String) throws {
        let path = folder + "/lock"
        let descriptor = open(path.systemPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw RunError.inaccessible(path: path, reason: systemErrorText(errno)) }
        var status: Int32
        repeat { status = flock(descriptor, LOCK_EX | LOCK_NB) } while status != 0 && errno == EINTR
        guard status == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else {
                throw RunError.inaccessible(path: path, reason: systemErrorText(code))
            }
            let text = smallFile(path)?.split(whereSeparator: \.isWhitespace).first
            throw RunError.inUse(folder: folder, process: text.flatMap { Int32($0) })
        }
        let text = Array("\(getpid())\n".utf8)
        guard ftruncate(descriptor, 0) == 0, pwrite(descriptor, text, text.count, 0) == text.count else {
            let code = errno
            close(descriptor)
            throw RunError.inaccessible(path: path, reason: systemErrorText(code))
        }
        // Last: an initialiser that throws when all is set runs deinit, which would close a second time.
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }
}
