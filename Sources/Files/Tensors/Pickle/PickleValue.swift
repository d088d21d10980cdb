/// A value in a pickle; containers are places in a `PickleHeap`, so that no nesting can exhaust the stack.
enum PickleValue: Equatable {
    case none
    case boolean(Bool)
    case integer(Int)
    case float(Double)
    case string(String)
    case bytes([UInt8])
    case tuple(Int)
    case list(Int)
    case dictionary(Int)
    case global(PickleGlobal)
    case storage(Int)
    case tensor(Int)

    /// Bytes of a string, else 0.
    var textByteCount: Int {
        if case .string(let text) = self { text.utf8.count } else { 0 }
    }

    /// What an error message calls it.
    var kind: String {
        switch self {
        case .none: return "None"
        case .boolean: return "a truth value"
        case .integer: return "an integer"
        case .float: return "a float"
        case .string: return "a string"
        case .bytes: return "bytes"
        case .tuple: return "a tuple"
        case .list: return "a list"
        case .dictionary: return "a dictionary"
        case .global(let global): return global.rawValue
        case .storage: return "a storage"
        case .tensor: return "a tensor"
        }
    }
}
