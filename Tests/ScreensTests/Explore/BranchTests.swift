import Engine
import Files
import Terminal
import Testing

@testable import Explore
@testable import Screens

@Suite struct BranchTests {
    /// Five steps; another take of step 3 with two steps after it; another of step 5 of the first.
    private func forked() -> ExplorerState {
        var state = ExplorerState.stepped(5)
        state.press("3n")
        state.finishRun()
        state.press("  ")
        state.finishRun()
        return state
    }

    @Test func rowsLeaveTheBranchTheyWereTakenFrom() throws {
        let tree = forked().branchTree
        #expect(tree.rows.count == 2)
        #expect(tree.rows[0].fork == -1 && tree.rows[0].last == 5)
        #expect(tree.rows[1].fork == 2 && tree.rows[1].parent == 0 && tree.rows[1].last == 5)
        #expect(tree.rows[0].path.prefix(3) == tree.rows[1].path.prefix(3))
        #expect(tree.rows[0].path[3] != tree.rows[1].path[3])
    }

    @Test func aBranchOfABranchHangsBelowIt() {
        var state = forked()
        state.press("4n")
        state.finishRun()
        let tree = state.branchTree
        #expect(tree.rows.map(\.fork) == [-1, 2, 3] && tree.rows.map(\.parent) == [nil, 0, 1])
    }

    @Test func enterShowsABranchAndUndoGoesBack() throws {
        var state = forked()
        let second = state.sequence.history.path
        state.press("B")
        guard case .branches(let branches) = state.mode else {
            Issue.record("no tree is open")
            return
        }
        #expect(branches == BranchesState(row: 1, step: 5))
        state.press("k")
        state.press(.enter)
        #expect(state.mode == .explore && state.sequence.history.path == state.branchTree.rows[0].path)
        #expect(state.sequence.position == StepPosition(step: 5))
        state.press("u")
        #expect(state.sequence.history.path == second)
    }

