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
}
