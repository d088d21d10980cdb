import Screens

/// What the explorer takes of the settings, once it is known that all of it can be used.
package struct ExplorerPreferences: Sendable {
    let keys: KeyTable<ExplorerKeyContext, ExplorerCommand>
    let exportFolder: String?
    let exportFormat: ExportForm.Format
    let recipePaths: Bool

    /// - Parameters:
    ///   - path: of the settings' file, for what is said of errors.
    ///   - recipePaths: whether recipes tell folders, whatever the settings say.
    /// - Throws: `SettingsError` where a command is unknown or a key has two.
    package init(_ settings: Settings, path: String, recipePaths: Bool) throws {
        keys = try ExplorerKeys.table(settings, path: path)
        exportFolder = settings.exportFolder
        exportFormat = settings.exportFormat == "jpeg" ? .jpeg : .png
        self.recipePaths = recipePaths || settings.recipePaths
    }
}
