import Engine
import Files
import Foundation
import Synchronization
import Terminal
import Testing

@testable import Lookback
@testable import Screens

/// The screen that stylizes a pair by any checkpoint of a training.
@Suite struct LookbackTests {
    private static let run = LookbackRun(
        id: "/runs/a", name: "a",
        checkpoints: [100, 200, 400, 800].map { Checkpoint(update: $0, path: "/runs/a/weights/\($0)") },
        contentFolder: "/photos", styleFolder: "/paintings")

    private static let bitmap = Bitmap(width: 4, height: 3, rgb: [UInt8](repeating: 90, count: 36))

    /// A run and a pair; nothing made yet.
    private func state(_ size: Size = Size(columns: 100, rows: 30)) -> LookbackState {
        var state = LookbackState()
        state.size = size
        _ = state.reduce(.runs([Self.run]))
        _ = state.reduce(.pictures(contents: ["/c1.png", "/c2.png"], styles: ["/s1.png", "/s2.png"], replaces: false))
        return state
    }

    private func press(_ state: inout LookbackState, _ keys: Key...) -> [LookbackEffect] {
        keys.flatMap { state.reduce(.input(.key($0))) }
    }

    private func key(_ update: Int, content: String = "/c1.png", style: String = "/s1.png") -> StripKey {
        StripKey(weights: "/runs/a/weights/\(update)", content: content, style: style, shortSide: 256)
    }

