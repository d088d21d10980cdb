import Files
import Foundation
import Screens

/// Opens files in whatever the desktop has for them.
enum SystemViewer {
    /// - Returns: why it could not be opened; nil where the viewer was asked.
    static func open(_ path: String, environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        // Without a desktop, xdg-open would start a program in this terminal.
        let hasDesktop = ["DISPLAY", "WAYLAND_DISPLAY"].contains { environment[$0]?.isEmpty == false }
        guard hasDesktop else { return "There is no desktop to open it on; the file is \(path)" }
        let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
        let program = folders.map { PathText.joining(String($0), "xdg-open") }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
        guard let program else { return "Opening files needs xdg-open (Debian: apt-get install xdg-utils)." }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [path]
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            return "\(program) cannot be started: \(error.localizedDescription)"
        }
        process.waitUntilExit()
        return process.terminationStatus == 0 ? nil : "xdg-open found nothing that opens \(path)"
    }
}
