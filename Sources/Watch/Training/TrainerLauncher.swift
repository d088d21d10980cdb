import Engine
import Files
import Foundation
import Screens

/// Starts trainers as processes of their own, after a look at what they are to read. Every call may take long; none is
/// for the UI thread.
struct TrainerLauncher: Sendable {
    /// The file in the run folder that a trainer's output is appended to.
    static let logName = "train.log"

    /// The executable whose verb `train` is called.
    let program: String

    /// A trainer that was started.
    struct Started: Sendable, Equatable {
        /// The run folder, resolved.
        let folder: String
        let process: Int32
        /// What was there before, and is restored where the run cannot begin.
        let former: RunFolderSnapshot
    }

    /// This process's own program; also right after its file has been replaced by a newer one.
    static var ownProgram: String {
        let link = LinkTarget.of("/proc/self/exe")
        let path = link ?? CommandLine.arguments.first ?? "ministyler"
        let suffix = " (deleted)"
        return path.hasSuffix(suffix) ? String(path.dropLast(suffix.count)) : path
    }

    /// Starts the trainer that a form asks for.
    ///
    /// - Throws: `TrainingForm.Refusal` where a field cannot be used.
    func start(_ form: TrainingForm) throws -> Started {
        let arguments = try form.arguments()
        if form.purpose == .new { try check(form) }
        let former = RunFolderSnapshot(form.folder)
        do {
            try Folder.create(form.folder)
        } catch {
            former.restore()
            throw TrainingForm.Refusal(
                field: .folder,
                sentence: "\(form.folder) cannot be made; name a folder in a place that can be written to.")
        }
        let folder = ResolvedPath.of(form.folder)
        do {
            let process = try DetachedProcess.start(
                program, arguments: arguments, log: folder + "/" + Self.logName)
            return Started(folder: folder, process: process, former: former)
        } catch {
            former.restore()
            throw TrainingForm.Refusal(field: form.focus, sentence: "\(error).")
        }
    }

    /// Waits for the end of a trainer. Where its run could not begin, the folder is left as it was before.
    func wait(_ started: Started) -> TrainerOutcome {
        let status = DetachedProcess.wait(started.process)
        let message = Self.lastWords(started.folder + "/" + Self.logName, after: started.former.logLength ?? 0)
        let hasBegun = RunFolder.holdsRun(started.folder)
        if !hasBegun { started.former.restore() }
        return TrainerOutcome(
            folder: started.folder, isOrderly: status == 0, hasBegun: hasBegun,
            message: message ?? status.map { "it ended with status \($0)" } ?? "a signal ended it")
    }

    private func check(_ form: TrainingForm) throws {
        for (field, role) in [(TrainingField.content, "content"), (.style, "style")] {
            do {
                _ = try ImageFolder(form.value(field), role: role, minimumCount: 2)
            } catch {
                throw TrainingForm.Refusal(field: field, sentence: "\(error).")
            }
        }
        if RunFolder.holdsRun(form.folder) {
            throw TrainingForm.Refusal(
                field: .folder,
                sentence: "\(form.folder) already holds a run; name another folder, or go on with that run (R).")
        }
        let network = form.value(.lossNetwork)
        if network.isEmpty {
            guard LossNetwork.defaultPath() != nil else {
                throw TrainingForm.Refusal(
                    field: .lossNetwork,
                    sentence: "No loss network comes with the program yet; name one that convert --loss-network made.")
            }
        }
        if let precision = Precision(rawValue: form.value(.precision)), !precision.isSupported {
            throw TrainingForm.Refusal(
                field: .precision,
                sentence: "This processor does not compute in \(precision.rawValue); choose another precision.")
        }
        for field in [TrainingField.lossNetwork, .initialWeights] where !form.value(field).isEmpty {
            guard PathKind(of: form.value(field)) == .file else {
                throw TrainingForm.Refusal(
                    field: field, sentence: "There is no file \(form.value(field)); name a safetensors file.")
            }
        }
    }

    /// The last line of a log behind its first bytes, without the program's name in front.
    static func lastWords(_ path: String, after start: Int = 0) -> String? {
        guard let size = try? FileSize.bytes(of: path),
            let bytes = try? PlainFile.read(path, from: max(start, size - 4096))
        else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        // Wrong usage is explained first and followed by the usage.
        let line = lines.first { $0.hasPrefix("Error: ") } ?? lines.last { !$0.allSatisfy(\.isWhitespace) }
        guard var line else { return nil }
        for prefix in ["ministyler: ", "Error: "] where line.hasPrefix(prefix) { line = line.dropFirst(prefix.count) }
        return String(line)
    }
}

/// How a trainer that was started here has ended.
struct TrainerOutcome: Equatable, Sendable {
    /// The run folder, resolved.
    let folder: String
    /// Whether it ended in order: all updates made, or stopped.
    let isOrderly: Bool
    /// Whether the run had begun, so that there is something to go on with.
    let hasBegun: Bool
    /// The last thing it said.
    let message: String
}

/// A run folder before its trainer is started, to be restored where the run cannot begin.
struct RunFolderSnapshot: Sendable, Equatable {
    private let folder: String
    /// The folder and those above it that are not there, the innermost first.
    private let missingFolders: [String]
    /// Bytes of the log; nil where there is none.
    let logLength: Int?
    private let hasLock: Bool

    /// `folder` as it is now.
    init(_ folder: String) {
        self.folder = folder
        var missing: [String] = []
        var path = folder
        while PathKind(of: path) == .missing {
            missing.append(path)
            let parent = PathText.parent(of: path)
            if parent == path { break }
            path = parent
        }
        missingFolders = missing
        logLength = try? FileSize.bytes(of: Self.log(in: folder))
        hasLock = PathKind(of: Self.lock(in: folder)) != .missing
    }

    /// Takes away what a trainer that could not begin has left.
    func restore() {
        if let logLength {
            truncate(Self.log(in: folder).systemPath, off_t(logLength))
        } else {
            unlink(Self.log(in: folder).systemPath)
        }
        if !hasLock { unlink(Self.lock(in: folder).systemPath) }
        // Refused by the system where anything else is in one.
        for missing in missingFolders { rmdir(missing.systemPath) }
    }

    private static func log(in folder: String) -> String { folder + "/" + TrainerLauncher.logName }
    private static func lock(in folder: String) -> String { folder + "/lock" }
}
