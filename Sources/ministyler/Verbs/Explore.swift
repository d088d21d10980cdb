import ArgumentParser
import Terminal

/// The explorer, which is what the program opens without a verb.
struct Explore: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Open the explorer: step, scrub, compare and export in the terminal.",
        discussion: """
            A PNG that this program exported reopens its session.
            """)

    @Argument(help: "The image to stylize, PNG or JPEG.", completion: .file())
    var content: String?

    @Argument(help: "The image whose style is taken.", completion: .file())
    var style: String?

    @OptionGroup
    var weights: WeightsOption

    @Option(help: "How pictures are shown.")
    var graphics = GraphicsRequest.auto

    func run() throws {
        try ExplorerApplication.run(content: content, style: style, weights: weights.path, graphics: graphics)
    }
}

extension GraphicsRequest: ExpressibleByArgument {}
