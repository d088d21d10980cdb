import Engine
import Files
import Foundation
import Screens

/// Makes looks at full size and writes them, one at a time, beside the session's own thread.
final class FullSizeRenderer: Sendable {
    private let post: @Sendable (ExportEvent) -> Void
    private let task = TaskHolder()

    init(post: @escaping @Sendable (ExportEvent) -> Void) { self.post = post }

    /// Begins; what was being made is given up.
    func start(_ request: RenderRequest, agent: Agent) {
        let post = post
        task.replace(
            with: Task.detached(priority: .utility) {
                do {
                    let path = try await Self.write(request, agent: agent) { steps in
                        try Task.checkCancellation()
                        post(.rendered(steps: steps, ticket: request.ticket))
                    }
                    post(.renderEnded(.written([path]), ticket: request.ticket))
                } catch is CancellationError {
                } catch {
                    post(.renderEnded(.failed("\(error)"), ticket: request.ticket))
                }
            })
    }

    /// Ends what is being made after its step.
    func cancel() { task.replace(with: nil) }

    private static func write(
        _ request: RenderRequest, agent: Agent, each body: (Int) throws -> Void
    ) async throws -> String {
        let look = LookRendering(
            content: request.content, style: request.style, steps: request.steps, share: request.share)
        let picture = try await look.picture(agent: agent, each: body)
        let bytes = try picture.encodedPNG(text: [try request.recipe.textChunk()])
        try FileManager.default.createDirectory(atPath: request.folder, withIntermediateDirectories: true)
        let free = FrameExporter.proposal(.frame, name: request.name, folder: request.folder)
        let path = PathText.joining(free.folder, "\(free.name).png")
        try Task.checkCancellation()
        try AtomicFile.write(bytes, to: path)
        return path
    }
}

/// The task that is under way.
private final class TaskHolder: @unchecked Sendable {
    private let lock = NSLock()
    private var task: Task<Void, Never>?

    func replace(with next: Task<Void, Never>?) {
        lock.withLock {
            task?.cancel()
            task = next
        }
    }
}
