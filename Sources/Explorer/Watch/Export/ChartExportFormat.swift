/// The kinds of file that a chart is written as.
enum ChartExportFormat: String, CaseIterable, Sendable {
    case png
    case svg
    case csv
}
