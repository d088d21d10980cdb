import Screens

/// What was written last, for other programs.
extension ExplorerState {
    mutating func copyPath() -> [Effect] {
        guard let lastExport else { return nothingWritten() }
        notice = .information("To the clipboard, if the terminal lets programs write it: \(lastExport)")
        return [.copy(lastExport)]
    }

    mutating func openViewer() -> [Effect] {
        guard let lastExport else { return nothingWritten() }
        notice = .information("Opening \(lastExport)")
        return [.view(path: lastExport)]
    }

    private mutating func nothingWritten() -> [Effect] {
        notice = .information(
            "Nothing has been written yet: \(keys.label(of: .exportFrame, in: .explore)) exports this frame.")
        return []
    }
}
