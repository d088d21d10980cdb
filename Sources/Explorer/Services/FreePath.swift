import Glibc

/// Names for new files.
enum FreePath {
    /// A path that no file has yet: reward-step.png, reward-step-2.png. Characters of `name` that could not be typed
    /// without quotes become "-".
    static func of(name: String, fileExtension: String, in folder: String) -> String {
        var base = String(name.map { $0.isLetter || $0.isNumber || $0 == "." || $0 == "_" ? $0 : "-" })
        while base.hasPrefix("-") || base.hasPrefix(".") { base.removeFirst() }
        if base.isEmpty { base = "export" }
        var attempt = 1
        while true {
            let name = ExportName.alternative(base, attempt: attempt)
            let path = PathText.joining(folder, "\(name).\(fileExtension)")
            if access(path, F_OK) != 0 { return path }
            attempt += 1
        }
    }
}
