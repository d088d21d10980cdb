import ArgumentParser

/// `--format`: what a frame is written as.
enum FrameFormat: String, ExpressibleByArgument, CaseIterable {
    case png
    case jpeg
    case safetensors

    var fileExtension: String { self == .jpeg ? "jpg" : rawValue }
}
