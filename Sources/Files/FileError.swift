/// Every way in which reading or writing a file fails, with a sentence that names the file and what to do.
package enum FileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No file of this name exists.
    case missing(path: String)
    /// A folder stands where a file is expected.
    case isFolder(path: String)
    /// A pipe, a socket or a device stands where a regular file is expected; `kind` is which.
    case notAFile(path: String, kind: String)
    /// The operating system refuses to read the file; `reason` is its own word.
    case unreadable(path: String, reason: String)
    /// The file, or a part of it that is read at once, has more bytes than memory has left.
    case tooLargeForMemory(path: String, bytes: Int, available: Int)
    /// The file cannot be written; `reason` is the operating system's own word.
    case unwritable(path: String, reason: String)
    /// The file has no bytes.
    case empty(path: String)
    /// The file is neither PNG nor JPEG; `format` is what it looks like instead, where known.
    case notAnImage(path: String, format: String?)
    /// A picture that is truncated or corrupt.
    case damagedImage(path: String, detail: String)
    /// A sound image of a kind that is not read here.
    case unsupportedImage(path: String, detail: String)
    /// An image beyond `Picture.maximumSide` or `Picture.maximumPixels`.
    case imageTooLarge(path: String, width: Int, height: Int)
    /// An encoder refused the picture.
    case notEncodable(format: String, detail: String)
    /// The file is not of the tensor file `format` it was opened as.
    case notTensors(path: String, format: String)
    /// A tensor file that breaks the rules of its format.
    case damagedTensors(path: String, detail: String)
    /// A sound tensor file that uses something not read here.
    case unsupportedTensors(path: String, detail: String)
    /// A tensor file of which a tensor has elements that are not read here, for example of 8 bits.
    case unsupportedElements(path: String, tensor: String, type: String)
    /// A PyTorch file that would run code on loading; `global` is the Python name it asks for.
    case forbiddenGlobal(path: String, global: String)
    /// A file that was named as a TensorBoard event file and is none.
    case notEvents(path: String)
    /// A PNG whose recipe cannot be understood.
    case damagedRecipe(path: String, detail: String)

    /// One sentence that names the file and the remedy.
    package var description: String { sentence.displayed }

    /// Details hold names that stand in the file, of any length: their beginning and their end.
    private static func brief(_ detail: String) -> String {
        detail.utf8.count <= 400 ? detail : "\(detail.prefix(200))…\(detail.suffix(100))"
    }

    private var sentence: String {
        switch self {
        case .missing(let path):
            return "\(path): no such file or folder; check the name"
        case .isFolder(let path):
            return "\(path) is a folder; name a file in it"
        case .notAFile(let path, let kind):
            return "\(path) is \(kind) and not a regular file; name a file"
        case .unreadable(let path, let reason):
            return "\(path) cannot be read (\(reason)); check its permissions"
        case .tooLargeForMemory(let path, let bytes, let available):
            return
                "\(path) takes \(AvailableMemory.text(bytes)) of memory, of which \(AvailableMemory.text(available)) are free; "
                + "name a smaller file or end other programs"
        case .unwritable(let path, let reason):
            return "\(path) cannot be written (\(reason)); nothing was changed, choose another folder or make room"
        case .empty(let path):
            return "\(path) is empty; copy it again from where it came"
        case .notAnImage(let path, let format):
            let found = format.map { "it looks like \($0)" } ?? "its content is none"
            return "\(path) is not a picture that is read here (\(found)); convert it to PNG or JPEG first"
        case .damagedImage(let path, let detail):
            return "\(path) is damaged (\(Self.brief(detail))); copy it again or re-export it from its source"
        case .unsupportedImage(let path, let detail):
            return "\(path) cannot be decoded (\(Self.brief(detail))); re-export it as an ordinary PNG or JPEG"
        case .imageTooLarge(let path, let width, let height):
            return "\(path) is too large (\(width)×\(height), at most \(Picture.maximumSide) on a side and "
                + "\(Picture.maximumPixels >> 20) megapixels); scale it down first"
        case .notEncodable(let format, let detail):
            return "the picture cannot be written as \(format) (\(Self.brief(detail))); choose another format or size"
        case .notTensors(let path, let format):
            let remedy =
                format == "safetensors"
                ? "name one, or make one from a PyTorch checkpoint with `ministyler convert`"
                : "name one that was written by torch.save"
            return "\(path) is not a \(format) file; \(remedy)"
        case .damagedTensors(let path, let detail):
            return "\(path) is damaged (\(Self.brief(detail))); download or save it again"
        case .unsupportedTensors(let path, let detail):
            return "\(path) cannot be imported (\(Self.brief(detail))); save it again as a plain state dict"
        case .unsupportedElements(let path, let tensor, let type):
            return
                "\(path) has the tensor \"\(Self.brief(tensor))\" of the type \(Self.brief(type)), which is not supported; "
                + "save it again as F32 or F16"
        case .forbiddenGlobal(let path, let global):
            return
                "\(path) asks to run \(Self.brief(global)), which is refused; save it again as a plain state dict of tensors"
        case .notEvents(let path):
            return "\(path) is not a TensorBoard event file; name one (events.out.tfevents…) or a folder above some"
        case .damagedRecipe(let path, let detail):
            return
                "\(path) holds a recipe that cannot be understood (\(Self.brief(detail))); open it as an ordinary image"
        }
    }
}
