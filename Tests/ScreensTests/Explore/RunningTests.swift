import Engine
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct RunningTests {
    @Test func spaceTakesOneStepFromTheContent() throws {
        var state = ExplorerState.ready()
        let root = try #require(state.sequence.history.frame(at: 0))
        let effects = state.press(.space)
        let run = try #require(state.sequence.run)
        #expect(
            effects == [
                .step(
                    parent: root.id, child: run.pending, options: StepOptions(alpha: 1, action: .mean), token: run.token
                )
            ])
        state.deliverStep()
        #expect(state.sequence.run == nil)
        #expect(state.sequence.history.lastStep == 1)
        #expect(state.sequence.position == StepPosition(step: 1))
    }

    @Test func spaceDuringARunAsksForOneMore() {
        var state = ExplorerState.ready()
        state.press(.space, .space, .space)
        #expect(state.sequence.run?.plan.count == 3)
        state.finishRun()
        #expect(state.sequence.history.lastStep == 3)
    }

    @Test func spaceInThePastWalksAlongFramesMadeTheSameWay() {
        var state = ExplorerState.stepped(4)
        state.press(.home, .space)
        #expect(state.sequence.run == nil)
        #expect(state.sequence.position == StepPosition(step: 1))
        #expect(state.sequence.history.lastStep == 4)
    }

    @Test func spaceInThePastBranchesWhereTheOptionsDiffer() {
        var state = ExplorerState.stepped(4)
        state.press("2[")
        state.press(.space)
        #expect(state.sequence.run != nil)
        state.finishRun()
        #expect(state.sequence.history.lastStep == 3)
        #expect(state.sequence.history.frame(at: 3)?.options?.alpha == 0.95)
        state.press("u")
        #expect(state.sequence.history.lastStep == 4)
    }

    @Test func whatIsKnownOfAStepComesAfterItsFrame() throws {
        var state = ExplorerState.stepped(2)
        let frame = try #require(state.sequence.history.frame(at: 1))
        var report = try #require(frame.report)
        report.contentLoss = 9.5
        #expect(state.reduce(.sequence(.assessed(frame.id, report))).isEmpty)
        #expect(state.sequence.history.frame(at: 1)?.report == report)
        #expect(state.sequence.history.frame(at: 2)?.report != report)
        let before = state
        _ = state.reduce(.sequence(.assessed(FrameID(rawValue: 1_000_000), report)))
        #expect(state == before)
    }

    @Test func aProposedStepIsReplacedByTyping() {
        var state = ExplorerState.stepped(2)
        state.press("r")
        state.press("5")
        state.press(.enter)
        #expect(state.sequence.run?.plan.count == 3)
    }

    @Test func runToPlansTheMissingSteps() {
        var state = ExplorerState.stepped(2)
        state.press("r")
        state.press(.control("u"))
        state.press("7")
        state.press(.enter)
        #expect(state.sequence.run?.plan.count == 5)
        state.finishRun()
        #expect(state.sequence.history.lastStep == 7)
        #expect(state.notice?.kind == .success)
    }

    @Test func runToAStepThatIsThereOnlyGoesThere() {
        var state = ExplorerState.stepped(5)
        state.press("r")
        state.press(.control("u"))
        state.press("3")
        state.press(.enter)
        #expect(state.sequence.run == nil)
        #expect(state.sequence.position == StepPosition(step: 3))
    }

    @Test func escapeStopsARunAndKeepsItsFrames() {
        var state = ExplorerState.ready()
        _ = state.run(to: 10)
        state.deliverStep()
        state.deliverStep()
        let effects = state.press(.escape)
        #expect(effects.first == .cancelRun)
        #expect(state.sequence.run == nil)
        #expect(state.sequence.history.lastStep == 2)
    }

    @Test func aRunStoppedBeforeItsFirstFrameLeavesTheBranchAsItWas() {
        var state = ExplorerState.stepped(3)
        let before = state.sequence.history
        state.press("n")
        #expect(state.sequence.history.lastStep == 2)
        state.press(.escape)
        #expect(state.sequence.history.path == before.path)
        #expect(state.sequence.history.undoStack == before.undoStack)
        #expect(state.sequence.position == StepPosition(step: 3))
    }

    @Test func aFrameOfACancelledRunIsReleased() throws {
        var state = ExplorerState.ready()
        state.press(.space)
        let run = try #require(state.sequence.run)
        let root = try #require(state.sequence.history.frame(at: 0))
        state.press(.escape)
        let late = ExplorerState.node(run.pending, parent: root, options: run.plan[0])
        #expect(state.reduce(.sequence(.stepped(late, token: run.token))) == [.release([late.id])])
        #expect(state.sequence.history.lastStep == 0)
    }

    @Test func scrubbingDuringARunIsNotInterruptedByNewFrames() {
        var state = ExplorerState.stepped(3)
        _ = state.run(to: 6)
        state.press(.home)
        state.finishRun()
        #expect(state.sequence.position == .zero)
        #expect(state.sequence.history.lastStep == 6)
    }

    @Test func resamplingUsesANewSeedAndUndoBringsTheOldBranchBack() {
        var state = ExplorerState.stepped(3)
        let old = state.sequence.history.path
        state.press("2n")
        state.finishRun()
        #expect(state.sequence.history.lastStep == 2)
        #expect(state.sequence.history.frame(at: 2)?.options?.action == .sample(seed: 1))
        #expect(state.sequence.history.alternatives(at: 2) == 1)
        state.press("n")
        state.finishRun()
        #expect(state.sequence.history.frame(at: 2)?.options?.action == .sample(seed: 2))
        state.press("uu")
        #expect(state.sequence.history.path == old)
        #expect(state.sequence.position == StepPosition(step: 2))
        state.press("U")
        #expect(state.sequence.history.frame(at: 2)?.options?.action == .sample(seed: 1))
    }

    @Test func theContentCannotBeResampled() {
        var state = ExplorerState.ready()
        #expect(state.press("n").isEmpty)
        #expect(state.notice != nil)
    }

    @Test func sampledRunsCountTheirSeedsUp() {
        var state = ExplorerState.ready()
        state.press("m")
        _ = state.run(to: 3)
        state.finishRun()
        #expect(
            state.sequence.history.frames.compactMap(\.options?.action) == [
                .sample(seed: 1), .sample(seed: 2), .sample(seed: 3),
            ])
    }

    @Test func resetGoesBackToTheContentAndCanBeUndone() {
        var state = ExplorerState.stepped(5)
        state.press("R")
        #expect(state.sequence.history.lastStep == 0)
        #expect(state.sequence.position == .zero)
        state.press("u")
        #expect(state.sequence.history.lastStep == 5)
        #expect(state.sequence.position == StepPosition(step: 5))
    }

    @Test func undoWithoutAPastSaysSo() {
        var state = ExplorerState.ready()
        state.press("u")
        #expect(state.notice?.text == "There is nothing to undo.")
        state.press(.control("r"))
        #expect(state.notice?.text == "There is nothing to redo.")
    }

    @Test func withoutWeightsAStepSaysHowToGetSome() throws {
        var state = ExplorerState.ready()
        _ = state.reduce(.pair(.agentMissing))
        #expect(state.press(.space).isEmpty)
        let text = try #require(state.notice?.text)
        #expect(text.contains("--weights") && text.contains("ministyler convert"))
    }

    @Test func withoutStyleAStepAsksForOne() {
        var state = ExplorerState.empty()
        state.choose(.content, "/a.png")
        #expect(state.press(.space).isEmpty)
        #expect(state.notice?.text.contains("press s") == true)
    }

    @Test func aFailureOfTheEngineEndsTheRunWithItsSentence() throws {
        var state = ExplorerState.ready()
        state.press(.space)
        let token = try #require(state.sequence.run?.token)
        _ = state.reduce(.sequence(.failed(message: "It broke; try again.", token: token)))
        #expect(state.sequence.run == nil)
        #expect(state.notice == .failure("It broke; try again."))
        state.notice = nil
        _ = state.reduce(.sequence(.failed(message: "Old news.", token: token)))
        #expect(state.notice == nil)
    }

    @Test func memoryBoundsTheNumberOfSteps() {
        var state = ExplorerState.ready()
        let limit = state.sequence.stepLimit
        _ = state.run(to: limit + 50)
        #expect(state.sequence.run?.plan.count == limit)
    }

    /// Takes stay in the tree longer than undo remembers them.
    @Test func branchesOutliveUndo() {
        var state = ExplorerState.ready()
        state.press("m")
        state.press(.space)
        state.finishRun()
        for _ in 0..<(SequenceHistory.undoLimit + 20) {
            state.press("n")
            state.finishRun()
        }
        #expect(state.sequence.history.undoStack.count == SequenceHistory.undoLimit)
        #expect(state.branchTree.rows.count == SequenceHistory.undoLimit + 21)
        state.expectInvariants("after many branches")
    }

    @Test func oldBranchesAreDroppedFromMemoryBeforeTheShownOne() throws {
        let large = Bitmap(width: 8192, height: 8192, pixels: NoPixels())
        func node(_ id: Int, parent: Int?, step: Int) -> FrameNode {
            FrameNode(
                id: FrameID(rawValue: id), parent: parent.map { FrameID(rawValue: $0) }, step: step, options: nil,
                report: nil,
                bitmap: large, thumbnail: bitmap())
        }
        let room = SequenceHistory.byteLimit / (8192 * 8192 * SequenceHistory.bytesPerPixel)
        var history = SequenceHistory()
        _ = history.begin(with: node(0, parent: nil, step: 0))
        var dropped: [FrameID] = []
        for take in 1...room + 5 {
            dropped += history.remember(position: .zero)
            history.truncate(afterStep: 0)
            let isAppended = history.append(node(take, parent: 0, step: 1))
            #expect(isAppended)
        }
        #expect(!dropped.isEmpty && !dropped.contains(FrameID(rawValue: room + 5)))
        #expect(history.nodes.count <= room + 2 && history.frames.count == 2)
    }

    /// What is shown by going to an old branch is not what makes room.
    @Test func goingToTheOldestBranchKeepsIt() throws {
        var state = ExplorerState.stepped(2)
        state.press("1n")
        state.finishRun()
        let oldest = state.branchTree.rows[0].path
        for _ in 0..<(SequenceHistory.undoLimit + 5) {
            state.press("Bk")
            state.press(.enter)
        }
        _ = state.take(state.sequence.show(oldest, at: 2))
        #expect(state.sequence.history.path == oldest)
    }
}

private struct NoPixels: BitmapPixels {
    var rgb: [UInt8] { [] }
}
