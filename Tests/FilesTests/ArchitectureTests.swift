import Foundation
import Testing

/// The arrows of docs/architecture.md are those of the imports.
@Suite struct ArchitectureTests {
    private static let root = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in
        url.deletingLastPathComponent()
    }
    private static let sources = root.appendingPathComponent("Sources")

    /// The project's modules that the Swift files of each module import.
    private static func imports() throws -> [String: Set<String>] {
        let modules = try FileManager.default.contentsOfDirectory(atPath: sources.path)
        var result: [String: Set<String>] = [:]
        for module in modules {
            let folder = sources.appendingPathComponent(module)
            let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
            for case let file as URL in try #require(files) where file.pathExtension == "swift" {
                var found = result[module] ?? []
                let text = try String(contentsOf: file, encoding: .utf8)
                for match in text.matches(of: /(?m)^ *(?:@\w+ |public |package )*import (?:struct |enum |func )?(\w+)/)
                where modules.contains(String(match.1)) {
                    found.insert(String(match.1))
                }
                result[module] = found
            }
        }
        return result
    }

    /// The table of modules and what they import.
    private static func documented() throws -> [String: Set<String>] {
        let text = try String(contentsOf: root.appendingPathComponent("docs/architecture.md"), encoding: .utf8)
        let table = try #require(text.split(separator: "| module | imports |").dropFirst().first)
        var result: [String: Set<String>] = [:]
        let lines = table.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(2)
        for line in lines.prefix(while: { $0.hasPrefix("|") }) {
            let cells = line.split(separator: "|")
            let names = { (cell: Substring) in cell.matches(of: /`(\w+)`/).map { String($0.1) } }
            let module = try #require(names(cells[0]).first)
            result[module] = cells.count > 1 ? Set(names(cells[1])) : []
        }
        return result
    }

    @Test func theTableIsWhatIsImported() throws {
        let (found, documented) = (try Self.imports(), try Self.documented())
        #expect(Set(found.keys) == Set(documented.keys))
        for (module, imports) in found {
            #expect(imports == documented[module], "\(module)")
        }
    }

    /// What a screen's `reduce` and `view` are made of reads no clock and no file, and draws no pixels: effects do.
    @Test func statesAndViewsNeedNothingButTheirEvents() throws {
        let folders = [
            "Explore/State", "Explore/Pair", "Explore/Sequence", "Explore/Viewport", "Explore/Picker", "Explore/Export",
            "Explore/Overlays", "Explore/Views", "Watch/State", "Watch/Views", "Lookback/State", "Lookback/Views",
        ]
        let foreign = [
            "FileManager", "Date()", "ContinuousClock", "SuspendingClock", "DispatchTime", "DispatchQueue", "access(",
            "stat(", "PlotRaster", "BitmapMaker", "CursorStrip(", "Picture.read", "Thread", "Task {",
        ]
        for folder in folders {
            let path = Self.sources.appendingPathComponent(folder)
            let files = try FileManager.default.contentsOfDirectory(at: path, includingPropertiesForKeys: nil)
            for file in files where file.pathExtension == "swift" {
                let text = try String(contentsOf: file, encoding: .utf8)
                for word in foreign { #expect(!text.contains(word), "\(folder)/\(file.lastPathComponent): \(word)") }
            }
        }
    }

    /// What other programs see is the library's few declarations, and nothing of the rooms below.
    @Test func theLibraryAloneIsPublic() throws {
        let modules = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
        for module in modules {
            let files = FileManager.default.enumerator(
                at: Self.sources.appendingPathComponent(module), includingPropertiesForKeys: nil)
            var count = 0
            for case let file as URL in try #require(files) where file.pathExtension == "swift" {
                count += try String(contentsOf: file, encoding: .utf8).matches(
                    of: /(?m)^ *(?:@\w+ )?(?:public|open class)\b/
                ).count
            }
            #expect(module == "MiniStyler" ? (30...60).contains(count) : count == 0, "\(module): \(count)")
        }
    }
}