    @Test func leftOfItsFirstStepLiesTheBranchThatItLeft() {
        var state = forked()
        state.press("B")
        state.press("hhh")
        guard case .branches(let branches) = state.mode else { return #expect(Bool(false)) }
        #expect(branches == BranchesState(row: 0, step: 2))
    }

    @Test func aStepOfAnotherBranchBecomesA() {
        var state = forked()
        state.press("Bk")
        state.press("a")
        #expect(state.mode == .explore && state.view.marked?.label == "step 5")
    }

    /// A branch that was undone is not lost by a new step.
    @Test func nothingIsLostByAStepAfterUndo() {
        var state = ExplorerState.stepped(2)
        state.press("n")
        state.finishRun()
        state.press("u")
        state.press("2n")
        state.finishRun()
        #expect(state.branchTree.rows.count == 3)
    }

    @Test func theMouseSelectsThenGoesThere() throws {
        var state = forked()
        state.size = Size(columns: 120, rows: 40)
        state.press("B")
        let layout = BranchesLayout(state, state.branchTree)
        let cells = try #require(layout.cells(row: 0, step: 4))
        state.mouse(.press(.left), cells.column + 2, cells.row + 1)
        guard case .branches(BranchesState(row: 0, step: 4)) = state.mode else { return #expect(Bool(false)) }
        state.mouse(.press(.left), cells.column + 2, cells.row + 1)
        #expect(state.mode == .explore && state.sequence.position == StepPosition(step: 4))
        #expect(state.sequence.history.path == state.branchTree.rows[0].path)
    }

    @Test func keptSessionsHaveTheirBranchesAgain() throws {
        var state = forked()
        state.press("[[")
        state.press("m")
        let notes = try #require(state.sessionRecord).notes
        #expect(notes.branches.count == 1 && notes.branches[0].count == 5)
        #expect(notes.alpha == 0.9 && notes.sampling == true)

        // The shown branch is made again as a recipe says; the other one when it is asked for.
        let options = notes.plannedBranches[0]
        var again = ExplorerState.stepped(5)
        again.resume(notes)
        #expect(again.sequence.alphaPercent == 90 && again.sequence.isSampling)
        // Here the shown branch took the same mean actions: nothing is left to make.
        #expect(again.branchTree.rows.count == 1)
        again.sequence.plannedBranches = [Array(options.prefix(2)) + [StepOptions(action: .sample(seed: 77))]]
        #expect(again.branchTree.rows.count == 2 && again.branchTree.rows[1].fork == 2)
        #expect(ExplorerView.frame(again.inTree(), size: Size(columns: 120, rows: 40)).text().contains("not made"))
        again.press("B")
        again.press("j")
        again.press(.end)
        again.press(.enter)
        #expect(again.sequence.run?.plan == [StepOptions(action: .sample(seed: 77))])
        again.finishRun()
        #expect(again.branchTree.rows.count == 2)
        #expect(!again.branchTree.rows.contains { !$0.planned.isEmpty })
    }

    /// Two takes that were not made again: making one leaves the other.
    @Test func plannedBranchesDoNotKnowEachOther() {
        var state = ExplorerState.stepped(2)
        func take(_ seed: UInt64) -> [StepOptions] { [StepOptions(action: .sample(seed: seed))] }
        state.sequence.plannedBranches = [take(5), take(6)]
        #expect(state.branchTree.rows.map(\.planned.count) == [0, 1, 1])
        state.press("B")
        state.press("j")
        state.press(.end)
        state.press(.enter)
        state.press(.escape)
        #expect(state.sequence.run == nil && state.branchTree.rows.count == 3)
        #expect(state.sessionNotes.branches.count == 2)
    }

    /// Stopped while it is put together again, a kept session loses nothing.
    @Test func anInterruptedReopeningKeepsWhatIsNotMade() throws {
        let kept = try #require(forked().sessionRecord)
        var state = ExplorerState.empty()
        _ = state.take(state.pair.choose(.content, path: "/kept.png", plain: false))
        guard case .loading(_, let ticket, _) = state.pair.content else { return #expect(Bool(false)) }
        let effects = state.reduce(
            .pair(.recipeFound(kept.recipe, kept.notes, path: "/kept.png", ticket: ticket)))
        for request in LoadRequest.all(in: effects) {
            _ = state.reduce(.pair(.loaded(request.role, sourcePicture(request.path, ticket: request.ticket))))
        }
        let stepped = state.deliverStep()
        #expect(!stepped.contains { if case .keepSession = $0 { true } else { false } })
        let stopped = state.press(.escape)
        let record = stopped.compactMap { if case .keepSession(let record) = $0 { record } else { nil } }.last
        #expect(state.pair.reopening == nil)
        let rows = state.branchTree.rows
        #expect(rows.contains { $0.path.count - 1 + $0.planned.count == kept.recipe.step })
        #expect(record == nil || record?.notes.branches.count == 2)
    }

    @Test func theShelfKeepsNotesBesideTheRecipe() throws {
        let folder = try TemporaryFolder()
        let shelf = SessionShelf(folder: folder.file("kept"))
        var state = forked()
        state.press("+b")
        let record = try #require(state.sessionRecord)
        shelf.keep(record)
        let path = try #require(shelf.paths().first)
        let notes = try #require(SessionShelf.notes(at: path))
        #expect(notes == record.notes && notes.view?.magnification == 1.25 && notes.view?.split == 0.5)
        var again = ExplorerState.stepped(5)
        again.resume(notes)
        #expect(again.view.viewport == state.view.viewport && again.view.split == 0.5)
    }

    @Test func notesWithNumbersOfNoSenseAreHarmless() {
        var state = ExplorerState.stepped(1)
        var notes = SessionNotes()
        notes.alpha = -.infinity
        notes.view = SessionNotes.View(magnification: -3, centerX: .nan, centerY: 9, panels: "x", split: 7)
        state.resume(notes)
        state.expectInvariants("notes")
        #expect(state.sequence.alphaPercent == 100)
    }
}

extension ExplorerState {
    fileprivate func inTree() -> ExplorerState {
        var state = self
        state.press("B")
        return state
    }
}
