/// A chart's data as comma-separated values: what the view shows from left to right, every point, raw and smoothed.
enum ChartTable {
    static func csv(_ content: ChartContent) -> String {
        var text = "run,tag,step,wall_time,value,smoothed\n"
        for line in content.lines {
            let series = line.points.series
            let indices = line.points.isAscending ? line.points.indices(in: content.range) : 0..<series.count
            let name = quoted(line.runName) + "," + quoted(line.key.tag)
            for index in indices where content.range.contains(line.points.x(index)) {
                let smoothed = line.smoothed.map { "\($0[index])" } ?? ""
                text +=
                    "\(name),\(series.steps[index]),\(series.wallTimes[index]),\(series.values[index]),\(smoothed)\n"
            }
        }
        return text
    }

    /// A field after RFC 4180.
    private static func quoted(_ field: String) -> String {
        guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
        return "\"" + field.replacing("\"", with: "\"\"") + "\""
    }
}
