import Files
import Foundation

extension TrainingConfiguration {
    /// What weights say of the run that they are of, without the folders of this computer.
    func provenance(_ lossNetwork: LossNetwork, updates: Int) -> [String: String] {
        var result = [
            "origin": "training", "version": Version.current,
            "trained-on": [contentFolder, styleFolder].map { URL(fileURLWithPath: $0).lastPathComponent }
                .joined(separator: ", "),
            "trained": Schedule(options: options).networksTrained(in: updates),
            "loss-network": lossNetwork.provenance["kind"] ?? "unknown",
            "crop": "\(options.crop)", "batch": "\(options.batch)",
        ]
        if let path = initialWeights {
            result["source"] = URL(fileURLWithPath: path).lastPathComponent
            result["source-sha256"] = initialWeightsSHA256
        }
        return result
    }
}
