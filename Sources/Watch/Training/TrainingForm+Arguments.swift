import Engine
import Screens

/// The command line that a form stands for.
extension TrainingForm {
    /// A field that cannot be used, and the sentence that says why.
    struct Refusal: Error, Equatable {
        let field: TrainingField
        let sentence: String
    }

    /// The run folder as it was typed.
    var folder: String {
        switch purpose {
        case .new: value(.folder)
        case .resume(let folder, _, _): folder
        }
    }

    /// The words behind `ministyler`; throws `Refusal` for what is wrong without a look at the disk.
    func arguments() throws -> [String] {
        if case .resume(let folder, _, let made) = purpose {
            let updates = try number(.updates, from: 1, orEmpty: true)
            if let updates, updates <= made {
                throw Refusal(
                    field: .updates,
                    sentence: "The run has made \(made) updates already; name a larger number, or none for no end.")
            }
            return ["train", "--run", folder, "--resume"] + (updates.map { ["--updates", "\($0)"] } ?? [])
        }
        var words = ["train"]
        for (field, option, what) in [
            (TrainingField.content, "--content", "the folder of photographs"),
            (.style, "--style", "the folder of paintings"), (.folder, "--run", "a new folder for the run"),
        ] {
            guard !value(field).isEmpty else { throw Refusal(field: field, sentence: "Name \(what).") }
            words += [option, value(field)]
        }
        if !value(.lossNetwork).isEmpty { words += ["--loss-network", value(.lossNetwork)] }
        if !value(.initialWeights).isEmpty { words += ["--init", value(.initialWeights)] }
        if let updates = try number(.updates, from: 1, orEmpty: true) { words += ["--updates", "\(updates)"] }
        words += ["--checkpoint-every", "\(try required(.checkpointInterval, from: 1))"]
        if let batch = try number(.batch, from: 2, orEmpty: true) { words += ["--batch", "\(batch)"] }
        let crop = try required(.crop, from: 64)
        guard crop % 4 == 0 else {
            throw Refusal(
                field: .crop,
                sentence: "Crop must be a multiple of 4, such as \(crop / 4 * 4) or \(crop / 4 * 4 + 4), not \(crop).")
        }
        words += ["--crop", "\(crop)", "--preset", value(.preset)]
        if value(.precision) != TrainingField.precision.standard { words += ["--precision", value(.precision)] }
        if value(.learning) != TrainingField.learning.standard { words.append("--no-rl") }
        words += ["--contrastive", value(.contrastive)]
        if let weights = try lossWeights() { words += ["--weights-manual", weights] }
        words += ["--seed", "\(try required(.seed, from: 0))"]
        return try words + otherOptions()
    }

    private func required(_ field: TrainingField, from least: Int) throws -> Int {
        guard let number = try number(field, from: least, orEmpty: false) else {
            preconditionFailure("an empty field is refused")
        }
        return number
    }

    private func number(_ field: TrainingField, from least: Int, orEmpty: Bool) throws -> Int? {
        let text = value(field)
        if text.isEmpty, orEmpty { return nil }
        guard let number = Int(text), number >= least else {
            let rest = orEmpty ? ", or empty" : ""
            throw Refusal(
                field: field,
                sentence: "\(field.title) must be a whole number from \(least) up\(rest), not “\(text)”.")
        }
        return number
    }

    private func lossWeights() throws -> String? {
        let text = value(.lossWeights).filter { !$0.isWhitespace }
        if text.isEmpty { return nil }
        let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
        guard numbers.count == 3, numbers.allSatisfy({ $0.map { $0 >= 0 && $0.isFinite } ?? false }) else {
            throw Refusal(
                field: .lossWeights,
                sentence:
                    "Loss weights are three numbers from 0 up, such as 1,3,3, or empty for the preset's, not “\(text)”."
            )
        }
        return text
    }

    private func otherOptions() throws -> [String] {
        let words = value(.others).split(whereSeparator: \.isWhitespace).map(String.init)
        if let first = words.first, !first.hasPrefix("--") {
            throw Refusal(
                field: .others,
                sentence: "Other options begin with --, such as --set actorRate=0.0002, not “\(first)”.")
        }
        return words
    }
}

extension TrainingOptions {
    /// The words of `train` that make `reference` these options: `--set name=value` for each option that differs, in the
    /// order of the names.
    func settings(from reference: TrainingOptions) -> [String] {
        guard let own = try? namedValues(), let others = try? reference.namedValues() else { return [] }
        return Set(own.keys).union(others.keys).sorted().filter { own[$0] != others[$0] }
            .flatMap { ["--set", "\($0)=\(own[$0]?.text ?? "nil")"] }
    }
}
