// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "ministyler",
    products: [
        .executable(name: "ministyler", targets: ["ministyler"]),
        .library(name: "MiniStyler", targets: ["MiniStyler"]),
    ],
    // Picture formats besides PNG and JPEG; without one, `swift build --disable-default-traits --traits …` needs no library of it.
    traits: [
        .default(enabledTraits: ["WebP", "HEIF", "TIFF", "GIF"]),
        .trait(name: "WebP", description: "Reads and writes WebP through libwebp."),
        .trait(name: "HEIF", description: "Reads HEIC and AVIF through libheif."),
        .trait(name: "TIFF", description: "Reads TIFF through libtiff."),
        .trait(name: "GIF", description: "Reads the first frame of GIF through giflib."),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // C libraries from Debian: a module map and a shim header each.
        .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncursesw5-dev"])]),
        .systemLibrary(name: "CSixel", providers: [.apt(["libsixel-dev"])]),
        .systemLibrary(name: "CPNG", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CMD", providers: [.apt(["libmd-dev"])]),
        .systemLibrary(name: "CISAL", providers: [.apt(["libisal-dev"])]),
        .systemLibrary(name: "CLCMS", providers: [.apt(["liblcms2-dev"])]),
        .systemLibrary(name: "CTurboJPEG", providers: [.apt(["libturbojpeg0-dev"])]),
        .systemLibrary(name: "CWebP", providers: [.apt(["libwebp-dev"])]),
        .systemLibrary(name: "CHEIF", providers: [.apt(["libheif-dev"])]),
        .systemLibrary(name: "CTIFF", providers: [.apt(["libtiff-dev"])]),
        .systemLibrary(name: "CGIF", providers: [.apt(["libgif-dev"])]),

        // The engine, from the bottom up. None of it knows of terminals.
        .target(name: "CKernels"),
        .target(name: "Tensors", dependencies: ["COneDNN", "CKernels"]),
        .target(
            name: "Files",
            dependencies: [
                "CISAL", "CLCMS", "CMD", "CPNG", "CTurboJPEG",
                .target(name: "CWebP", condition: .when(traits: ["WebP"])),
                .target(name: "CHEIF", condition: .when(traits: ["HEIF"])),
                .target(name: "CTIFF", condition: .when(traits: ["TIFF"])),
                .target(name: "CGIF", condition: .when(traits: ["GIF"])),
            ]),
        .target(name: "Engine", dependencies: ["CKernels", "Tensors", "Files"]),
        .target(name: "MiniStyler", dependencies: ["Engine", "Files"]),

        // The explorer.
        .target(name: "CTerminal"),
        .target(name: "Terminal", dependencies: ["CNcurses", "CPNG", "CSixel", "CTerminal"]),
        .target(name: "Screens", dependencies: ["Files", "Terminal"]),
        .target(name: "Explore", dependencies: ["Engine", "Files", "Screens", "Terminal"]),
        .target(name: "Watch", dependencies: ["Engine", "Files", "Screens", "Terminal"]),
        .target(name: "Lookback", dependencies: ["Engine", "Files", "Screens", "Terminal"]),
        .executableTarget(
            name: "ministyler",
            dependencies: [
                "Engine", "Explore", "Files", "Lookback", "Screens", "Terminal", "Watch",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .testTarget(name: "TensorsTests", dependencies: ["CKernels", "Tensors"]),
        // Where the reference files beside the project are.
        .target(name: "ReferenceFiles", path: "Tests/ReferenceFiles"),
        // Random numbers and damaged files that a seed gives again.
        .target(name: "SeededInputs", path: "Tests/SeededInputs"),
        .testTarget(
            name: "FilesTests", dependencies: ["Files", "ReferenceFiles", "SeededInputs"], exclude: ["Fixtures"]),
        .testTarget(
            name: "EngineTests", dependencies: ["Engine", "Files", "ReferenceFiles", "Tensors"],
            exclude: ["Evaluation/Painting", "Golden"]),
        .testTarget(name: "MiniStylerTests", dependencies: ["Engine", "Files", "MiniStyler"]),
        // Runs programs on a pseudo-terminal for tests.
        .target(name: "PseudoTerminal", path: "Tests/PseudoTerminal"),
        // What TerminalTests runs there.
        .executableTarget(
            name: "TerminalTestProgram", dependencies: ["Terminal"], path: "Tests/TerminalTestProgram"),
        // Feeds damaged inputs to every parser: make fuzz.
        .executableTarget(
            name: "Fuzz", dependencies: ["Engine", "Files", "SeededInputs", "Terminal"], path: "Tests/Fuzz"),
        .testTarget(
            name: "TerminalTests",
            dependencies: ["CTerminal", "Files", "PseudoTerminal", "Terminal", "TerminalTestProgram"]),
        .testTarget(
            name: "ScreensTests",
            dependencies: ["Engine", "Explore", "Files", "Lookback", "Screens", "SeededInputs", "Terminal", "Watch"]),
        .testTarget(
            name: "CommandLineTests",
            dependencies: ["ministyler", "Engine", "Files", "PseudoTerminal", "ReferenceFiles", "SeededInputs"],
            exclude: ["Help"]),
    ]
)
