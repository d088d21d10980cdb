import Foundation
import Synchronization

/// Lets Ctrl-C, termination and a closed terminal end the program at once, yet never in the middle of a file.
enum Interruption {
    private static let fileInProgress = Mutex(())

    /// From now on SIGINT, SIGTERM and SIGHUP end the program by that signal once no file is being written, after
    /// `beforeEnd`. A signal that the parent told the program to ignore stays ignored.
    static func endsCleanly(beforeEnd: @escaping @Sendable () -> Void) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            throw CommandError("No pipe can be opened (\(String(cString: strerror(errno)))).")
        }
        let reader = ends[0]
        signalPipe = ends[1]
        for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) { signal(number, noteSignal) }
        let thread = Thread {
            var number: UInt8 = 0
            while read(reader, &number, 1) != 1 {}
            fileInProgress.withLock { _ in
                beforeEnd()
                EndBySignal.now(Int32(number))
            }
        }
        thread.name = "signals"
        thread.start()
    }

    /// Runs `body`, which writes a file, without being interrupted.
    static func whileWriting(_ body: () throws -> Void) rethrows {
        try fileInProgress.withLock { _ in try body() }
    }

    private static func isIgnored(_ number: Int32) -> Bool {
        var current = sigaction()
        guard sigaction(number, nil, &current) == 0 else { return false }
        return unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self)
            == unsafeBitCast(SIG_IGN, to: Int.self)
    }
}

/// Where the handler writes; set before the handler is installed.
private nonisolated(unsafe) var signalPipe: Int32 = -1

/// All that may happen within a signal handler: the number goes into the pipe.
private func noteSignal(_ number: Int32) {
    let saved = errno
    var byte = UInt8(truncatingIfNeeded: number)
    _ = write(signalPipe, &byte, 1)
    errno = saved
}
