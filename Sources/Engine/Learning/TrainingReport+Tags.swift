extension TrainingReport {
    /// The values that are known, under the tags of event files, which docs/metrics.md defines.
    package func scalars(updatesPerSecond: Double?) -> [(tag: String, value: Float)] {
        var scalars: [(tag: String, value: Float?)] = [
            ("policy/temperature", alpha), ("reward/step", reward),
            ("reward/episode", episodeReward), ("loss/actor", actor),
            ("gradient/norm", gradientNorm), ("loss/temperature", temperature), ("q/mean", qMean),
            ("q/target", qTarget),
            ("time/updates_per_second", updatesPerSecond.map { Float($0) }),
        ]
        switch kind {
        case .identity:
            // Losses of the stable start have another target, so they have tags of their own.
            scalars += [("identity/pixel", pixel), ("identity/structure", structure)]
            // Zero where the run leaves the loss network out of them.
            if style != 0 {
                scalars += [("identity/content", content), ("identity/style", style)]
            }
        case .joint:
            scalars += [
                ("loss/content", content), ("loss/style", style),
                ("loss/contrastive", contrastive), ("loss/anchor", anchor),
                ("loss/structure", structure), ("loss/growth", growth), ("loss/chroma", chroma),
                ("lambda/content", weights[0]), ("lambda/style", weights[1]),
                ("lambda/contrastive", weights[2]),
            ]
            scalars += painting.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        case .critics: break
        }
        if kind != .critics { scalars.append(("policy/entropy", entropy)) }
        for (index, loss) in critics.enumerated() { scalars.append(("loss/critic\(index + 1)", loss)) }
        return scalars.compactMap { scalar in scalar.value.map { (scalar.tag, $0) } }
    }
}
