import Files

/// Folders of runs that were copied or tidied in parts: what is left, and what that means.
extension RunFolder {
    /// The newest weights in a folder whose `configuration.json` may be gone: the result, or those of the last checkpoint; nil where
    /// no run has left any. Checkpoints without weights count as such.
    static func remains(in path: String) -> String? {
        if let kept = weights(in: path).last?.path { return kept }
        let others = [path + "/weights.safetensors", path + "/checkpoint/latest"]
        return others.first { PathKind(of: $0) == .file }
    }

    /// Sentences on what a run that goes on has lost, each with what happens instead.
    ///
    /// - Parameters:
    ///   - update: of the checkpoint that it goes on from; nil where there is none.
    ///   - former: of the last checkpoint that was written, as far as that is known.
    func losses(update: Int?, former: Int?) -> [String] {
        let kept = Self.weights(in: path)
        let last = max(former ?? 0, kept.last?.update ?? 0)
        guard let update else {
            guard last > 0 else { return [] }
            let remedy = kept.last.map { "; \($0.path) is what another run could begin with (--init)" } ?? ""
            return ["the checkpoints are not there any more, and the run begins anew\(remedy)"]
        }
        var losses: [String] = []
        if update < last {
            losses.append("the checkpoint of update \(last) is not there any more, but that of \(update)")
        }
        guard update > 0 else { return losses }
        if (try? Folder.names(in: eventsFolder))?.isEmpty != false {
            losses.append("the event files are not there any more; charts begin at update \(update)")
        }
        if kept.isEmpty {
            losses.append("the weights kept for looking back are not there any more; those to come are kept")
        }
        return losses
    }
}
