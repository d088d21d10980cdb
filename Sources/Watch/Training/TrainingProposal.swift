import Engine
import Files
import Foundation
import Screens

/// Fills the form for a new run: everything as in a run before it, in a folder that does not exist yet.
struct TrainingProposal: Sendable {
    /// The folders that the dashboard watches.
    let directories: [String]
    /// The working folder; paths below it are shown relative to it.
    var working = Folder.working

    /// The form, with the options of the run in `former` where there is one.
    func form(after former: String?) -> TrainingForm {
        var values: [TrainingField: String] = [.folder: freeFolder(beside: former)]
        let configuration = former.flatMap { try? RunFolder.readConfiguration(TrainingConfiguration.self, from: $0) }
        if let configuration { values.merge(self.values(of: configuration)) { first, _ in first } }
        var form = TrainingForm(.new, values)
        // What differs from the run before is most likely its name and length.
        if configuration != nil { form.focus = .folder }
        return form
    }

    private func values(of configuration: TrainingConfiguration) -> [TrainingField: String] {
        let options = configuration.options
        var values: [TrainingField: String] = [
            .content: shortened(configuration.contentFolder), .style: shortened(configuration.styleFolder),
            .lossNetwork: shortened(configuration.lossNetwork),
            .initialWeights: configuration.initialWeights.map(shortened) ?? "",
            .updates: options.updates.map(String.init) ?? "",
            .checkpointInterval: "\(configuration.checkpointInterval)", .batch: "\(options.batch)",
            .crop: "\(options.crop)", .precision: options.precision.rawValue, .seed: "\(options.seed)",
            .contrastive: options.losses.contrastive.rawValue,
            .learning: TrainingField.learning.choices[options.critics.isReinforced ? 0 : 1],
        ]
        // What a run takes over from the weights it starts from need not be said again.
        let exponent = configuration.initialWeights.flatMap { try? Agent.load($0) }?.relaxation.exponent
        // A run does not note its preset: the one that it differs least from serves.
        let presets = [
            ("painting", TrainingOptions.painting), ("standard", .standard), ("paper", .paper), ("released", .released),
        ]
        let candidates = presets.map { name, preset in
            var preset = preset
            if let exponent { preset.memory.relaxationExponent = exponent }
            return (name: name, others: others(of: options, from: preset))
        }
        if let nearest = candidates.min(by: { $0.others.count < $1.others.count }) {
            values[.preset] = nearest.name
            let isRandom = configuration.initialWeights == nil && nearest.name == "painting"
            values[.others] = ((isRandom ? ["--from-scratch"] : []) + nearest.others).joined(separator: " ")
        }
        if case .fixed(let content, let style, let contrastive) = options.losses.weighting {
            values[.lossWeights] = [content, style, contrastive]
                .map { $0 == $0.rounded() && abs($0) < 1e6 ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
        }
        return values
    }

    /// What tells the options from a preset, as words of `train`, beyond what has a field of its own.
    private func others(of options: TrainingOptions, from preset: TrainingOptions) -> [String] {
        var preset = preset
        preset.batch = options.batch
        preset.crop = options.crop
        preset.seed = options.seed
        preset.precision = options.precision
        preset.updates = options.updates
        preset.critics.isReinforced = options.critics.isReinforced
        preset.losses.contrastive = options.losses.contrastive
        var words: [String] = []
        switch options.losses.weighting {
        case .fixed, preset.losses.weighting: break
        case .paper: words = ["--weighting", "paper"]
        case .released: words = ["--weighting", "released"]
        }
        preset.losses.weighting = options.losses.weighting
        return words + options.settings(from: preset)
    }

    private func freeFolder(beside former: String?) -> String {
        var parent = former.map(PathText.parent) ?? directories.first ?? "."
        if PathKind(of: parent) != .folder { parent = PathText.parent(of: parent) }
        // In a working folder without runs they get a folder of their own.
        if former == nil, parent == "." || parent == working { parent = PathText.joining(working, "runs") }
        let number = (1...).first { number in
            PathKind(of: PathText.joining(parent, "run-\(number)")) == .missing
        }
        return shortened(PathText.joining(parent, "run-\(number ?? 1)"))
    }

    /// A path below the working folder without that folder's name.
    private func shortened(_ path: String) -> String {
        let folder = working.hasSuffix("/") ? working : working + "/"
        return path.hasPrefix(folder) && path.count > folder.count ? String(path.dropFirst(folder.count)) : path
    }
}