    @Test func theNewestMomentIsMadeFirstThenItsNeighbours() {
        var state = LookbackState()
        #expect(
            state.reduce(.runs([Self.run])).contains(
                .findPictures(contentFolder: "/photos", styleFolder: "/paintings")))
        let effects = state.reduce(.pictures(contents: ["/c1.png"], styles: ["/s1.png"], replaces: false))
        #expect(effects.contains(.make([key(800), key(400), key(200), key(100)])))
        #expect(effects.contains(.loadThumbnail(path: "/s1.png")))
        // Frames that come in change nothing about what is wanted.
        #expect(state.reduce(.frame(key(800), step: 0, Self.bitmap)).isEmpty)
        #expect(state.shown?.step == 0)
        for step in 1...9 { _ = state.reduce(.frame(key(800), step: step, Self.bitmap)) }
        #expect(state.reduce(.frame(key(800), step: 10, Self.bitmap)) == [.make([key(400), key(200), key(100)])])
        #expect(state.shown?.step == 10)
    }

    @Test func keysMoveAlongBothAxesAndStopAtTheirEnds() {
        var state = state()
        _ = press(&state, .left, .left)
        #expect(state.step == 8)
        _ = press(&state, .home, .left)
        #expect(state.step == 0)
        _ = press(&state, .end, .right)
        #expect(state.step == 10)
        _ = press(&state, .character("3"))
        #expect(state.step == 3)
        let effects = press(&state, .down)
        #expect(state.checkpoint?.update == 400)
        #expect(effects == [.make([key(400), key(200), key(800), key(100)])])
        _ = press(&state, .pageDown, .down)
        #expect(state.checkpoint?.update == 100)
        _ = press(&state, .up, .up, .up, .up)
        #expect(state.checkpoint?.update == 800 && state.update == nil)
        _ = press(&state, .character("g"))
        #expect(state.checkpoint?.update == 100)
    }

    @Test func theNewestMomentFollowsAndAHeldOneStays() {
        var state = state()
        let checkpoints = Self.run.checkpoints + [Checkpoint(update: 1600, path: "/runs/a/weights/1600")]
        let grown = LookbackRun(
            id: Self.run.id, name: "a", checkpoints: checkpoints, contentFolder: "/photos", styleFolder: "/paintings")
        _ = state.reduce(.runs([grown]))
        #expect(state.checkpoint?.update == 1600)
        _ = press(&state, .down)
        #expect(state.checkpoint?.update == 800)
        // Thinning took it away: the nearest takes its place.
        let thinned = LookbackRun(
            id: Self.run.id, name: "a", checkpoints: checkpoints.filter { $0.update != 800 }, contentFolder: "/photos",
            styleFolder: "/paintings")
        _ = state.reduce(.runs([thinned]))
        #expect(state.checkpoint?.update == 400)
    }

    @Test func aWishIsGrantedWhenItsRunIsKnown() {
        var state = LookbackState()
        _ = state.reduce(.wish(folder: "/runs/a", update: 230))
        #expect(state.checkpoint == nil)
        _ = state.reduce(.runs([Self.run]))
        #expect(state.checkpoint?.update == 200)
    }

    @Test func aWishForARunWithoutWeightsIsAnsweredAndForgottenForAnother() {
        var state = state()
        _ = state.reduce(.wish(folder: "/runs/b", update: 230))
        _ = state.reduce(.nothingKept(folder: "/runs/b"))
        #expect(state.notice?.text.contains("b has kept no weights yet") == true)
        let late = LookbackRun(
            id: "/runs/b", name: "b", checkpoints: [Checkpoint(update: 10, path: "/runs/b/weights/10")],
            contentFolder: "/photos", styleFolder: "/paintings")
        var patient = state
        _ = patient.reduce(.runs([Self.run, late]))
        #expect(patient.run?.id == "/runs/b" && patient.notice == nil)
        // Who chooses another run meanwhile stays there.
        _ = press(&state, .character("n"))
        _ = state.reduce(.runs([Self.run, late]))
        #expect(state.run?.id == "/runs/a")
        // No word of a run that is not wanted any more.
        _ = state.reduce(.nothingKept(folder: "/runs/b"))
        #expect(state.notice == nil)
    }

    @Test(arguments: [(4000, 5), (40_000, 1)]) func framesOfAWidePairAreMadeOnce(width: Int, fitting: Int) {
        var state = LookbackState()
        let checkpoints = (1...13).map { Checkpoint(update: 100 * $0, path: "/runs/a/weights/\(100 * $0)") }
        let run = LookbackRun(
            id: "/runs/a", name: "a", checkpoints: checkpoints, contentFolder: "/photos", styleFolder: "/paintings")
        var effects = state.reduce(.runs([run]))
        effects += state.reduce(.pictures(contents: ["/c1.png"], styles: ["/s1.png"], replaces: false))
        effects += state.reduce(.input(.key(.pageDown)))
        let bitmap = Bitmap(width: width, height: 256, rgb: [UInt8](repeating: 9, count: 3 * 256 * width))
        // A stylizer that makes what is asked for, until nothing is.
        var wanted: [StripKey] = []
        var made: [StripKey] = []
        func take(_ effects: [LookbackEffect]) {
            for case .make(let keys) in effects { wanted = keys }
        }
        take(effects)
        while let key = wanted.first, made.count < 40 {
            made.append(key)
            for step in 0...LookbackState.lastStep { take(state.reduce(.frame(key, step: step, bitmap))) }
            wanted.removeAll { $0 == key }
        }
        #expect(wanted.isEmpty && made.count == fitting && Set(made).count == fitting)
        #expect(state.strip?.frames.count == LookbackState.lastStep + 1)
        // Another checkpoint makes room for itself and rests as well.
        take(state.reduce(.input(.key(.character("g")))))
        while let key = wanted.first, made.count < 80 {
            made.append(key)
            for step in 0...LookbackState.lastStep { take(state.reduce(.frame(key, step: step, bitmap))) }
            wanted.removeAll { $0 == key }
        }
        #expect(wanted.isEmpty && made.count <= 2 * fitting && state.checkpoint?.update == 100)
        #expect(state.strip?.frames.count == LookbackState.lastStep + 1)
    }

    @Test func otherPicturesAreOtherFrames() {
        var state = state()
        _ = state.reduce(.frame(key(800), step: 0, Self.bitmap))
        #expect(
            press(&state, .character("c")).contains(.make([800, 400, 200, 100].map { key($0, content: "/c2.png") })))
        #expect(state.shown == nil)
        _ = press(&state, .character("C"))
        #expect(state.shown?.step == 0)
        _ = press(&state, .character("s"))
        #expect(state.style == "/s2.png")
        _ = press(&state, .character("s"))
        #expect(state.style == "/s1.png")
        // The explorer's pair comes to the front.
        _ = state.reduce(.pictures(contents: ["/mine.png"], styles: [], replaces: true))
        #expect(state.content == "/mine.png" && state.style == "/s1.png")
    }

    @Test func aReplayWaitsForFramesAndEndsAtTheNewest() {
        var state = state()
        #expect(press(&state, .character("p")).contains(.tick(1)))
        #expect(state.checkpoint?.update == 100)
        #expect(state.reduce(.tick(1)).contains(.tick(1)))
        #expect(state.checkpoint?.update == 100)
        for update in [100, 200, 400, 800] {
            for step in 0...10 { _ = state.reduce(.frame(key(update), step: step, Self.bitmap)) }
        }
        _ = state.reduce(.tick(1))
        #expect(state.checkpoint?.update == 200)
        for _ in 0..<3 { _ = state.reduce(.tick(1)) }
        #expect(state.checkpoint?.update == 800 && state.replay == nil)
        #expect(press(&state, .character("p")).contains(.tick(2)))
        // A tick of the replay before counts no more.
        #expect(state.reduce(.tick(1)).isEmpty)
        _ = press(&state, .escape)
        #expect(state.replay == nil)
    }

    @Test func weightsThatCannotBeReadAreNamedInThePicturesPlace() {
        var state = state()
        _ = state.reduce(.failed(key(800), "/runs/a/weights/800 is damaged"))
        #expect(LookbackView.frame(state).text().contains("is damaged"))
        #expect(!state.wanted.contains(key(800)))
    }

    @Test func theMouseDragsSlidersAndMap() throws {
        var state = state()
        func mouse(_ action: MouseEvent.Action, _ column: Int, _ row: Int) {
            _ = state.reduce(.input(.mouse(MouseEvent(action, at: Position(column: column, row: row)))))
        }
        let layout = LookbackLayout(state)
        mouse(.press(.left), layout.stepScale.column(at: 2), layout.steps.row)
        #expect(state.step == 2)
        mouse(.drag(.left), layout.stepScale.column(at: 7), layout.steps.row - 3)
        #expect(state.step == 7)
        mouse(.release(.left), 0, 0)
        mouse(.press(.left), layout.checkpointScale(4).column(at: 1), layout.checkpoints.row)
        #expect(state.checkpoint?.update == 200)
        mouse(.release(.left), 0, 0)
        let line = try #require(layout.mapLines(checkpoints: 4, place: 1).first { $0.place == 2 })
        mouse(.press(.left), layout.mapColumn(step: 5), line.rect.row)
        #expect(state.step == 5 && state.checkpoint?.update == 400)
        mouse(.release(.left), 0, 0)
        mouse(.wheelUp, layout.picture.column + 2, layout.picture.row + 2)
        #expect(state.step == 6)
        mouse(.wheelDown, layout.checkpoints.column + 20, layout.checkpoints.row)
        #expect(state.checkpoint?.update == 200)
    }

    @Test(arguments: [(40, 12), (60, 16), (80, 24), (120, 40), (200, 60)])
    func everythingHasItsPlaceAtEverySize(columns: Int, rows: Int) {
        let size = Size(columns: columns, rows: rows)
        var state = state(size)
        for step in 0...10 { _ = state.reduce(.frame(key(800), step: step, Self.bitmap)) }
        let layout = LookbackLayout(state)
        let areas = [
            layout.header, layout.caption, layout.picture, layout.stylePanel, layout.map, layout.checkpoints,
            layout.steps,
            layout.message, layout.status,
        ].filter { !$0.isEmpty }
        for (place, area) in areas.enumerated() {
            #expect(Rect(size).contains(area))
            for other in areas[..<place] { #expect(!area.intersects(other), "\(area) \(other)") }
        }
        let text = LookbackView.frame(state).text()
        #expect(text.contains("update 800 (4 of 4, newest)  step 10"))
        #expect(text.contains("Update ") && text.contains("Step "))
        #expect(text.contains("quit"))
        state.help = HelpState()
        #expect(LookbackView.frame(state).text().contains("Looking back at a training"))
    }

    /// `MINISTYLER_RECORD_SNAPSHOTS=1` writes the fixtures again.
    @Test(arguments: [(60, 16), (80, 24), (160, 50)]) func screensLookAsRecorded(columns: Int, rows: Int) throws {
        var state = state(Size(columns: columns, rows: rows))
        state.screens = [.explore, .watch, .lookback]
        for step in 0...10 { _ = state.reduce(.frame(key(800), step: step, Self.bitmap)) }
        for step in 0...4 { _ = state.reduce(.frame(key(400), step: step, Self.bitmap)) }
        _ = state.reduce(.thumbnail(path: "/s1.png", Self.bitmap))
        _ = press(&state, .down, .character("6"))
        let text = LookbackView.frame(state).text() + "\n"
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Fixtures/LookbackSnapshots/\(columns)x\(rows).txt")
        if ProcessInfo.processInfo.environment["MINISTYLER_RECORD_SNAPSHOTS"] != nil {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        #expect(text == (try String(contentsOf: file, encoding: .utf8)))
    }
}
