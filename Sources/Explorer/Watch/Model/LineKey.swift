/// One line of a chart: a tag of a run.
struct LineKey: Hashable, Sendable {
    let run: WatchedRun.ID
    let tag: String
}
