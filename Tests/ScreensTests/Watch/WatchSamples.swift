import Engine
import Files
import Foundation
import Terminal

@testable import Screens
@testable import Watch

/// Runs with known numbers, written to a folder that lives as long as this object.
final class WatchSamples {
    let folder: String
    /// Time of the first event, seconds since 1970.
    static let start = 1_700_000_000.0
    /// When the runs are looked at.
    static let now = start + 5000

    init() throws {
        folder = NSTemporaryDirectory() + "ministyler-watch-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // Times of day on the screen must not depend on where the tests run.
        setenv("TZ", "UTC", 1)
        tzset()
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A run as our trainer writes it: one point every ten steps, a picture every hundred.
    @discardableResult
    func addTraining(_ name: String, steps: Int = 1000, shift: Double = 0, state: RunState = .finished) throws -> String
    {
        let path = "\(folder)/\(name)"
        let writer = try EventFileWriter(directory: path + "/events")
        for step in stride(from: 0, to: steps, by: 10) {
            let t = Double(step) / 1000
            let wave = sin(Double(step) / 37 + shift)
            let values: [(String, Double)] = [
                ("lambda/content", 1 + t + shift), ("lambda/style", 1 - t / 2), ("lambda/contrastive", 1 + 0.1 * wave),
                ("loss/content", 2 * exp(-t)), ("loss/style", 3 * exp(-2 * t) + 0.2 * wave * wave),
                ("loss/contrastive", 0.5 + 0.05 * wave), ("loss/critic1", 1 + wave), ("loss/critic2", 1 - wave),
                ("loss/actor", -t), ("loss/temperature", 0.01 * wave), ("q/mean", -5 + 3 * t),
                ("q/target", -5.2 + 3 * t),
                ("reward/step", -2 + t + 0.5 * wave + shift), ("reward/episode", -20 + 10 * t),
                ("policy/entropy", 1.4 - t),
                ("policy/temperature", 0.1 * exp(-t)), ("time/updates_per_second", 0.6 + 0.01 * wave),
            ]
            for (tag, value) in values {
                try writer.add(scalar: Float(value), tag: tag, step: step, wallTime: Self.start + Double(step) * 2)
            }
            if step % 100 == 0 {
                // The red of the pictures grows with the step.
                let red = UInt8(min(255, step / 5))
                let rgb = (0..<8 * 4).flatMap { _ in [red, 100, 50] as [UInt8] }
                try writer.add(
                    image: Picture(width: 8, height: 4, rgb: rgb).encodedPNG(), width: 8, height: 4,
                    tag: "sample/sequence", step: step, wallTime: Self.start + Double(step) * 2)
            }
        }
        try writer.close()
        var status = RunStatus(state: state, updates: steps, targetUpdates: 2 * steps)
        status.updatesPerSecond = 0.61
        status.heartbeat = Self.now - 3
        status.progressAt = Self.now - 3
        status.startedAt = Self.start
        let encoder = JSONEncoder()
        try encoder.encode(status).write(to: URL(fileURLWithPath: path + "/status.json"))
        return path
    }

    /// A run of another program: tags without groups of ours.
    func addForeign(_ name: String, points: Int = 200) throws {
        let writer = try EventFileWriter(directory: "\(folder)/\(name)")
        for step in 0..<points {
            for tag in ["train/loss", "train/accuracy", "eval/loss", "lr"] {
                let value = Float(exp(-Double(step) / 50) + (tag == "lr" ? 0 : 0.1 * sin(Double(step))))
                try writer.add(scalar: value, tag: tag, step: step, wallTime: Self.start + Double(step))
            }
        }
        try writer.close()
    }

    /// The dashboard after everything was read.
    func state(
        _ size: Size = Size(columns: 120, rows: 40), filter: String = "", smoothing: Double = 0.6,
        background: BackgroundTone = .dark, noColor: Bool = false
    ) -> WatchState {
        WatchSnapshot.state(
            directories: [folder], size: size, filter: filter, smoothing: smoothing, background: background,
            noColor: noColor, now: Self.now)
    }
}

extension WatchState {
    /// Types characters as keys.
    @discardableResult
    mutating func press(_ characters: String) -> [WatchEffect] {
        characters.flatMap { press(Key.character($0)) }
    }

    @discardableResult
    mutating func press(_ keys: Key...) -> [WatchEffect] {
        keys.flatMap { key in
            let effects = reduce(.input(.key(key)))
            // What the plotting thread would have done a moment later.
            settle(effects.filter { if case .plot = $0 { true } else { false } })
            return effects
        }
    }
}
