import Engine
import Files
import Foundation
import Testing

@testable import Screens
@testable import Watch

/// Waiting for a condition over the last values of a run.
@Suite struct RunWaitTests {
    private let values = ["reward/step": -0.15, "loss/style": 2, "a tag (odd)": 7, "2x/loss": 3, "bad": Double.nan]

    @Test(arguments: [
        ("reward/step > -0.2", true), ("reward/step>-0.2", true), ("reward/step >= -0.15", true),
        ("reward/step < -0.15", false),
        ("last(reward/step) == -0.15", true), ("-0.2 < reward/step", true), ("loss/style != 2", false),
        ("loss/style <= 2 && reward/step > 0", false), ("loss/style <= 2 || reward/step > 0", true),
        ("loss/style == 2 || loss/style == 9 && reward/step > 0", true),
        ("(loss/style == 2 || loss/style == 9) && reward/step > 0", false), ("loss/style > reward/step", true),
        ("2x/loss < 1e1", true), ("missing < 1", false), ("missing >= 1", false), ("bad < 1", false),
        ("bad != 1", false),
        ("missing < 1 || loss/style > 1.5e0", true), ("((loss/style == 2))", true),
    ])
    func aConditionHolds(_ text: String, _ isTrue: Bool) throws {
        #expect(try WaitCondition(text).holds { values[$0] } == isTrue)
    }

    @Test func aTagMayHaveBlanks() throws {
        var condition = try WaitCondition("last(train loss) > 1 && last(train loss) < lr")
        #expect(condition.tags == ["train loss", "lr"])
        condition = try WaitCondition("last() == 0")
        #expect(condition.tags == [""])
    }

    @Test(arguments: [
        "", "   ", "loss", "loss >", "> 1", "loss = 1", "loss > 1 &&", "loss > 1 loss < 2", "loss > 1 & loss < 2",
        "1 < 2",
        "(loss > 1", "loss > 1)", "last(loss > 1", "loss ! 1", "loss > (1)", "&& loss > 1", "loss > 1 || || loss < 2",
        String(repeating: "(", count: 10_000) + "loss > 1",
    ])
    func whatIsNoConditionIsRefused(_ text: String) {
        do {
            _ = try WaitCondition(text)
            Issue.record("\(text) is taken")
        } catch {
            #expect("\(error)".contains("is no condition") && "\(error)".contains("looks like"))
        }
    }

    private func wait(_ samples: WatchSamples, _ text: String, filter: String = "", timeout: Double) throws
        -> RunWait.Outcome
    {
        var wait = RunWait(
            directories: [samples.folder], condition: try WaitCondition(text), filter: filter, timeout: timeout)
        return wait.run()
    }

    @Test func theRunAndItsValuesAreTold() throws {
        let samples = try WatchSamples()
        for (name, last) in [("run10", Float(0.5)), ("run2", 0.25), ("run1", 2)] {
            let writer = try EventFileWriter(directory: "\(samples.folder)/\(name)")
            for (step, value) in [5, last].enumerated() { try writer.add(scalar: value, tag: "loss", step: step) }
            try writer.close()
        }
        #expect(try wait(samples, "loss < 1", timeout: 0) == .holds("run2: loss = 0.25 at step 1"))
        #expect(try wait(samples, "loss < 1", filter: "run:10", timeout: 0) == .holds("run10: loss = 0.5 at step 1"))
        #expect(try wait(samples, "loss < 0", timeout: 0) == .timedOut("“loss < 0” did not hold within 0s"))
    }

    @Test func itWaitsForWhatIsWritten() throws {
        let samples = try WatchSamples()
        let writer = try EventFileWriter(directory: samples.folder + "/run", flushInterval: .zero)
        try writer.add(scalar: 5, tag: "loss", step: 1)
        let thread = Thread {
            Thread.sleep(forTimeInterval: 0.5)
            try? writer.add(scalar: 0.5, tag: "loss", step: 2)
        }
        thread.start()
        #expect(try wait(samples, "loss < 1", timeout: 120) == .holds("run: loss = 0.5 at step 2"))
    }

    @Test func runsThatHaveEndedMeetNothingAnyMore() throws {
        let samples = try WatchSamples()
        try samples.addTraining("first", steps: 20)
        let one = try wait(samples, "reward/step > 100", timeout: 600)
        guard case .ended(let sentence) = one else {
            Issue.record("\(one)")
            return
        }
        #expect(sentence.hasPrefix("“reward/step > 100” did not hold when the run ended: first: reward/step = "))
        try samples.addTraining("second", steps: 20, state: .stopped)
        #expect(
            try wait(samples, "none > 1", timeout: 600)
                == .ended("“none > 1” did not hold when the last of 2 runs ended"))
        // Where there is none, one may still come.
        #expect(
            try wait(samples, "none > 1", filter: "run:third", timeout: 0)
                == .timedOut("“none > 1” did not hold within 0s, for no run was there"))
    }
}
