import Engine
import Foundation

/// The files that come with the package: where the command line looks for them, else in the checkout that the library was
/// compiled from, which a program that depends on the package has beside its own sources.
enum ShippedFiles {
    static func weights() throws(MiniStylerError) -> String {
        guard let path = Engine.Agent.defaultWeightsPath() ?? inCheckout("ministyler.safetensors") else {
            throw .weights("The weights that come with MiniStyler are missing; name a file with Agent(contentsOf:).")
        }
        return path
    }

    /// The loss network's file, or `named` where that is not nil.
    static func lossNetwork(unless named: String? = nil) throws(MiniStylerError) -> String {
        guard let path = named ?? LossNetwork.defaultPath() ?? inCheckout("loss-network.safetensors") else {
            throw .file(
                "The loss network that comes with MiniStyler is missing; name one with MINISTYLER_LOSS_NETWORK.")
        }
        return path
    }

    private static func inCheckout(_ name: String) -> String? {
        let package = (0..<3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let path = package.appendingPathComponent("assets/\(name)").path
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
