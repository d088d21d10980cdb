import Files
import Glibc

/// What the program was started with.
enum ProgramArguments {
    /// The arguments after the program's name; Swift's own list of them has lost bytes that are no text.
    static var words: [String] {
        (0..<Int(CommandLine.argc)).dropFirst().compactMap { index in
            CommandLine.unsafeArgv[index].map { String(systemPath: $0) }
        }
    }
}
