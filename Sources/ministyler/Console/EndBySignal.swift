import Glibc

/// Ends the process as an unhandled signal does, so that a shell sees the usual status (130 for Ctrl-C) and stops its loop.
enum EndBySignal {
    static func now(_ number: Int32) -> Never {
        signal(number, SIG_DFL)
        var only = sigset_t()
        sigemptyset(&only)
        sigaddset(&only, number)
        pthread_sigmask(SIG_UNBLOCK, &only, nil)
        kill(getpid(), number)
        // Another thread may be chosen to receive it.
        sleep(1)
        _exit(128 + number)
    }
}
