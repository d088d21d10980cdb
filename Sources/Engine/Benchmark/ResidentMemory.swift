import Foundation

/// Memory of the process as the kernel counts it.
enum ResidentMemory {
    /// Most bytes resident at one time since the last reset (VmHWM); nil where the system does not say.
    static var peakBytes: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({
                Int($0)
            })
        else { return nil }
        return kibibytes << 10
    }

    /// Starts a new peak from what is resident now; where the system refuses, the old one stays.
    static func resetPeak() {
        guard let file = fopen("/proc/self/clear_refs", "w") else { return }
        fputs("5", file)
        fclose(file)
    }
}
