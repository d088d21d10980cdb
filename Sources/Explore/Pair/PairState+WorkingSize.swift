import Screens

/// The size that both pictures are opened at.
extension PairState {
    /// Opens a picture at another working size; the other picture follows, since a session has one size.
    mutating func open(_ role: SourceRole, path: String, size: WorkingSize) -> [Outcome] {
        let changes = size != workingSize
        (workingSize, formerSize) = (size, nil)
        var outcomes = choose(role, path: path, plain: true)
        let other: SourceRole = role == .content ? .style : .content
        if changes, let picture = self[other].picture {
            outcomes += choose(other, path: picture.path, plain: true)
        }
        return outcomes
    }

    /// Opens both pictures again at the next working size that changes one.
    ///
    /// - Parameter losesSteps: whether there are steps to lose, which is asked for first.
    mutating func cycleWorkingSize(losesSteps: Bool) -> [Outcome] {
        guard !content.isLoading, !style.isLoading else {
            return [.notice(.information("The pictures are still being read."))]
        }
        let pictures = SourceRole.allCases.compactMap { self[$0].picture }
        let following = sequence(first: workingSize.next, next: \.next).prefix(WorkingSize.presets.count)
        let size = following.first { size in
            pictures.allSatisfy { size.isPossible(for: $0) } && pictures.contains { size.changes($0) }
        }
        guard let size = pictures.isEmpty ? workingSize.next : size else {
            return [.notice(.information("No other working size changes the pictures that are open."))]
        }
        return losesSteps ? [.ask(.resize(to: size))] : resize(to: size)
    }

    /// Opens both pictures again at a working size.
    mutating func resize(to size: WorkingSize) -> [Outcome] {
        (workingSize, formerSize) = (size, nil)
        let outcomes = SourceRole.allCases.flatMap { role in
            self[role].picture.map { choose(role, path: $0.path, plain: true) } ?? []
        }
        return [.notice(.information("Working size: \(size.label)."))] + outcomes
    }
}
