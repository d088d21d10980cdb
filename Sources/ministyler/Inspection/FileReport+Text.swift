import Engine
import Files
import Foundation

extension FileReport {
    /// The report for people, one string a line.
    var lines: [String] {
        var lines = ["\(path.displayed): \(kind.rawValue), \(bytes.grouped) bytes", "SHA-256  \(sha256)"]
        if let image { lines += Self.lines(of: image) }
        if let recipe { lines += [""] + Self.lines(of: recipe) }
        if let metadata, !metadata.isEmpty {
            lines.append("")
            let entries = metadata.sorted { $0.key < $1.key }
            lines += Table.lines(entries.map { [$0.key, Self.shortened(Self.readable($0.key, $0.value))] })
        }
        if let tensors, let networks {
            lines.append("")
            lines += Table.lines(
                [["tensor", "shape", "type", "parameters", "bytes"]]
                    + tensors.map {
                        [
                            $0.name, $0.shape.isEmpty ? "scalar" : $0.shape.map(String.init).joined(separator: "×"),
                            $0.dtype,
                            $0.parameters.grouped, $0.bytes.grouped,
                        ]
                    }, rightAligned: [3, 4])
            lines.append("")
            let total = Network(
                name: "total", tensors: tensors.count, parameters: networks.reduce(0) { $0 + $1.parameters },
                bytes: networks.reduce(0) { $0 + $1.bytes })
            lines += Table.lines(
                [["network", "tensors", "parameters", "bytes"]]
                    + ((networks.count > 1 ? networks : []) + [total]).map {
                        [$0.name, $0.tensors.grouped, $0.parameters.grouped, $0.bytes.grouped]
                    }, rightAligned: [1, 2, 3])
        }
        if let problem { lines += ["", "Not usable: \(problem.displayed)"] }
        return lines
    }

    private static func lines(of image: ImageFacts) -> [String] {
        var format = "\(image.format), \(image.colour), \(image.bitDepth) bits"
        if image.isProgressive { format += image.format == "PNG" ? ", interlaced" : ", progressive" }
        if image.orientation != 1 { format += ", EXIF orientation \(image.orientation) applied" }
        let profile = image.iccProfileBytes.map { "\(image.iccProfileName ?? "unnamed") (\($0.grouped) bytes)" }
        return Table.lines([
            ["size", "\(image.width)×\(image.height) pixels"], ["format", format],
            ["alpha", image.hasAlpha ? "yes, shown over white" : "none"],
            ["profile", profile ?? "none, taken as sRGB"],
        ])
    }

    private static func lines(of recipe: Recipe) -> [String] {
        let choices =
            recipe.steps.map { steps in
                steps.enumerated().map { index, step in
                    ["step \(index + 1)", "alpha \(step.alpha), \(step.seed.map { "sample, seed \($0)" } ?? "mean")"]
                }
            } ?? [
                ["action", recipe.seed.map { "\(recipe.action), seed \($0)" } ?? recipe.action],
                ["alpha", "\(recipe.alpha)"],
            ]
        let brush = recipe.brush.map { brush in
            let detail = recipe.detail.map { ", detail \($0)" } ?? ""
            return [["brush", "\(brush) over \(recipe.brushSteps ?? recipe.step) steps\(detail)"]]
        }
        let colours = [("keep colours", recipe.keepColours), ("take palette", recipe.takePalette)].compactMap {
            name, share in share.map { [name, "\($0)"] }
        }
        return Table.lines(
            [
                ["recipe", "ministyler \(recipe.version)"],
                ["step", recipe.position.map { "\($0)" } ?? "\(recipe.step)"],
            ] + choices + (brush ?? []) + colours + [
                ["short side", recipe.size.map { "\($0) pixels" } ?? "as it was"],
                ["content", recipe.content.path ?? recipe.content.name], ["", recipe.content.sha256],
                ["style", recipe.style.path ?? recipe.style.name], ["", recipe.style.sha256],
                ["weights", recipe.weightsSHA256],
            ])
    }

    /// A loss network's layers in a line; every other entry as it is.
    private static func readable(_ key: String, _ value: String) -> String {
        guard key == "layers",
            let layers = try? JSONDecoder().decode([LossNetwork.Layer].self, from: Data(value.utf8))
        else { return value }
        let convolutions = layers.compactMap { layer in
            if case .convolution(let name, let isTap) = layer { (name: name, isTap: isTap) } else { nil }
        }
        let taps = convolutions.filter(\.isTap).map(\.name).joined(separator: ", ")
        return "\(convolutions.count) convolutions, \(layers.count - convolutions.count) pools; taps \(taps)"
    }

    private static func shortened(_ text: String) -> String {
        text.count > 80 ? text.prefix(79) + "…" : text
    }
}
