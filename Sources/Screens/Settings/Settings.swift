import Files
import Foundation
import Terminal

/// What a person has set once for all: `$XDG_CONFIG_HOME/ministyler/config.json`. All of it may be left out.
package struct Settings: Equatable, Sendable {
    /// How pictures are shown.
    package var graphics: GraphicsRequest?
    package var theme = ThemeRequest.auto
    /// The folder that exports go to, as written: it may begin with `~/`.
    package var exportFolder: String?
    /// `png` or `jpeg`.
    package var exportFormat: String?
    /// Whether recipes in exports tell the folders of the pictures.
    package var recipePaths = false
    /// Keys of the explorer's commands, by the commands' names.
    package var keys: [String: [Key]] = [:]

    package init() {}

    /// Where the settings are.
    package static func path(environment: [String: String], home: String) -> String {
        let stated = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        return (stated ?? home + "/.config") + "/ministyler/config.json"
    }

    /// Those of a file; the standard ones where there is none.
    ///
    /// - Throws: `SettingsError` that names what is wrong.
    package static func read(_ path: String) throws -> Settings {
        if PathKind(of: path) == .missing { return Settings() }
        guard let json = try? PlainFile.read(path) else {
            throw SettingsError(path: path, problem: "it cannot be read")
        }
        return try Settings(json: json, path: path)
    }

    /// - Parameter path: for what is said of errors.
    init(json: [UInt8], path: String) throws {
        func fail(_ problem: String) -> SettingsError { SettingsError(path: path, problem: problem) }
        let object: Any
        do {
            object = try JSONSerialization.jsonObject(with: Data(json))
        } catch {
            throw fail("it is no JSON")
        }
        guard let values = object as? [String: Any] else { throw fail("it is no JSON object") }
        func choice<Choice: RawRepresentable & CaseIterable>(_ key: String, _ value: Any) throws -> Choice
        where Choice.RawValue == String {
            guard let chosen = (value as? String).flatMap(Choice.init(rawValue:)) else {
                let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
                throw fail("“\(key)” is one of \(names)")
            }
            return chosen
        }
        for (key, value) in values.sorted(by: { $0.key < $1.key }) {
            switch key {
            case "graphics": graphics = try choice(key, value)
            case "theme": theme = try choice(key, value)
            case "exportFormat":
                guard let format = value as? String, ["png", "jpeg"].contains(format) else {
                    throw fail("“\(key)” is one of png, jpeg")
                }
                exportFormat = format
            case "exportFolder":
                guard let folder = value as? String, folder.hasPrefix("/") || folder.hasPrefix("~/") || folder == "~"
                else {
                    throw fail("“\(key)” is a folder that begins with / or ~/")
                }
                exportFolder = folder
            case "recipePaths":
                guard let flag = value as? Bool else { throw fail("“\(key)” is true or false") }
                recipePaths = flag
            case "keys":
                guard let table = value as? [String: Any] else { throw fail("“keys” is an object of commands") }
                keys = try Dictionary(
                    uniqueKeysWithValues: table.map { command, names in
                        let list = names as? [String] ?? (names as? String).map { [$0] }
                        guard let list else { throw fail("the keys of “\(command)” are a name or a list of names") }
                        return (
                            command,
                            try list.map { name in
                                guard let key = Key(named: name) else { throw fail("there is no key “\(name)”") }
                                return key
                            }
                        )
                    })
            default:
                throw fail(
                    "there is no setting “\(key)”, but exportFolder, exportFormat, graphics, keys, recipePaths and theme"
                )
            }
        }
    }
}

/// Settings that cannot be used.
package struct SettingsError: Error, CustomStringConvertible, Equatable {
    package let path: String
    package let problem: String

    package init(path: String, problem: String) { (self.path, self.problem) = (path, problem) }

    package var description: String { "\(path): \(problem); mend it, or move the file away" }
}
