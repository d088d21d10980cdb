import Files
import SeededInputs
import Terminal
import Testing

@testable import Explore
@testable import Screens

/// Every key of the keyboard in every mode, and long random sequences of everything that can happen.
@Suite struct EveryKeyTests {
    static let keys: [Key] = {
        let printable = (UInt8(ascii: " ")...UInt8(ascii: "~")).map { Character(Unicode.Scalar($0)) } + ["é", "漢", "👩‍🎨"]
        let codes: [Key.Code] =
            [
                .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .tab, .backTab, .enter, .escape, .backspace,
                .delete, .insert,
            ] + (1...12).map { .function($0) }
        let special = codes.flatMap { code in
            [Modifiers(), .shift, .control, .alt].map { Key(code, $0) }
        }
        let letters = "abcdefghijklmnopqrstuvwxyz".flatMap { [Key.control($0), Key.alt($0)] }
        return printable.map { Key.character($0) } + special + letters
    }()

    static func modes() -> [(name: String, state: ExplorerState)] {
        var modes: [(name: String, state: ExplorerState)] = [
            ("empty", .empty()), ("no weights", .empty(agent: .missing)), ("ready", .ready()), ("stepped", .stepped(4)),
        ]
        func add(_ name: String, _ change: (inout ExplorerState) -> Void) {
            var state = ExplorerState.stepped(4)
            change(&state)
            modes.append((name, state))
        }
        add("fraction") { $0.press("2...") }
        add("running") {
            $0.press("r", count: 1); $0.press(.enter)
        }
        add("pan") { $0.press("z") }
        add("split") { $0.press("b+") }
        add("picker loading") { $0.press("c") }
        add("picker") { state in
            state.press("s")
            _ = state.reduce(.picker(.listed(.folder, folder: state.workingFolder, .entries(PickerTests.entries))))
        }
        add("picker filtered") { state in
            state.press("c")
            _ = state.reduce(.picker(.listed(.folder, folder: state.workingFolder, .entries(PickerTests.entries))))
            state.press("wa")
        }
        add("picker failed") { state in
            state.press("c")
            _ = state.reduce(.picker(.listed(.folder, folder: state.workingFolder, .failed("It is gone."))))
        }
        add("run to") { $0.press("r") }
        add("export") { $0.press("e") }
        add("export all") { $0.press("E") }
        add("export busy") {
            $0.press("e"); $0.press(.enter)
        }
        add("rendering") { $0.press("F") }
        add("practising") { $0.press("P") }
        add("playing") { $0.press("p") }
        add("help") { $0.press("?") }
        add("help filter") { $0.press("?/st") }
        add("palette") { $0.press(":") }
        add("palette without a match") { $0.press(":zzzzzz") }
        add("quit") {
            $0.press("R"); $0.press(" q")
        }
        add("reduced") {
            $0.overlays.append(
                .confirmation(
                    .openReduced(role: .content, path: "/big.png", width: 9000, height: 5000, shortSide: 1024)))
        }
        add("replace") {
            $0.overlays.append(.confirmation(.replace(role: .style, path: "/art/new.png", plain: true)))
        }
        add("resize") { $0.overlays.append(.confirmation(.resize(to: .full))) }
        return modes
    }

    @Test func everyKeyInEveryModeKeepsTheStateSound() {
        for (name, start) in Self.modes() {
            start.expectInvariants("\(name)")
            for key in Self.keys {
                var state = start
                _ = state.press(key)
                state.expectInvariants("\(name), \(key.label)")
                #expect(ExplorerView.frame(state, size: state.size).size == state.size)
            }
        }
    }

    @Test func escapeLeavesEveryModeInTheEnd() {
        for (name, start) in Self.modes() where name != "export busy" {
            var state = start
            for _ in 0..<6 { state.press(.escape) }
            #expect(state.mode == .explore, "\(name)")
            #expect(state.sequence.run == nil, "\(name)")
        }
    }

