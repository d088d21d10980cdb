import Files
import Foundation
import Screens
import Synchronization
import Terminal

/// What a session needs to be opened again.
struct SessionRecord: Equatable, Sendable {
    /// Up to the last step of the branch, with the place that was looked at.
    let recipe: Recipe
    /// Other branches, the next step, the view.
    let notes: SessionNotes
    /// Of the pictures, for the file.
    let name: String
    /// The frame that was shown, small.
    let thumbnail: Bitmap
    /// Distinguishes sessions of this run of the program.
    let root: FrameID
    /// The picture whose session was opened again; nil for a new one.
    var origin: String?
}

/// Sessions kept without being asked: small PNGs with recipes in `$XDG_STATE_HOME/ministyler/sessions`, opened again like any
/// exported frame. A convenience: a folder that cannot be written leaves them as they are.
final class SessionShelf: Sendable {
    static let limit = 40

    let folder: String
    private let files = Mutex<[Int: String]>([:])

    init(folder: String) { self.folder = folder }

    /// Newest first.
    func paths() -> [String] {
        let names = (try? Folder.names(in: folder)) ?? []
        return names.filter { $0.hasSuffix(".png") && !$0.hasPrefix(".") }.sorted(by: >).map {
            PathText.joining(folder, $0)
        }
    }

    /// The notes of a kept session; nil in other pictures and where they do not read.
    static func notes(at path: String) -> SessionNotes? {
        guard let text = try? PNGText.value(of: SessionNotes.keyword, inFile: path) else { return nil }
        return try? JSONDecoder().decode(SessionNotes.self, from: Data(text.utf8))
    }

    /// Writes a session over what was kept of it before; beyond the limit the oldest go.
    func keep(_ record: SessionRecord) {
        let path = files.withLock { files in
            let own = record.origin.flatMap { PathText.parent(of: $0) == folder ? $0 : nil }
            let path = files[record.root.rawValue] ?? own ?? PathText.joining(folder, Self.name(record))
            files[record.root.rawValue] = path
            return path
        }
        let thumbnail = record.thumbnail
        let picture = Picture(width: thumbnail.width, height: thumbnail.height, rgb: thumbnail.rgb)
        do {
            try Folder.create(folder)
            let notes = String(decoding: try JSONEncoder().encode(record.notes), as: UTF8.self)
            let text = [try record.recipe.textChunk(), (keyword: SessionNotes.keyword, value: notes)]
            try AtomicFile.write(try picture.encodedPNG(text: text), to: path)
        } catch {
            return
        }
        for old in paths().dropFirst(Self.limit) where old != path { unlink(old.systemPath) }
    }

    /// In the order of time: `2026-11-30 12.45.10 harbour × waves.png`.
    private static func name(_ record: SessionRecord) -> String {
        let time = Date().formatted(
            .verbatim(
                "\(year: .defaultDigits)-\(month: .twoDigits)-\(day: .twoDigits) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)).\(minute: .twoDigits).\(second: .twoDigits)",
                timeZone: .current, calendar: Calendar(identifier: .gregorian)))
        let name = record.name.replacing("/", with: "-")
        return "\(time) \(String(decoding: name.utf8.prefix(180), as: UTF8.self)).png"
    }
}
