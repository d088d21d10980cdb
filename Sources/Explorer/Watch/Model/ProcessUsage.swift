/// What a process uses of its machine.
struct ProcessUsage: Equatable, Sendable {
    /// Processors kept busy, 1 for one core.
    let cores: Double
    /// Resident memory in bytes.
    let memory: Int
}
