import Engine

extension TrainingOptions {
    /// The words of `train` that make `reference` these options: `--set name=value` for each option that differs, in the
    /// order of the names.
    func settings(from reference: TrainingOptions) -> [String] {
        guard let own = try? namedValues(), let others = try? reference.namedValues() else { return [] }
        return Set(own.keys).union(others.keys).sorted().filter { own[$0] != others[$0] }
            .flatMap { ["--set", "\($0)=\(own[$0]?.text ?? "nil")"] }
    }
}