    @Test(arguments: 0..<24)
    func randomEventsKeepTheStateSound(_ seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var state: ExplorerState = [.empty(), .ready(), .stepped(5), .empty(agent: .missing)][seed % 4]
        var waiting: [Effect] = []
        for index in 0..<600 {
            let event = Self.randomEvent(state, &waiting, &generator)
            let effects = state.reduce(event)
            waiting = Array((waiting + effects).suffix(12))
            state.expectInvariants("seed \(seed), event \(index): \(event)")
            if index % 20 == 0 {
                let sizes = [Size(columns: 60, rows: 16), Size(columns: 133, rows: 41), Size(columns: 7, rows: 3)]
                for size in sizes {
                    #expect(ExplorerView.frame(state, size: size).size == size)
                }
            }
        }
    }

    /// A key, a mouse event, a new size, or the answer to an effect that waits for one.
    private static func randomEvent(
        _ state: ExplorerState, _ waiting: inout [Effect], _ generator: inout SeededGenerator
    ) -> ExplorerEvent {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0...4:
            return .input(.key(keys.randomElement(using: &generator) ?? .space))
        case 5:
            let actions: [MouseEvent.Action] = [
                .press(.left), .drag(.left), .release(.left), .wheelUp, .wheelDown, .press(.right), .wheelLeft,
            ]
            let place = Position(
                column: Int.random(in: -1...state.size.columns, using: &generator),
                row: Int.random(in: -1...state.size.rows, using: &generator))
            return .input(.mouse(MouseEvent(actions.randomElement(using: &generator) ?? .wheelUp, at: place)))
        case 6 where Bool.random(using: &generator):
            return .input(
                .resize(
                    Size(
                        columns: Int.random(in: 1...200, using: &generator),
                        rows: Int.random(in: 1...60, using: &generator))))
        default:
            guard !waiting.isEmpty else {
                return .input(.key(.space))
            }
            let effect = waiting.remove(at: Int.random(in: 0..<waiting.count, using: &generator))
            return answer(to: effect, state, &generator)
        }
    }

    private static func answer(
        to effect: Effect, _ state: ExplorerState, _ generator: inout SeededGenerator
    ) -> ExplorerEvent {
        let succeeds = Int.random(in: 0..<4, using: &generator) > 0
        switch effect {
        case .load(let request):
            if succeeds {
                let picture = sourcePicture(request.path, ticket: request.ticket, shortSide: request.shortSide)
                return .pair(.loaded(request.role, picture))
            }
            if Bool.random(using: &generator) {
                return .pair(
                    .tooLarge(
                        request.role, path: request.path, width: 9000, height: 9000, ticket: request.ticket))
            }
            if request.followsRecipe {
                return .pair(.recipeFound(ReopeningTests.recipe, nil, path: request.path, ticket: request.ticket))
            }
            return .pair(.failed(request.role, path: request.path, message: "No.", ticket: request.ticket))
        case .step(let parent, let child, let options, let token):
            guard succeeds, let node = state.sequence.history.nodes[parent] else {
                return .sequence(.failed(message: "No.", token: token))
            }
            return .sequence(.stepped(ExplorerState.node(child, parent: node, options: options), token: token))
        case .blend(let key):
            return succeeds ? .sequence(.blended(key, bitmap())) : .sequence(.blendFailed(key))
        case .list(let place, let folder):
            return .picker(.listed(place, folder: folder, succeeds ? .entries(PickerTests.entries) : .failed("No.")))
        case .preview(let path):
            return .picker(
                .previewed(
                    succeeds
                        ? .ready(PicturePreview(path: path, width: 3, height: 2, bitmap: bitmap(), recipe: nil))
                        : .failed(path: path, message: "No.")))
        case .thumbnails(let paths):
            return .picker(.thumbnail(path: paths[0], Thumbnail(bitmap: succeeds ? bitmap() : nil)))
        case .proposeExport(_, let name, let folder, let ticket):
            return .export(.proposed(name: name + "-2", folder: folder, ticket: ticket))
        case .export(let request):
            return .export(.ended(succeeds ? .written(["/tmp/a.png"]) : .exists(["a.png"]), ticket: request.ticket))
        default:
            return .pair(.agentReady(ExplorerState.agentSummary))
        }
    }
}

extension ExplorerState {
    /// The same characters again and again.
    fileprivate mutating func press(_ characters: String, count: Int) {
        for _ in 0..<count { press(characters) }
    }
}
