import Files
import Foundation
import Screens

/// Writes exports: every file through an atomic replacement, none where one of the names is taken.
struct FrameExporter: Sendable {
    /// Names that are tried for a proposal before the last one is offered as it is.
    private static let attempts = 999

    let store: FrameStore

    /// Writes what is asked for. Takes as long as encoding does.
    func export(_ request: ExportRequest) -> ExportOutcome {
        let targets = request.stems.map { PathText.joining(request.folder, "\($0).\(request.format.fileExtension)") }
        if !request.replacesExisting {
            let taken = targets.filter { PathKind(of: $0) != .missing }
            if !taken.isEmpty {
                return .exists(taken.map(PathText.lastComponent))
            }
        }
        do {
            try Folder.create(request.folder)
        } catch {
            return .failed("\(request.folder) cannot be created as a folder; choose another one.")
        }
        do {
            if request.format.isOneFile, let target = targets.first {
                try AtomicFile.write(try encodedTogether(request), to: target)
                return .written(targets)
            }
            for (item, target) in zip(request.items, targets) {
                try AtomicFile.write(try encoded(item, of: request), to: target)
            }
        } catch {
            return .failed("\(error)")
        }
        return .written(targets)
    }

    private func picture(_ item: ExportRequest.Item, of request: ExportRequest) throws -> Picture {
        guard let image = store.image(lower: item.lower, upper: item.upper, fraction: item.fraction) else {
            throw ExplorerError.frameGone(item.lower)
        }
        return image.picture(matching: store.source(request.contentTicket)?.picture)
    }

    private func encodedTogether(_ request: ExportRequest) throws -> [UInt8] {
        if case .animation(let format) = request.format {
            let pictures = try request.items.map { try picture($0, of: request) }
            return try Animation(sequence: pictures, picturesPerStep: request.picturesPerStep).encoded(
                as: format, recipe: request.items.last?.recipe)
        }
        // Small before the next one is taken out of the store.
        let pictures = try request.items.map {
            try picture($0, of: request).resized(shortSide: ContactSheet.shortSide)
        }
        return try ContactSheet(pictures, isNumbered: true).picture().encodedPNG()
    }

    private func encoded(_ item: ExportRequest.Item, of request: ExportRequest) throws -> [UInt8] {
        let picture = try picture(item, of: request)
        switch request.format {
        case .png, .animation, .sheet:
            return try picture.encodedPNG(text: try item.recipe.map { [try $0.textChunk()] } ?? [])
        case .jpeg:
            return try picture.encodedJPEG(comment: item.recipe?.comment())
        }
    }

    /// The first of `name`, `name-2`, … that is free; for `.all` it is the folder that is numbered.
    static func proposal(_ scope: ExportForm.Scope, name: String, folder: String) -> (name: String, folder: String) {
        for attempt in 1...attempts {
            switch scope {
            case .frame:
                let candidate = FreePath.alternative(name, attempt: attempt)
                let isTaken = ExportForm.Format.offered(for: scope).contains { format in
                    PathKind(of: PathText.joining(folder, "\(candidate).\(format.fileExtension)")) != .missing
                }
                if !isTaken {
                    return (candidate, folder)
                }
            case .all:
                let candidate = FreePath.alternative(folder, attempt: attempt)
                if PathKind(of: candidate) == .missing {
                    return (name, candidate)
                }
            }
        }
        return (name, folder)
    }
}

/// What the explorer itself cannot do.
enum ExplorerError: Error, CustomStringConvertible {
    /// A frame's pixels were released while they were still wanted.
    case frameGone(FrameID)

    var description: String {
        switch self {
        case .frameGone(let id):
            "\(id) is not in memory any more; step to it again"
        }
    }
}
