import Files
import Glibc

/// What can go wrong around a training run through no fault of the program: one sentence that names the thing and the
/// remedy.
package enum RunError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Another trainer works on the run folder; `process` is its id where it could be read.
    case inUse(folder: String, process: Int32?)
    /// A new run was asked for where one already is.
    case exists(folder: String)
    /// The folder holds no run.
    case notARun(folder: String)
    /// The folder holds what a run has made, but not what that run was; `weights` are the newest it has.
    case lostConfiguration(folder: String, weights: String)
    /// No checkpoint of the run can be read; `reason` tells why for the newest, nil where none was ever written.
    case noCheckpoint(folder: String, reason: String?)
    /// A file of the run cannot be understood.
    case damaged(path: String, reason: String)
    /// A file or folder of the run cannot be read or written; `reason` is the operating system's own word.
    case inaccessible(path: String, reason: String)
    /// There is a file where the run folder is to be.
    case notAFolder(path: String)
    /// The disk lacks room for the replay memory.
    case diskFull(path: String, bytes: Int)
    /// The checkpoint's replay memory was made for other sizes.
    case otherReplayLayout(path: String)
    /// A folder of training images cannot be listed.
    case noImageFolder(folder: String, reason: String)
    /// A folder holds fewer usable images than the run needs.
    case tooFewImages(folder: String, role: String, found: Int, needed: Int, skipped: Int)
    /// Image after image of a folder turned out to be unreadable.
    case unreadableImages(folder: String, example: String)

    /// A file of the run that could not be read or written; `error` tells why.
    static func unusable(_ path: String, _ error: any Error) -> RunError {
        switch error {
        case FileError.notAFile(_, let kind): .inaccessible(path: path, reason: "it is \(kind) and not a regular file")
        case FileError.isFolder: .inaccessible(path: path, reason: "it is a folder")
        case FileError.unreadable(_, let reason), FileError.unwritable(_, let reason):
            .inaccessible(path: path, reason: reason)
        default: .inaccessible(path: path, reason: "\(error)")
        }
    }

    /// One sentence that names the thing and the remedy.
    package var description: String {
        switch self {
        case .inUse(let folder, let process):
            let owner = process.map { "process \($0)" } ?? "another process"
            return "\(folder) is being trained by \(owner); stop that one first or choose another run folder"
        case .exists(let folder):
            return "\(folder) already holds a run; add --resume to go on with it or choose another run folder"
        case .notARun(let folder):
            return "\(folder) holds no run to resume; leave --resume out to begin one there"
        case .lostConfiguration(let folder, let weights):
            return "\(folder) holds a run that has lost its configuration.json; put that back to go on, "
                + "or begin another run in another folder, with --init \(weights)"
        case .noCheckpoint(let folder, let reason):
            let cause = reason.map { "none of its checkpoints can be read: \($0)" } ?? "no checkpoint was written yet"
            return "\(folder) cannot be resumed (\(cause)); begin a new run in another folder"
        case .damaged(let path, let reason):
            return "\(path) is damaged (\(reason)); restore it or begin a new run in another folder"
        case .inaccessible(let path, let reason):
            return "\(path) cannot be used (\(reason)); check its permissions and the disk"
        case .notAFolder(let path):
            return "\(path) is a file; name another place for the run folder"
        case .diskFull(let path, let bytes):
            return "\(path) needs \(max(1, bytes >> 20)) MB more than the disk has; make room or choose another disk"
        case .otherReplayLayout(let path):
            return
                "\(path) was made for images or a network of another size; resume with the options the run began with"
        case .noImageFolder(let folder, let reason):
            return "\(folder) cannot be searched for images (\(reason)); name a folder that holds PNG or JPEG files"
        case .tooFewImages(let folder, let role, let found, let needed, let skipped):
            let rest = skipped > 0 ? " (\(skipped) skipped as unreadable or too small)" : ""
            return "\(folder) holds \(found) usable \(role) images\(rest), at least \(needed) are needed; "
                + "add PNG or JPEG files or name another folder"
        case .unreadableImages(let folder, let example):
            return "image after image in \(folder) cannot be read, \(example) the last of them; check the folder"
        }
    }
}

/// The operating system's own word for an error code.
func systemErrorText(_ code: Int32) -> String { String(cString: strerror(code)) }
