/// What people are told when there are no weights.
enum WeightsAdvice {
    static let missing =
        "There are no weights yet, so no step can be taken: start with --weights FILE, or make such a file from a "
        + "PyTorch checkpoint with “ministyler convert --actor A.pth.tar --builder B.pth.tar --output W.safetensors”."
}
