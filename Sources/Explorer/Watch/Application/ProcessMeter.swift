import Foundation

/// Measures what a process of this machine uses, from /proc.
struct ProcessMeter {
    /// Time between two measurements, in seconds.
    private static let interval = 5.0

    private let identifier: Int32
    private var former: (ticks: Double, time: Double)?
    private var usage: ProcessUsage?

    init(_ identifier: Int32) {
        self.identifier = identifier
    }

    /// The use since the measurement before; nil until there are two.
    mutating func measure(now: Double) -> ProcessUsage? {
        if let former, now - former.time < Self.interval { return usage }
        guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return nil }
        // The fields after the name begin with the third one: 14 and 15 are times, 24 is resident pages.
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]),
            let pages = Int(fields[21])
        else { return nil }
        let ticks = user + system
        if let former, now > former.time {
            let cores = (ticks - former.ticks) / Double(sysconf(Int32(_SC_CLK_TCK))) / (now - former.time)
            // Rounded, so that the screen changes only when it would show it.
            usage = ProcessUsage(
                cores: (cores * 10).rounded() / 10, memory: ((pages * sysconf(Int32(_SC_PAGESIZE))) >> 24) << 24)
        }
        former = (ticks, now)
        return usage
    }
}
