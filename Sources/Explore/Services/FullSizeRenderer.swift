import Engine
import Files
import Foundation
import Screens
import Synchronization

/// Makes looks at full size and writes them, one at a time, beside the session's own thread.
final class FullSizeRenderer: Sendable {
    private let post: @Sendable (ExportEvent) -> Void
    /// What is under way; a cancelled one goes on for a step.
    private let task = Mutex<Task<Void, Never>?>(nil)

    init(post: @escaping @Sendable (ExportEvent) -> Void) { self.post = post }

    /// Begins; what was being made is given up.
    func start(_ request: RenderRequest, agent: Agent) {
        let post = post
        task.withLock { task in
            task?.cancel()
            let before = task
            task = Task.detached(priority: .utility) {
                // Two at a time would take the memory of two.
                await before?.value
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
            }
        }
    }

    /// Ends what is being made after its step.
    func cancel() { task.withLock { $0?.cancel() } }

    private static func write(
        _ request: RenderRequest, agent: Agent, each body: (Int) throws -> Void
    ) async throws -> String {
        try checkMemory(request)
        do {
            try Folder.create(request.folder)
        } catch {
            throw EngineError.failed("\(request.folder) cannot be created as a folder; choose another one with e.")
        }
        let look = LookRendering(
            content: request.content, style: request.style, steps: request.steps, share: request.share)
        let picture = try await look.picture(agent: agent, each: body)
        let bytes = try picture.encodedPNG(text: [try request.recipe.textChunk()])
        let free = FrameExporter.proposal(.frame, name: request.name, folder: request.folder)
        let path = PathText.joining(free.folder, "\(free.name).png")
        try Task.checkCancellation()
        try AtomicFile.write(bytes, to: path)
        return path
    }
}

extension FullSizeRenderer {
    private static func checkMemory(_ request: RenderRequest) throws {
        let needed = try MemoryBudget.estimate(
            content: request.content, style: request.style, size: nil, steps: request.steps.count
        ).bytes
        let budget = MemoryBudget.standard
        guard needed > budget.bytes else { return }
        throw EngineError.failed(
            "Full size takes about \(MemoryBudget.text(needed)) of memory, and \(MemoryBudget.text(budget.bytes)) is half of "
                + "what is free: choose a larger working size and export that.")
    }
}
