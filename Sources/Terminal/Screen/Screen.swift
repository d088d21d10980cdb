import CNcurses
import CTerminal
import Foundation
import Glibc
import Synchronization

/// The terminal: shows frames and yields input. ncurses draws the text; pictures are written behind it.
///
/// One screen exists at a time, and all of it belongs to the thread that made it, except `wake`, which any thread may
/// call. However the process ends, by `close`, an error, a trap or a signal, the terminal is restored.
package final class Screen: Display, @unchecked Sendable {
    /// Extent in cells.
    package private(set) var size: Size
    /// What the terminal can do.
    package private(set) var capabilities: Capabilities

    private static let exists = Atomic<Bool>(false)
    private static let cacheBytes = 96 << 20

    private let device: TerminalDevice
    private let guardPipe: Int32
    private let window: CursesWindow
    private let queue: ImageEncodingQueue
    private let owner = pthread_self()
    private let clock = ContinuousClock()
    private let request: GraphicsRequest
    private let theme: ThemeRequest
    /// Leaves the full screen.
    private let leaveScreen: String
    private var environment: TerminalEnvironment
    /// What the terminal said of itself; nil once it said all that it was asked.
    private var answers: [UInt8]?
    /// Whether the window's pixels tell the cells' size, so that it can follow the font.
    private var cellFollowsWindow = false
    private var compositor = ImageCompositor()
    private var parser = InputParser()
    /// When to stop waiting for the rest of a key's sequence.
    private var inputDeadline: ContinuousClock.Instant?
    private var events = InputQueue()
    private var lastFrame: Frame?
    private var hasMissingPictures = false
    private var isClosed = false
    private var speed = LineSpeed()

    /// Takes over the terminal of standard input and output.
    /// - Throws: `TerminalError` where there is no terminal, or one that cannot place text; nothing is left changed.
    package init(graphics request: GraphicsRequest = .auto, theme: ThemeRequest = .auto) throws(TerminalError) {
        let unicode = try Screen.setLocale()
        let description = try CursesWindow.describeTerminal()
        let device = try TerminalDevice()
        // The terminal's own size; only where its owner has not said it, that of the environment.
        let variables = TerminalEnvironment.variables()
        let found = device.windowSize() ?? (WindowSize.stated(variables), nil)
        precondition(!Screen.exists.exchange(true, ordering: .relaxed), "there is another Screen")
        (self.request, self.theme) = (request, theme)
        leaveScreen = description.leave
        var settings = device.originalSettings
        let restore = TerminalModes.leaving(keepsPictures: false) + leaveScreen
        guardPipe = terminal_guard_install(STDOUT_FILENO, restore, restore.utf8.count, &settings)
        do throws(TerminalError) {
            if guardPipe < 0 { throw .system(call: "pipe", reason: String(cString: strerror(errno))) }
            try device.enterKeyMode()
            environment = TerminalEnvironment(
                variables: variables, databaseColors: description.colors, size: found.cells,
                pixelSize: found.pixels, unicode: unicode)
            let answers = device.probe(environment)
            let (replies, typed) = ProbeReplies.parse(answers)
            self.answers = replies.deviceAttributes == nil ? answers : nil
            var capabilities = Capabilities(request: request, replies: replies, environment: environment)
            capabilities.take(theme)
            window = try CursesWindow(size: found.cells, textColors: capabilities.textColors)
            try device.enterKeyMode()
            window.rememberSettings()
            terminal_guard_hold_standard_error()
            self.device = device
            self.capabilities = capabilities
            size = found.cells
            events.append(contentsOf: parser.feed(typed))
        } catch {
            terminal_guard_remove()
            Screen.exists.store(false, ordering: .relaxed)
            throw error
        }
        let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
        queue = ImageEncodingQueue(capacity: Screen.cacheBytes, workers: cores > 1 ? 2 : 1) { terminal_guard_wake() }
        adopt(capabilities)
        device.write(Array(TerminalModes.entering(pixelMouse: capabilities.pixelMouse).utf8))
    }

    deinit { close() }

    /// Shows a frame: text first, then, in one write, the pictures that changed and are encoded. A picture that is
    /// not yet encoded follows by itself, while its rectangle keeps the picture it has; a `.wake` tells.
    package func present(_ frame: Frame) {
        precondition(pthread_equal(pthread_self(), owner) != 0, "a screen is presented by the thread that made it")
        if isClosed || (frame == lastFrame && !hasMissingPictures) { return }
        lastFrame = frame
        show(frame)
    }

    /// Encodes a picture for the terminal in the background, as it would be presented, so that presenting it is one
    /// write. Call it on the screen's thread, and again after a `.resize`.
    package func prepare(_ placement: ImagePlacement) {
        let place = ImageCompositor.place(placement, windowSize: size, capabilities: capabilities)
        if let job = place?.job, !compositor.holds(job) { queue.prepare(job) }
    }

    /// Makes `nextEvent` return `.wake` soon. Any thread may call it.
    package func wake() { terminal_guard_wake() }

    /// Waits for input: no longer than the time given (nil: as long as it takes, 0: not at all). Mouse moves that
    /// wait behind one another come as the last of them.
    package func nextEvent(timeoutMilliseconds: Int?) -> InputEvent? {
        let deadline = timeoutMilliseconds.map { clock.now + .milliseconds($0) }
        var hasLooked = false
        while true {
            // The terminal is looked at once even where events wait, so that moves can be joined.
            if hasLooked, let event = events.popFirst() { return event }
            let now = clock.now
            if hasLooked, let deadline, deadline <= now { return nil }
            let end = events.isEmpty ? [deadline, inputDeadline, speed.refinement].compactMap { $0 }.min() : now
            device.wait(
                orFor: guardPipe, milliseconds: end.map { Int((now.duration(to: $0) / .milliseconds(1)).rounded(.up)) })
            hasLooked = true
            takeSignals()
            takeInput()
            if speed.wantsRefinement(at: clock.now), let lastFrame { show(lastFrame) }
        }
    }

    /// By OSC 52; terminals that have it off or do not know it do nothing.
    package func copy(_ text: [UInt8]) {
        device.write(Array("\u{1B}]52;c;\(Data(text).base64EncodedString())\u{07}".utf8))
    }

    /// Restores the terminal. Calling it again does nothing.
    package func close() {
        if isClosed { return }
        isClosed = true
        device.write(Array(leavingModes.utf8))
        // What the terminal still says of itself would reach the shell.
        if let known = answers {
            _ = device.ask("", after: known, limitMilliseconds: environment.probeMilliseconds)
        }
        // And so would what it says of pictures, which it may still be reading.
        if capabilities.graphics == .kitty { _ = device.ask(ProbeReplies.plainQuestion, limitMilliseconds: 100) }
        compositor.forget()
        window.leave()
        // ncurses has left the full screen; leaving it twice would move the cursor.
        terminal_guard_set_restore("", 0)
        terminal_guard_remove()
        Screen.exists.store(false, ordering: .relaxed)
    }

    private func show(_ whole: Frame) {
        var frame = whole
        if capabilities.graphics == .sixel, speed.isHurried(at: clock.now) {
            frame.coarsen { [compositor, size, capabilities] in
                !compositor.shows($0, windowSize: size, capabilities: capabilities)
            }
        }
        let isCoarse = frame != whole
        var wanted: Set<ImageKey> = []
        let plan = compositor.plan(
            frame, windowSize: size, capabilities: capabilities, colors: window.colors
        ) { job in
            wanted.insert(job.key)
            return queue.imageOrRequest(job)
        }
        queue.retainUrgent(wanted)
        if capabilities.graphics == .kitty { queue.forget(wanted.subtracting(plan.missing)) }
        hasMissingPictures = !plan.missing.isEmpty
        let isSynchronized = capabilities.synchronizedOutput && !plan.bytes.isEmpty
        if isSynchronized { device.write(Array("\u{1B}[?2026h".utf8)) }
        window.draw(plan.cells, cursor: frame.cursor)
        if !plan.bytes.isEmpty {
            let start = clock.now
            device.write(isSynchronized ? plan.bytes + Array("\u{1B}[?2026l".utf8) : plan.bytes)
            speed.wrote(bytes: plan.bytes.count, in: clock.now - start, at: clock.now, isCoarse: isCoarse)
        }
    }

    private func takeInput() {
        guard let bytes = device.read() else {
            // The terminal is gone: end as its hang-up would have us end.
            close()
            raise(SIGHUP)
            exit(EXIT_FAILURE)
        }
        if !bytes.isEmpty {
            events.join(parser.feed(bytes))
            takeAnswers()
            inputDeadline = parser.patienceMilliseconds.map { clock.now + .milliseconds($0) }
        } else if let deadline = inputDeadline, deadline <= clock.now {
            events.join(parser.flush())
            inputDeadline = nil
        }
    }

    private func takeSignals() {
        var signals = waitingSignals()
        if signals.contains(TERMINAL_GUARD_STOP) {
            device.write(Array(leavingModes.utf8))
            window.leave()
            device.restoreSettings()
            terminal_guard_stop()
            signals.formUnion(waitingSignals())
            signals.insert(TERMINAL_GUARD_CONTINUE)
        }
        if signals.contains(TERMINAL_GUARD_CONTINUE) { resume() }
        if signals.contains(TERMINAL_GUARD_RESIZE) { followWindow() }
        if signals.contains(TERMINAL_GUARD_WAKE) {
            // Pictures that a frame waits for need nobody's leave.
            if hasMissingPictures, let lastFrame { show(lastFrame) }
            if events.last != .wake { events.append(.wake) }
        }
    }

    private func waitingSignals() -> Set<Int> {
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = Glibc.read(guardPipe, &buffer, buffer.count)
        return count > 0 ? Set(buffer.prefix(count).map(Int.init)) : []
    }

    private func followWindow() {
        guard let found = device.windowSize() else { return }
        size = found.cells
        (environment.size, environment.pixelSize) = found
        if cellFollowsWindow, let pixels = found.pixels {
            capabilities.cellPixelSize = PixelSize(
                width: max(1, pixels.width / size.columns), height: max(1, pixels.height / size.rows))
            if capabilities.pixelMouse { parser.mouseCellSize = capabilities.cellPixelSize }
        }
        // What the window showed is gone even where its size in cells has not changed.
        startAnew()
    }

    /// Has everything drawn again, by an application that looks at the window's size and capabilities first.
    private func startAnew() {
        window.resize(to: size)
        device.write(compositor.invalidate())
        queue.forgetAll()
        lastFrame = nil
        hasMissingPictures = false
        events.removeAll { if case .resize = $0 { true } else { false } }
        events.append(.resize(size))
    }

    private func resume() {
        // After SIGSTOP the shell's settings are still in force.
        try? device.enterKeyMode()
        compositor.forget()
        device.write(Array(TerminalModes.entering(pixelMouse: capabilities.pixelMouse).utf8))
        followWindow()
        events.append(.resumed)
    }

    /// Reads what the terminal says of its pictures, and of itself where the probe did not wait for it.
    private func takeAnswers() {
        let new = parser.takeAnswers()
        if new.isEmpty { return }
        if capabilities.graphics == .kitty {
            let isLost = ProbeReplies.graphicsAnswers(new).map { compositor.take($0) }
            if isLost.contains(true), let lastFrame { show(lastFrame) }
        }
        guard let known = answers else { return }
        let (replies, _) = ProbeReplies.parse(known + new)
        answers = replies.deviceAttributes == nil ? known + new : nil
        if replies.deviceAttributes == nil { return }
        var found = Capabilities(request: request, replies: replies, environment: environment)
        // Text stays as ncurses was told.
        found.textColors = capabilities.textColors
        found.take(theme)
        if found == capabilities { return }
        adopt(found)
        device.write(Array(TerminalModes.entering(pixelMouse: capabilities.pixelMouse).utf8))
        startAnew()
    }

    private var leavingModes: String { TerminalModes.leaving(keepsPictures: capabilities.graphics == .kitty) }

    private func adopt(_ found: Capabilities) {
        capabilities = found
        let cell = found.cellPixelSize
        cellFollowsWindow =
            environment.pixelSize.map {
                $0.width / size.columns == cell.width && $0.height / size.rows == cell.height
            } ?? false
        if found.pixelMouse { parser.mouseCellSize = cell }
        let restore = leavingModes + leaveScreen
        terminal_guard_set_restore(restore, restore.utf8.count)
    }
}
