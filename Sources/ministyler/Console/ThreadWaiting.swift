import Glibc

/// How the threads of the convolutions wait for one another.
///
/// By default OpenMP's threads spin. Where another program, or the explorer's own encoders, take one of two cores, a thread
/// then burns the time that the one it waits for would need: steps were seen to take twenty times as long. Asleep they cost
/// about 10 µs a parallel loop on an idle machine.
enum ThreadWaiting {
    /// Has the threads sleep. OpenMP reads its settings as it is loaded, so the program starts itself again, in the same
    /// process, with the setting in its environment; where the user has made one, that stands.
    static func sleeps() {
        guard getenv("OMP_WAIT_POLICY") == nil, getenv("GOMP_SPINCOUNT") == nil else { return }
        setenv("OMP_WAIT_POLICY", "passive", 0)
        // The path and not the link itself, which would become the name that the process is listed by.
        var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        guard readlink("/proc/self/exe", &path, Int(PATH_MAX)) > 0 else { return }
        execv(path, CommandLine.unsafeArgv)
    }
}
