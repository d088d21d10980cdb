/// Why a pickle cannot be read.
enum PickleFailure: Error, Equatable {
    /// It breaks the rules of the format.
    case damaged(String)
    /// It uses something that checkpoints of plain tensors do not need.
    case unsupported(String)
    /// It names a Python object outside `PickleGlobal`.
    case forbidden(global: String)
}
