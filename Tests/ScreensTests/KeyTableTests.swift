import Terminal
import Testing

@testable import Explore
@testable import Lookback
@testable import Screens
@testable import Watch

@Suite struct KeyTableTests {
    @Test(arguments: ExplorerKeyContext.allCases)
    func everyContextCanBeClosedOrQuit(_ context: ExplorerKeyContext) {
        #expect(ExplorerKeys.table.command(for: .escape, in: context) == .close)
    }

    @Test(arguments: ExplorerKeyContext.allCases.filter(\.takesText))
    func fieldsLeaveEveryPrintableCharacterToTyping(_ context: ExplorerKeyContext) {
        for scalar in UInt8(ascii: " ")...UInt8(ascii: "~") {
            let key = Key.character(Character(Unicode.Scalar(scalar)))
            #expect(ExplorerKeys.table.command(for: key, in: context) == nil, "\(key.label) in \(context)")
        }
    }

    @Test func noScreenBindsAKeyTwice() {
        expectNoKeyTwice(ExplorerKeys.table)
        expectNoKeyTwice(WatchKeys.table)
        expectNoKeyTwice(LookbackKeys.table)
    }

    private func expectNoKeyTwice<Context, Command>(_ table: KeyTable<Context, Command>) {
        for context in Context.allCases {
            let keys = table.bindings(in: context).flatMap(\.keys)
            #expect(Set(keys).count == keys.count, "\(context)")
        }
    }

    @Test func everyScreensHelpNamesEveryBinding() {
        expectHelp(ExplorerKeys.help(ExplorerKeys.table), names: ExplorerKeys.table)
        expectHelp(WatchKeys.help, names: WatchKeys.table)
        expectHelp(LookbackKeys.help, names: LookbackKeys.table)
    }

    private func expectHelp<Context, Command>(
        _ help: HelpPage<Context, Command>, names table: KeyTable<Context, Command>
    ) {
        let lines = help.lines()
        for binding in Context.allCases.flatMap({ table.bindings(in: $0) }) {
            let expected: HelpLine? =
                switch binding.command.helpEntry {
                case .own: .entry(keys: binding.label, title: binding.command.title)
                case .shared(let keys, let title): .entry(keys: keys, title: title)
                case .elsewhere: nil
                }
            if let expected { #expect(lines.contains(expected), "\(binding.command)") }
        }
    }

    @Test func theContractKeysAreBound() {
        let contract: [(Key, ExplorerCommand)] = [
            (.space, .step), (.left, .previousStep), (.right, .nextStep), (.character("h"), .previousStep),
            (.character("l"), .nextStep), (.home, .firstStep), (.end, .lastStep), (.character("c"), .pickContent),
            (.character("s"), .pickStyle), (.character("e"), .exportFrame), (.character("E"), .exportAll),
            (.character("?"), .help), (.escape, .close), (.character("q"), .quit), (.tab, .nextScreen),
            (.character("1"), .jump(1)), (.character("9"), .jump(9)), (.character("0"), .jump(10)),
        ]
        for (key, command) in contract {
            #expect(ExplorerKeys.table.command(for: key, in: .explore) == command, "\(key.label)")
        }
    }

    @Test(arguments: ExplorerKeyContext.allCases)
    func helpShowsEveryBinding(_ context: ExplorerKeyContext) throws {
        let lines = ExplorerKeys.help(ExplorerKeys.table).lines()
        let start = try #require(lines.firstIndex(of: .heading(context.title)))
        let section = lines[(start + 1)...].prefix { if case .heading = $0 { false } else { true } }
        for binding in ExplorerKeys.table.bindings(in: context) {
            if case .jump = binding.command {
                #expect(section.contains(.entry(keys: "1 … 9, 0", title: "Go to step 1 … 9, 10")))
                continue
            }
            let keys = binding.keys.map(\.label).joined(separator: "  ")
            #expect(section.contains(.entry(keys: keys, title: binding.command.title)), "\(keys)")
        }
    }

    @Test func thePaletteOffersEveryCommandOfTheSessionOnce() {
        let offered = ExplorerCommand.paletteCommands
        #expect(Set(offered).count == offered.count)
        for binding in ExplorerKeys.table.bindings(in: .explore) where ![.palette, .close].contains(binding.command) {
            #expect(offered.contains(binding.command), "\(binding.command.title)")
        }
    }

    @Test func labelsReadAsPeopleWriteThem() {
        #expect(Key.space.label == "Space")
        #expect(Key.control("r").label == "Ctrl-R")
        #expect(Key.shift(.left).label == "Shift-←")
        #expect(Key.backTab.label == "Shift-Tab")
        #expect(Key.function(1).label == "F1")
    }
}
