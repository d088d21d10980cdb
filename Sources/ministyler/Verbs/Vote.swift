import ArgumentParser
import Engine
import Files
import Foundation

/// Makes the sheets of a blind vote between two agents, and counts the votes.
struct Vote: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Let people choose between two agents without knowing which is which.",
        discussion: """
            Ask:    ministyler vote pairs --weights ours.safetensors theirs.safetensors --output sheets --key key.json
            Count:  ministyler vote --key key.json --count anna.txt bela.txt
            A sheet shows content and style above, and below the two agents' pictures, whose sides are drawn by lot. Votes \
            are lines such as “007 left”, “right” or “neither”.
            """)

    @Argument(help: ArgumentHelp("The folder of pairs, as of evaluate.", valueName: "pairs"), completion: .directory)
    var folder: String?

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Two weights files.", valueName: "file"),
        completion: .file(extensions: ["safetensors"]))
    var weights: [String] = []

    @Option(help: ArgumentHelp("The step to show.", valueName: "n"))
    var step = 5

    @Option(help: ArgumentHelp("Pairs to show, in name order (default: all).", valueName: "n"))
    var pairs: Int?

    @Option(help: ArgumentHelp("Shrink both pictures to this short side.", valueName: "pixels"))
    var size: Int?

    @Option(help: ArgumentHelp("Decides the sides.", valueName: "n"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Where the sheets go.", valueName: "folder"), completion: .directory)
    var output: String?

    @Option(
        help: ArgumentHelp("What tells the sides; keep it from those who vote.", valueName: "file"), completion: .file()
    )
    var key: String

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Files of votes to count.", valueName: "file"),
        completion: .file())
    var count: [String] = []

    func validate() throws {
        guard count.isEmpty else {
            guard folder == nil, weights.isEmpty, output == nil else {
                throw ValidationError("--count takes --key alone.")
            }
            return
        }
        guard folder != nil, output != nil else { throw ValidationError("Name the pairs and --output, or --count.") }
        guard weights.count == 2 else { throw ValidationError("--weights takes two files to choose between.") }
        guard (1...1000).contains(step), pairs ?? 1 > 0, (8...4096).contains(size ?? 8) else {
            throw ValidationError("--step and --pairs are from 1 up, --size from 8 to 4096.")
        }
    }

    func run() throws {
        guard count.isEmpty else { return try countVotes() }
        guard let folder, let output else { return }
        let agents = try weights.map { try Agent.load($0) }
        let chosen = Array(try PairFolder(folder).pairs.prefix(pairs ?? .max))
        let ballot = Ballot(agents: weights, step: step, pairs: chosen.map(\.name), seed: seed)
        try OutputFolder.prepare(output)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try AtomicFile.write(Array(encoder.encode(ballot)), to: key)
        let bar = ProgressBar(total: chosen.count)
        for (number, pair) in chosen.enumerated() {
            if StandardError.isTerminal { bar.show(done: number, label: pair.name) }
            let (content, style) = (try shrunk(pair.content), try shrunk(pair.style))
            let sheet = try ballot.sheet(of: pair.name, content: content, style: style, agents: agents)
            try AtomicFile.write(sheet.encodedPNG(), to: "\(output)/\(pair.name).png")
        }
        if StandardError.isTerminal { bar.clear() }
    }

    private func shrunk(_ path: String) throws -> Picture {
        let picture = try Picture.read(path)
        return size.map { picture.resized(shortSide: $0) } ?? picture
    }

    private func countVotes() throws {
        let ballot: Ballot
        do {
            ballot = try JSONDecoder().decode(Ballot.self, from: Data(PlainFile.read(key, streams: true)))
        } catch {
            throw CommandError("\(key) is no key of a vote; name the file that `vote --key` wrote.")
        }
        var total = Ballot.Count()
        for path in count {
            guard let text = (try? PlainFile.read(path, streams: true)).flatMap({ String(bytes: $0, encoding: .utf8) })
            else {
                throw CommandError("\(path) cannot be read as text; check its name and permissions.")
            }
            let own = try ballot.count(text)
            try StandardOutput.write(line: Self.text(own, ballot, name: path))
            for agent in 0...1 { total.votes[agent] += own.votes[agent] }
            total.neither += own.neither
        }
        if count.count > 1 { try StandardOutput.write(line: Self.text(total, ballot, name: "all")) }
    }

    private static func text(_ count: Ballot.Count, _ ballot: Ballot, name: String) -> String {
        let shares = (0...1).map { agent in
            let share = count.share(of: agent).map { String(format: " (%.0f %%)", 100 * $0) } ?? ""
            return "\(ballot.agents[agent]) \(count.votes[agent])\(share)"
        }
        return "\(name): \(shares.joined(separator: ", ")), neither \(count.neither)"
    }
}
