import Engine
import Files

/// What goes wrong through no fault of the program that uses the library. Each case holds one sentence that names the thing and
/// the remedy.
public enum MiniStylerError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A file or folder cannot be read or written, or holds something else than it should.
    case file(String)
    /// A picture is too small or too large for the networks.
    case image(String)
    /// A weights file holds no agent.
    case weights(String)
    /// No training run has an option of this name, or with this value.
    case option(String)
    /// A training run cannot begin or go on.
    case run(String)

    /// The sentence.
    public var description: String {
        switch self {
        case .file(let sentence), .image(let sentence), .weights(let sentence), .option(let sentence),
            .run(let sentence):
            sentence
        }
    }

    /// The library's error for one of the rooms below; `other` makes that of what these do not tell apart.
    private init(_ error: any Error, other: (String) -> MiniStylerError) {
        let sentence = "\(error)".hasSuffix(".") ? "\(error)" : "\(error)."
        self =
            switch error {
            case let error as MiniStylerError: error
            case EngineError.unsuitableWeights: .weights(sentence)
            case EngineError.unsuitableImage: .image(sentence)
            case is OptionError: .option(sentence)
            case RunError.exists(let folder):
                .run("\(folder) already holds a run; go on with it by Training(resuming:) or choose another folder.")
            case RunError.notARun(let folder):
                .run("\(folder) holds no run to resume; begin one there by Training(run:content:style:).")
            case is RunError: .run(sentence)
            case is FileError: .file(sentence)
            default: other(sentence)
            }
    }

    /// What `body` gives, its errors as the library's.
    static func translating<Result>(
        other: (String) -> MiniStylerError = MiniStylerError.file, _ body: () throws -> Result
    ) throws(MiniStylerError) -> Result {
        do {
            return try body()
        } catch {
            throw MiniStylerError(error, other: other)
        }
    }
}
