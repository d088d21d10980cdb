import Files
import Glibc

/// Tells a file that was replaced from the one that was read.
struct FileStamp: Equatable {
    let byteCount: Int
    let seconds: Int
    let nanoseconds: Int

    init?(path: String) {
        var information = stat()
        guard stat(path.systemPath, &information) == 0 else {
            return nil
        }
        byteCount = Int(information.st_size)
        seconds = information.st_mtim.tv_sec
        nanoseconds = information.st_mtim.tv_nsec
    }
}
