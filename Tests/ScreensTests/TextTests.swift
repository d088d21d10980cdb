import Engine
import Terminal
import Testing

@testable import Explore
@testable import Screens
@testable import Watch

@Suite struct TextTests {
    @Test func aFieldTakesNoMoreThanItsLimit() {
        var field = TextField(String(repeating: "a", count: TextField.limit - 2))
        field.insert("bcd")
        #expect(field.text.hasSuffix("abc") && field.text.count == TextField.limit && field.cursor == TextField.limit)
        let full = field
        field.insert("e")
        #expect(field == full)
        field.deleteBackward()
        field.insert("e")
        #expect(field.text.hasSuffix("abe"))
    }

    @Test func fieldsEditAtTheCursorByGraphemes() {
        var field = TextField("né👩‍🎨b")
        #expect(field.cursor == 4)
        field.move(by: -1)
        field.deleteBackward()
        #expect(field.text == "néb")
        field.insert("x\ny\u{1b}")
        #expect(field.text == "néxyb")
        field.moveToStart()
        field.deleteForward()
        #expect(field.text == "éxyb")
        field.moveToEnd()
        field.deleteToStart()
        #expect(field.isEmpty && field.cursor == 0)
    }

    @Test func typingReplacesASelectedProposalAndEditingKeepsIt() {
        var typed = TextField("10", isSelected: true)
        typed.insert("\n")
        #expect(typed.text == "10")
        typed.insert("7")
        typed.insert("2")
        #expect(typed.text == "72" && typed.cursor == 2)
        var edited = TextField("10", isSelected: true)
        edited.edit(ExplorerCommand.cursorLeft)
        edited.insert("5")
        #expect(edited.text == "150")
        var editedInTheDashboard = TextField("10", isSelected: true)
        editedInTheDashboard.edit(WatchCommand.fieldLeft)
        editedInTheDashboard.insert("5")
        #expect(editedInTheDashboard.text == "150")
        var deleted = TextField("10", isSelected: true)
        deleted.edit(ExplorerCommand.deleteBackward)
        #expect(deleted.isEmpty)
    }

    @Test func aCombiningMarkJoinsTheLetterBeforeTheCursor() {
        var field = TextField("ea")
        field.move(by: -1)
        field.insert("\u{301}")
        #expect(field.text == "e\u{301}a")
        #expect(field.cursor == 1)
        field.deleteBackward()
        #expect(field.text == "a")
    }

    @Test func wordsAreDeletedUpToASeparator() {
        var field = TextField("/home/ada/new folder")
        field.deleteWord()
        #expect(field.text == "/home/ada/new ")
        field.deleteWord()
        #expect(field.text == "/home/ada/")
        field.deleteWord()
        #expect(field.text == "/home/")
    }

    @Test(arguments: [
        (0.4124, "412 ms"), (0.9996, "1.00 s"), (1.834, "1.83 s"), (59.96, "1 min 0 s"), (72.2, "1 min 12 s"),
    ])
    func secondsReadWell(_ seconds: Double, _ text: String) {
        #expect(ReadoutText.seconds(seconds) == text)
    }

    @Test(arguments: [
        (Float?.none, "–"), (0, "0"), (-1.25, "−1.250"), (0.0132, "0.01320"), (-20.04, "−20.0"), (.nan, "not a number"),
        (-.infinity, "−∞"), (0.00001, "1.00e-05"), (12345, "1.23e+04"),
    ])
    func measuresReadWell(_ value: Float?, _ text: String) {
        #expect(ReadoutText.measure(value) == text)
    }

    @Test func measuresLoseDecimalsWhereThePlaceIsNarrow() {
        let texts = (1...7).map { ReadoutText.measure(-6.0314, columns: $0) }
        #expect(texts == ["−6", "−6", "−6", "−6.0", "−6.03", "−6.031", "−6.031"])
        #expect(ReadoutText.measure(1234, columns: 2) == "1.23e+03" && ReadoutText.measure(nil, columns: 0) == "–")
    }

    @Test func pathsComeApartAndTogether() {
        #expect(PathText.parent(of: "/a/b") == "/a")
        #expect(PathText.parent(of: "/a") == "/")
        #expect(PathText.parent(of: "/") == "/")
        #expect(PathText.stem("wave.tar.png") == "wave.tar")
        #expect(PathText.stem(".hidden") == ".hidden")
        #expect(PathText.fileExtension("A.JPG") == "jpg")
        #expect(PathText.joining("/", "a") == "/a")
        #expect(PathText.abbreviatingHome("/home/ada/x", home: "/home/ada") == "~/x")
        #expect(PathText.abbreviatingHome("/home/adam", home: "/home/ada") == "/home/adam")
    }

    @Test func stepsAreCountedInTenths() {
        #expect(StepPosition(nearest: 2.44).tenths == 24)
        #expect(StepPosition(nearest: -.infinity) == .zero)
        #expect(StepPosition(tenths: 25).nearestStep == 3)
        #expect(StepPosition(tenths: 25).label == "2.5")
        #expect(ExportName.step(StepPosition(tenths: 25)) == "02.5")
        #expect(ExportName.step(StepPosition(step: 12)) == "12")
    }

    @Test func ticksFollowRewardThenQThenActionSize() throws {
        let frames = ExplorerState.stepped(3).sequence.history.frames
        let series = try #require(TickSeries(frames.map(\.report)))
        #expect(series.name == "reward")
        #expect(series.fraction(at: 0) == nil)
        #expect(series.fraction(at: 1) == 0)
        #expect(series.fraction(at: 3) == 1)
        let withoutReward = frames.map { frame in
            frame.report.map { report in
                var report = report
                report.reward = nil
                report.q = nil
                return report
            }
        }
        #expect(TickSeries(withoutReward)?.name == "action size")
        let means = withoutReward.enumerated().map { index, report in
            report.map { StepReport(step: $0.step, seconds: 1, actionSize: index == 3 ? 0.2 : 0, entropy: 1) }
        }
        #expect(TickSeries(means)?.values == [nil, 0, 0, 0.2])
        #expect(TickSeries(Array(means.dropLast()))?.name == "entropy")
        #expect(TickSeries([nil, nil]) == nil)
    }
}
