/// The only Python names a checkpoint may mention; none of them is run, each has its meaning here.
enum PickleGlobal: String {
    case orderedDictionary = "collections.OrderedDict"
    case rebuildTensor = "torch._utils._rebuild_tensor_v2"
    case rebuildParameter = "torch._utils._rebuild_parameter"
    case size = "torch.Size"
    case floatStorage = "torch.FloatStorage"
    case doubleStorage = "torch.DoubleStorage"
    case halfStorage = "torch.HalfStorage"
    case bfloat16Storage = "torch.BFloat16Storage"
    case longStorage = "torch.LongStorage"
    case intStorage = "torch.IntStorage"
    case shortStorage = "torch.ShortStorage"
    case charStorage = "torch.CharStorage"
    case byteStorage = "torch.ByteStorage"
    case boolStorage = "torch.BoolStorage"

    /// The elements of a storage class, nil for anything else.
    var elementType: ElementType? {
        switch self {
        case .orderedDictionary, .rebuildTensor, .rebuildParameter, .size: return nil
        case .floatStorage: return .float32
        case .doubleStorage: return .float64
        case .halfStorage: return .float16
        case .bfloat16Storage: return .bfloat16
        case .longStorage: return .int64
        case .intStorage: return .int32
        case .shortStorage: return .int16
        case .charStorage: return .int8
        case .byteStorage: return .uint8
        case .boolStorage: return .boolean
        }
    }
}
