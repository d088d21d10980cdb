/// Names of exported files and the sentence that reports them.
enum ExportName {
    /// "07" for step 7, "07.4" for a fractional one.
    static func step(_ position: StepPosition) -> String {
        let whole = position.lowerStep < 10 ? "0\(position.lowerStep)" : "\(position.lowerStep)"
        return position.isWhole ? whole : "\(whole).\(position.fractionTenths)"
    }

    /// The `attempt`th name to try: the name itself, then with -2, -3, …
    static func alternative(_ name: String, attempt: Int) -> String {
        attempt == 1 ? name : "\(name)-\(attempt)"
    }

    /// What was written, for the notice line.
    static func report(_ paths: [String]) -> String {
        guard let first = paths.first, paths.count > 1 else {
            return "Written: \(paths.first ?? "")"
        }
        return "\(paths.count) frames written to \(PathText.parent(of: first))"
    }
}
