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
        process.arguments = [argument(path)]
        // Foundation starts nothing from a folder whose name is no text.
        if !Folder.working.isText { process.currentDirectoryURL = URL(fileURLWithPath: "/") }
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

    /// The path; its address where the path is no text, which Foundation cannot pass on.
    static func argument(_ path: String) -> String {
        guard !path.isText else { return path }
        let bytes = AbsolutePath.of(path).systemBytes.map { byte in
            let isPlain = byte < 0x80 && (isalnum(Int32(byte)) != 0 || byte == UInt8(ascii: "/"))
            return isPlain ? String(Unicode.Scalar(byte)) : String(format: "%%%02X", byte)
        }
        return "file://" + bytes.joined()
    }
}
