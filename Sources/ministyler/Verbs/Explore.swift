import ArgumentParser
import Engine
import Explore
import Terminal

/// The explorer, which is what the program opens without a verb.
struct Explore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open the explorer: step, scrub, compare and export in the terminal.",
        discussion: """
            A picture that this program exported reopens its session.
            """)

    @Argument(help: "The image to stylize.", completion: .file())
    var content: String?

    @Argument(help: "The image whose style is taken.", completion: .file())
    var style: String?

    @Flag(help: "Go on with the last session.")
    var last = false

    @OptionGroup
    var weights: WeightsOption

    @Option(help: "What convolutions multiply in; bf16 is faster on processors with instructions for it.")
    var precision = Precision.float32

    @Option(help: "How pictures are shown (default: auto, or as the settings say).")
    var graphics: GraphicsRequest?

    @Flag(help: "Tell in exported recipes which folders the pictures lay in.")
    var recipePaths = false

    func validate() throws {
        try precision.validate()
        guard !last || content == nil else {
            throw ValidationError("--last opens the pictures of the last session: leave CONTENT out.")
        }
    }

    func run() throws {
        var content = content
        if last {
            guard let session = Places.current().lastSession else {
                throw CommandError("There is no session yet: sessions with steps are kept when they end.")
            }
            content = session
        }
        try ExplorerApplication.run(
            content: content, style: style, weights: weights.path, precision: precision, graphics: graphics,
            recipePaths: recipePaths)
    }
}

extension GraphicsRequest: ExpressibleByArgument {}
