import Testing

@testable import Engine

@Suite struct CoarseToFineScheduleTests {
    private func levels(_ brush: Double, steps: Int) -> [Int] {
        let schedule = CoarseToFineSchedule(brush: brush, steps: steps)
        return (1...steps).map { schedule.level(step: $0) }
    }

    @Test(arguments: [
        (1.0, 10, 1), (1.01, 10, 2), (2.0.squareRoot(), 10, 2), (1.5, 10, 3), (2, 10, 3), (4, 10, 5), (5, 10, 6),
        (4, 3, 3), (4, 1, 1),
    ])
    func sizesDifferByAtMostTheRootOfTwoWhereStepsSuffice(brush: Double, steps: Int, levels: Int) {
        let schedule = CoarseToFineSchedule(brush: brush, steps: steps)
        #expect(schedule.levels == levels)
        #expect(schedule.reduction(level: levels - 1) == 1)
        guard levels > 1 else { return }
        #expect(abs(schedule.reduction(level: 0) - brush) < 1e-12)
        for level in 1..<levels {
            let factor = schedule.reduction(level: level - 1) / schedule.reduction(level: level)
            #expect(factor > 1 && (factor < 1.4143 || levels == steps))
        }
    }

    @Test func stepsAreSpreadEvenly() {
        #expect(levels(4, steps: 10) == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4])
        #expect(levels(4, steps: 7) == [0, 0, 1, 2, 2, 3, 4])
        #expect(levels(4, steps: 3) == [0, 1, 2])
        #expect(levels(2, steps: 4) == [0, 0, 1, 2])
        #expect(levels(4, steps: 1) == [0] && levels(1, steps: 3) == [0, 0, 0])
        for brush in [1.2, 3, 7.5, 100] {
            for steps in 1...30 {
                let schedule = CoarseToFineSchedule(brush: brush, steps: steps)
                let all = levels(brush, steps: steps)
                #expect(Set(all) == Set(0..<schedule.levels) && all == all.sorted())
                #expect(all.last == schedule.levels - 1 && schedule.level(step: steps + 5) == schedule.levels - 1)
            }
        }
    }

    @Test func extentsAreRoundedAndNeverTooSmall() {
        let schedule = CoarseToFineSchedule(brush: 4, steps: 5)
        #expect(schedule.extent(768, 512, level: 0) == (192, 128))
        #expect(schedule.extent(768, 512, level: 2) == (384, 256))
        #expect(schedule.extent(767, 511, level: 3) == (542, 361))
        #expect(schedule.extent(767, 511, level: 4) == (767, 511))
        #expect(schedule.extent(60, 20, level: 0) == (24, 8))
        #expect(schedule.extent(8, 900, level: 0) == (8, 900))
    }
}
