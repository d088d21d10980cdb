import Foundation
import Testing

/// The code that README.md shows of the library is that of an example, which is compiled.
@Suite struct ReadmeTests {
    @Test func theCodeIsThatOfTheExample() throws {
        let root = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let lines = { (path: String) in
            try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8).split(separator: "\n").map {
                $0.trimmingCharacters(in: .whitespaces)
            }
        }
        let blocks = try lines("README.md").split { $0.hasPrefix("```") }
        let block = try #require(blocks.first { $0.first == "import MiniStyler" }).dropFirst()
        let example = try lines("Examples/FirstSteps/Sources/FirstSteps/FirstSteps.swift")
        #expect(block.count >= 10)
        #expect(example.contains("import MiniStyler"))
        #expect(example.indices.contains { example[$0...].starts(with: block) }, "\(block.joined(separator: "\n"))")
    }
}
