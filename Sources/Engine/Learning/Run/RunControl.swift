import Files
import Glibc

/// What a viewer asks of a trainer through the file `control` of its run folder: one word, taken away when it is obeyed.
package enum RunControl: String, Sendable, CaseIterable {
    /// Wait after the present update.
    case pause
    /// Go on.
    case resume
    /// Write a checkpoint and end.
    case stop

    /// Leaves the request for the trainer of `folder`; it takes the place of one not yet obeyed. Throws `RunError`.
    package static func request(_ control: RunControl, folder: String) throws {
        let path = folder + "/control"
        do {
            try AtomicFile.write(Array((control.rawValue + "\n").utf8), to: path)
        } catch {
            throw RunError.unusable(path, error)
        }
    }

    /// Asks the trainer of `folder` to wait. Throws `RunError`.
    package static func pause(_ folder: String) throws { try request(.pause, folder: folder) }
    /// Asks the trainer of `folder` to go on. Throws `RunError`.
    package static func resume(_ folder: String) throws { try request(.resume, folder: folder) }
    /// Asks the trainer of `folder` to write a checkpoint and end. Throws `RunError`.
    package static func stop(_ folder: String) throws { try request(.stop, folder: folder) }

    /// Takes the request away; nil where there is none. Other words than these are taken away and ignored.
    static func take(from folder: String) -> RunControl? {
        let path = folder + "/control"
        // Renaming before reading: a request that is made meanwhile stays for the next time.
        let taken = folder + "/control.taken"
        guard rename(path.systemPath, taken.systemPath) == 0 else { return nil }
        defer { unlink(taken.systemPath) }
        return smallFile(taken)?.split(whereSeparator: \.isWhitespace).first.flatMap {
            RunControl(rawValue: String($0))
        }
    }
}
