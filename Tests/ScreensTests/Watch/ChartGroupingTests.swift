import Testing

@testable import Screens
@testable import Watch

@Suite struct ChartGroupingTests {
    static let ours = [
        "reward/step", "lambda/content", "lambda/style", "lambda/contrastive", "q/target", "q/mean", "loss/actor",
        "loss/critic1", "loss/critic2", "time/updates_per_second", "policy/entropy", "loss/extra",
    ]

    @Test func tagsOfOurRunsComeInTheirGroups() {
        let charts = ChartGrouping.related.charts(of: Self.ours)
        #expect(charts.map(\.group) == ["λ", "rewards", "Q", "losses", "losses", "losses", "policy", "speed"])
        #expect(charts[0].tags == ["lambda/content", "lambda/style", "lambda/contrastive"])
        #expect(charts[2].tags == ["q/mean", "q/target"])
        #expect(charts[3].tags == ["loss/critic1", "loss/critic2"])
        #expect(charts[5].tags == ["loss/extra"])
    }

    @Test(arguments: ChartGrouping.allCases)
    func everyTagIsInExactlyOneChart(grouping: ChartGrouping) {
        let tags = Self.ours + ["train/loss", "train/accuracy", "lr", "/odd", "other/a"]
        let charts = grouping.charts(of: tags)
        #expect(charts.flatMap(\.tags).sorted() == tags.sorted())
        #expect(Set(charts.map(\.id)).count == charts.count)
    }

    @Test func aRunInItsStableStartIsOursAlready() {
        let tags = [
            "policy/temperature", "reward/step", "identity/style", "identity/pixel", "identity/content",
            "gradient/norm",
        ]
        let charts = ChartGrouping.related.charts(of: tags)
        #expect(
            charts.map(\.title) == ["reward per step", "losses of identity updates", "gradient norm", "temperature"])
        #expect(charts[1].tags == ["identity/content", "identity/style", "identity/pixel"])
    }

    @Test func foreignTagsAreGroupedByPrefix() {
        let tags = ["train/loss", "eval/loss", "lr", "train/accuracy", "loss/total"]
        let charts = ChartGrouping.related.charts(of: tags)
        #expect(charts.map(\.group) == ["train", "train", "eval", "other", "loss"])
        let grouped = ChartGrouping.grouped.charts(of: tags)
        #expect(grouped.map(\.tags) == [["train/loss", "train/accuracy"], ["eval/loss"], ["lr"], ["loss/total"]])
    }
}
