import Files
import Glibc

/// The folder that files are written into.
enum OutputFolder {
    /// Makes `path` and the folders above it where they are missing, and checks that files can be made in it.
    /// `option` is the one that named it.
    static func prepare(_ path: String, option: String = "--output") throws {
        var made = path.hasPrefix("/") ? "/" : ""
        for component in path.split(separator: "/") {
            made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + component
            guard mkdir(made.systemPath, 0o777) != 0 else { continue }
            let code = errno
            if code != EEXIST && !exists(made) { throw failure(path, "cannot be made", code, option) }
        }
        var status = stat()
        guard stat(path.systemPath, &status) == 0 else { throw failure(path, "cannot be used", errno, option) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw CommandError("\(path) is a file, not a folder: choose another folder with \(option).")
        }
        guard access(path.systemPath, W_OK | X_OK) == 0 else {
            throw failure(path, "cannot be written to", errno, option)
        }
    }

    /// The folder of a pair that cannot be made or used; those of others can.
    struct OfPair: Error, CustomStringConvertible {
        let description: String
    }

    /// Makes the folder of a pair within one that is there.
    ///
    /// - Throws: `OfPair`.
    static func prepare(pair path: String) throws {
        let count = AbsolutePath.lastComponent(of: path).systemBytes.count
        guard count <= NAME_MAX else {
            throw OfPair(
                description:
                    "The folder \(path) cannot be made: its name would have \(count) bytes, of at most \(NAME_MAX); "
                    + "give its pictures shorter names")
        }
        do {
            try prepare(path)
        } catch {
            throw OfPair(description: "\(error)")
        }
    }

    private static func exists(_ path: String) -> Bool { access(path.systemPath, F_OK) == 0 }

    private static func failure(_ path: String, _ what: String, _ code: Int32, _ option: String) -> CommandError {
        CommandError(
            "The folder \(path) \(what) (\(String(cString: strerror(code)))): choose another one with \(option).")
    }
}
