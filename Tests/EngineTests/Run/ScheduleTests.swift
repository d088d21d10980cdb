import Testing

@testable import Engine

@Suite struct ScheduleTests {
    @Test func theNetworksTaughtAreNamed() {
        var options = TrainingOptions.standard
        (options.schedule.identityUpdates, options.critics.criticUpdates, options.schedule.identityInterval) = (0, 3, 0)
        #expect(Schedule(options: options).networksTrained(in: 0) == "none")
        #expect(Schedule(options: options).networksTrained(in: 3) == "critics")
        #expect(Schedule(options: options).networksTrained(in: 4) == "actor, builder, critics")
        (options.schedule.identityUpdates, options.critics.criticUpdates) = (2, 0)
        #expect(Schedule(options: options).networksTrained(in: 2) == "actor, builder")
        #expect(Schedule(options: options).networksTrained(in: 3) == "actor, builder, critics")
        options.critics.isReinforced = false
        #expect(Schedule(options: options).networksTrained(in: 9) == "actor, builder")
    }

    @Test func ofEachIntervalTheLastUpdateTeachesIdentity() {
        var options = TrainingOptions()
        options.critics.isReinforced = false
        options.schedule.identityUpdates = 0
        options.schedule.identityInterval = 4
        let schedule = Schedule(options: options)
        #expect((0..<9).filter { schedule.kind($0) == .identity } == [3, 7])
        options.schedule.identityInterval = 0
        #expect((0..<9).allSatisfy { Schedule(options: options).kind($0) == .joint })
    }

    @Test(arguments: [0, 1, 2, 3, 7, 10], [0, 4])
    func theFirstUpdatesOfWeightsAndCriticsAreThoseOfTheSchedule(identity: Int, critics: Int) {
        var options = TrainingOptions()
        options.schedule.identityUpdates = identity
        options.critics.criticUpdates = critics
        for (isReinforced, interval) in [(true, 0), (true, 1), (true, 2), (true, 5), (false, 0), (false, 2)] {
            options.schedule.identityInterval = interval
            options.critics.isReinforced = isReinforced
            let kinds = (0..<40).map { Schedule(options: options).kind($0) }
            #expect(options.firstWeightsUpdate == kinds.firstIndex(of: .joint).map { $0 + 1 })
            let learning = kinds.firstIndex { $0 == .critics || $0 == .joint }
            #expect(options.firstCriticUpdate == (isReinforced ? learning.map { $0 + 1 } : nil))
        }
    }

    /// Half a cosine from 1 to 0.1.
    @Test func theRatesFallToATenth() {
        var options = TrainingOptions()
        options.updates = 100
        options.optimiser.isRateDecayed = true
        let factors = [0, 25, 50, 75, 100, 130].map { Schedule(options: options).rateFactor($0) }
        let right: [Float] = [1, 0.8682, 0.55, 0.2318, 0.1, 0.1]
        #expect(zip(factors, right).allSatisfy { abs($0 - $1) < 1e-3 }, "\(factors)")
        options.optimiser.isRateDecayed = false
        #expect(Schedule(options: options).rateFactor(75) == 1)
    }

    /// The later half of what has been remembered, from 64 batches on.
    @Test func theWindowGrowsWithTheRun() {
        var options = TrainingOptions()
        options.batch = 2
        options.memory.replayCapacity = 300
        options.schedule.episodeGrowthUpdates = 100
        let schedule = Schedule(options: options)
        #expect([0, 200, 256, 400, 700].map(schedule.window) == [128, 128, 128, 200, 300])
        options.schedule.episodeGrowthUpdates = 0
        #expect(Schedule(options: options).window(0) == 300)
    }
}
