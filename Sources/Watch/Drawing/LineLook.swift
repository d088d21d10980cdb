import Screens

/// What tells a line from others: a colour, dashes and, where these are used up, letters along it. Lines whose colour is the
/// same differ in dashes or letters, and so do all of them where there are no colours.
struct LineLook: Hashable, Sendable {
    /// Which of the palette's colours, 0..<`ChartPalette.count`.
    let color: Int
    let pattern: LinePattern
    /// Stands along the line; nil for none.
    let marker: Character?

    /// Letters in the order of their use. None is like a dot or a dash of a line, and `PixelFont` has them all.
    static let markers: [Character?] =
        [nil] + Array("ox+*#@%&ABCDEFGHIJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwyz=?$!").map { $0 }

    /// The look of a chart's line by its number: of the run where each has one line in the chart, of the tag where there is
    /// one run.
    init(number: Int) {
        color = number % ChartPalette.count
        pattern = LinePattern(line: number)
        marker = Self.markers[number / LinePattern.allCases.count % Self.markers.count]
    }

    /// The look of one of several tags of a run among others: the run's colour and letter, the tag's dashes.
    /// - Parameters:
    ///   - run: the run's number.
    ///   - tag: the tag's place in the chart.
    ///   - tags: how many tags the chart has.
    init(run: Int, tag: Int, of tags: Int) {
        let patterns = LinePattern.allCases.count
        color = run % ChartPalette.count
        pattern = LinePattern(line: tag)
        marker = Self.markers[(run * ((tags + patterns - 1) / patterns) + tag / patterns) % Self.markers.count]
    }

    /// The line in three cells of a legend.
    var sample: String {
        guard let marker else { return pattern.sample }
        return "\(pattern.sample.prefix(1))\(marker)\(pattern.sample.suffix(1))"
    }
}
