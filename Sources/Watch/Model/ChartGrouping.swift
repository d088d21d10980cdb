import Screens

/// How tags come together in charts.
enum ChartGrouping: String, CaseIterable, Sendable {
    /// Tags that belong together share a chart: the weights λ, the losses, Q and its target.
    case related
    /// Every tag has a chart of its own.
    case single
    /// All tags of a group share one chart.
    case grouped

    var title: String {
        switch self {
        case .related: "related tags together"
        case .single: "a chart for each tag"
        case .grouped: "a chart for each group"
        }
    }

    var next: ChartGrouping {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }

    /// The groups of our own trainer's tags, in the order shown, and which of their tags share a chart.
    private static let ours: [(group: String, charts: [(title: String, tags: [String])])] = [
        ("λ", [("λ", ["lambda/content", "lambda/style", "lambda/contrastive"])]),
        ("rewards", [("reward per step", ["reward/step"]), ("reward per episode", ["reward/episode"])]),
        ("Q", [("Q and its target", ["q/mean", "q/target"])]),
        (
            "losses",
            [
                (
                    "generative losses",
                    [
                        "loss/content", "loss/style", "loss/contrastive", "loss/anchor", "loss/structure",
                        "loss/growth", "loss/coarse",
                    ]
                ),
                // None of them needs the loss network.
                (
                    "painting losses",
                    [
                        "loss/palette", "loss/contrast", "loss/hue", "loss/edges", "loss/fringes",
                        "loss/auras", "loss/haze", "loss/forms", "loss/separation", "loss/shading", "loss/weave",
                        "loss/grid", "loss/strokes", "loss/grain",
                        "loss/foreign", "loss/range",
                        "loss/variety",
                    ]
                ),
                // Thousands of times smaller than the others.
                ("chroma loss", ["loss/chroma"]),
                ("critic losses", ["loss/critic1", "loss/critic2"]), ("actor loss", ["loss/actor"]),
                ("temperature loss", ["loss/temperature"]),
                (
                    "losses of identity updates",
                    ["identity/content", "identity/style", "identity/structure", "identity/pixel"]
                ),
                ("gradient norm", ["gradient/norm"]),
            ]
        ),
        ("policy", [("entropy", ["policy/entropy"]), ("temperature", ["policy/temperature"])]),
        ("speed", [("updates per second", ["time/updates_per_second"])]),
    ]

    private static let prefixes = [
        "lambda": "λ", "reward": "rewards", "q": "Q", "loss": "losses", "identity": "losses", "gradient": "losses",
        "policy": "policy", "time": "speed",
    ]

    /// The charts of some tags.
    /// - Parameter tags: those of all runs, each once, in the order of their appearance.
    func charts(of tags: [String]) -> [Chart] {
        let present = Set(tags)
        // Only a run with tags of ours is grouped by our names; elsewhere "loss/…" is a prefix like any other.
        // Before its first weights λ a run of ours has its policy and rewards.
        let isOurs =
            tags.contains { $0.hasPrefix("lambda/") }
            || (present.contains("policy/temperature") && present.contains("reward/step"))
        var charts: [Chart] = []
        var used: Set<String> = []
        if isOurs {
            for (group, known) in Self.ours {
                var own: [Chart] = []
                for (title, wanted) in known {
                    guard let chart = Chart(group: group, title: title, tags: wanted).only(present) else { continue }
                    used.formUnion(chart.tags)
                    own.append(chart)
                }
                for tag in tags where !used.contains(tag) && Self.group(of: tag, isOurs: true) == group {
                    used.insert(tag)
                    own.append(Chart(group: group, title: tag, tags: [tag]))
                }
                charts += arranged(own)
            }
        }
        var order: [String] = []
        var others: [String: [Chart]] = [:]
        for tag in tags where used.insert(tag).inserted {
            let group = Self.group(of: tag, isOurs: false)
            if others[group] == nil { order.append(group) }
            others[group, default: []].append(Chart(group: group, title: tag, tags: [tag]))
        }
        for group in order { charts += arranged(others[group] ?? []) }
        return charts
    }

    private func arranged(_ charts: [Chart]) -> [Chart] {
        guard let first = charts.first else { return [] }
        switch self {
        case .related:
            return charts
        case .single:
            return charts.flatMap { chart in
                chart.tags.map { Chart(group: chart.group, title: $0, tags: [$0]) }
            }
        case .grouped:
            return [Chart(group: first.group, title: first.group, tags: charts.flatMap(\.tags))]
        }
    }

    private static func group(of tag: String, isOurs: Bool) -> String {
        guard let slash = tag.firstIndex(of: "/"), slash > tag.startIndex else { return "other" }
        let prefix = String(tag[..<slash])
        return isOurs ? prefixes[prefix] ?? prefix : prefix
    }
}
