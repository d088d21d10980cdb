import ArgumentParser

/// Tells what a file holds.
struct Info: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show what a weights file, an image or a recipe holds.")

    @Argument(help: "A safetensors file, a PyTorch checkpoint, a PNG or a JPEG.", completion: .file())
    var file: String

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let report = try FileReport(of: file)
        if json {
            try StandardOutput.write(line: JSONLine.text(report))
        } else {
            try StandardOutput.write(line: report.lines.joined(separator: "\n"))
        }
    }
}
