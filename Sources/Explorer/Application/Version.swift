/// The program's version, as recipes record it.
enum Version {
    static let current = "0.1.0"
}
