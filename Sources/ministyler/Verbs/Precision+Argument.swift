import ArgumentParser
import Engine

extension Precision: ExpressibleByArgument {
    /// - Throws: where this processor cannot compute in it.
    func validate() throws {
        guard isSupported else {
            throw ValidationError("This processor does not compute in \(rawValue); use --precision f32.")
        }
    }
}
