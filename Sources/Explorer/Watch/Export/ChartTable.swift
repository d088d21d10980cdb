import Files

/// A chart's data as comma-separated values: what the view shows from left to right, every point, raw and smoothed.
enum ChartTable {
    static let header = "run,tag,step,wall_time,value,smoothed"

    static func csv(_ content: ChartContent) -> String {
        var text = header + "\n"
        for line in content.lines {
            let series = line.points.series
            let indices = line.points.isAscending ? line.points.indices(in: content.range) : 0..<series.count
            for index in indices where content.range.contains(line.points.x(index)) {
                text +=
                    Self.line(
                        run: line.runName, series: series, index: index, smoothed: line.smoothed.map { $0[index] })
                    + "\n"
            }
        }
        return text
    }

    /// One point, without a line's end.
    static func line(run: String, series: ScalarSeries, index: Int, smoothed: Double?) -> String {
        "\(quoted(run)),\(quoted(series.tag)),\(series.steps[index]),\(series.wallTimes[index]),"
            + "\(series.values[index]),\(smoothed.map { "\($0)" } ?? "")"
    }

    /// A field after RFC 4180.
    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
