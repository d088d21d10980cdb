import Tensors
import Testing

@testable import Engine

@Suite struct SlotTableTests {
    @Test func aSlotIsFreeAfterItsLastReference() {
        var table = SlotTable()
        let slot = table.take()
        table.retain(slot)
        table.release(slot)
        #expect(table.take() != slot)
        table.release(slot)
        #expect(table.take() == slot)
        #expect(table.count == 2)
    }

    @Test func aSlotOfTheLastCheckpointWaitsForTheNext() {
        var table = SlotTable()
        let old = table.take()
        table.snapshot()
        table.confirm()
        let young = table.take()
        table.release(old)
        table.release(young)
        #expect(table.heldCount == 1)
        #expect(table.take() == young)
        #expect(table.take() == 2)
        table.snapshot()
        #expect(table.take() == 3)
        table.confirm()
        #expect(table.take() == old)
    }

    @Test func aSlotReleasedWhileACheckpointIsWrittenWaitsForTheOneAfter() {
        var table = SlotTable()
        let slot = table.take()
        table.snapshot()
        table.release(slot)
        #expect(table.take() != slot)
        table.confirm()
        #expect(table.take() != slot)
        table.snapshot()
        table.confirm()
        #expect(table.take() == slot)
    }

    @Test func anAbandonedSnapshotFreesNothing() {
        var table = SlotTable()
        let slot = table.take()
        table.snapshot()
        table.confirm()
        table.snapshot()
        table.release(slot)
        table.snapshot()
        #expect(table.take() != slot)
        table.confirm()
        #expect(table.take() == slot)
    }

    @Test func aRestartedTableHoldsWhatItsCheckpointRefersTo() {
        var table = SlotTable(references: [1, 0, 2])
        table.release(0)
        #expect(table.take() == 1)
        #expect(table.take() == 3)
        table.snapshot()
        table.confirm()
        #expect(table.take() == 0)
    }

    /// Against plain sets: nothing is handed out that is in use or that a checkpoint refers to, whatever the order.
    @Test(arguments: 0..<40) func neverHandsOutWhatACheckpointRefersTo(seed: UInt64) {
        var generator = RandomGenerator(seed: seed)
        var table = SlotTable()
        var used: [Int] = []
        var complete: Set<Int> = []
        var pending: Set<Int>?
        var largest = 0
        for _ in 0..<2000 {
            switch generator.index(below: 20) {
            case 0:
                table.snapshot()
                pending = Set(used)
            case 1:
                table.confirm()
                complete = pending ?? complete
                pending = nil
            case 2...10 where used.count < 50:
                let slot = table.take()
                #expect(!used.contains(slot) && !complete.contains(slot) && pending?.contains(slot) != true)
                used.append(slot)
            default:
                if !used.isEmpty { table.release(used.remove(at: generator.index(below: used.count))) }
            }
            #expect(table.usedCount == used.count)
            largest = max(largest, Set(used).union(complete).union(pending ?? []).count)
        }
        // Slots are used again: at most what is in use and held at once, and what an abandoned snapshot held.
        #expect(table.count <= 3 * largest)
    }
}
