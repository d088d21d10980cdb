import Testing

@testable import Explore
@testable import Lookback
@testable import Screens
@testable import Watch

extension ExplorerState {
    /// What must hold after every event, whatever it was.
    func expectInvariants(_ comment: Comment, sourceLocation: SourceLocation = #_sourceLocation) {
        let (history, position) = (sequence.history, sequence.position)
        let (viewport, split) = (view.viewport, view.split)
        #expect((0...history.lastStep * 10).contains(position.tenths), comment, sourceLocation: sourceLocation)
        #expect((0...100).contains(sequence.alphaPercent), comment, sourceLocation: sourceLocation)
        #expect(split.map { (0...1).contains($0) } ?? true, comment, sourceLocation: sourceLocation)
        #expect((0...1).contains(viewport.centerX) && (0...1).contains(viewport.centerY), comment)
        // Below 1 a small picture is shown pixel by pixel.
        #expect(viewport.magnification > 0, comment, sourceLocation: sourceLocation)
        // The branch is a chain from the content, every frame of it known.
        #expect(history.frames.count == history.path.count, comment, sourceLocation: sourceLocation)
        for (step, frame) in history.frames.enumerated() {
            #expect(frame.step == step, comment, sourceLocation: sourceLocation)
            #expect(frame.parent == (step == 0 ? nil : history.path[step - 1]), comment, sourceLocation: sourceLocation)
        }
        for snapshot in history.undoStack + history.redoStack {
            #expect(snapshot.path.allSatisfy { history.nodes[$0] != nil }, comment, sourceLocation: sourceLocation)
        }
        if let run = sequence.run {
            #expect(!run.plan.isEmpty, comment, sourceLocation: sourceLocation)
            #expect(history.nodes[run.pending] == nil, comment, sourceLocation: sourceLocation)
            #expect(pair.content.picture != nil && pair.style.picture != nil, comment, sourceLocation: sourceLocation)
        }
        if let content = pair.content.readyPicture, let style = pair.style.readyPicture,
            pair.agent.summary != nil
        {
            let shown = SourceTickets(content: content.ticket, style: style.ticket)
            #expect(pair.opened == shown, comment, sourceLocation: sourceLocation)
        }
        #expect(sequence.blends.count <= BlendCache.limit, comment, sourceLocation: sourceLocation)
        #expect(overlays.count <= 40, comment, sourceLocation: sourceLocation)
        if case .picker(let picker) = mode, !picker.visible.isEmpty {
            #expect(picker.visible.indices.contains(picker.selection), comment, sourceLocation: sourceLocation)
        }
        if case .palette(let palette) = mode, !palette.matches.isEmpty {
            #expect(palette.matches.indices.contains(palette.selection), comment, sourceLocation: sourceLocation)
        }
    }
}
