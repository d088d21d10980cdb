// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "ministyler",
    products: [
        .executable(name: "ministyler", targets: ["ministyler"]),
        .library(name: "MiniStyler", targets: ["MiniStyler"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // C libraries from Debian: a module map and a shim header each.
        .systemLibrary(name: "COneDNN", providers: [.apt(["libdnnl-dev"])]),
        .systemLibrary(name: "CNcurses", pkgConfig: "ncursesw", providers: [.apt(["libncursesw5-dev"])]),
        .systemLibrary(name: "CSixel", pkgConfig: "libsixel", providers: [.apt(["libsixel-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        .systemLibrary(name: "CMD", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
        .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),

        // The engine, from the bottom up. None of it knows of terminals.
        .target(name: "CKernels"),
        .target(name: "Tensors", dependencies: ["COneDNN", "CKernels"]),
        .target(name: "Files", dependencies: ["CMD", "CPNG", "CTurboJPEG"]),
        .target(name: "Engine", dependencies: ["Tensors", "Files"]),
        .target(name: "MiniStyler", dependencies: ["Engine", "Files"]),

        // The explorer.
        .target(name: "Terminal", dependencies: ["CNcurses", "CSixel"]),
        .target(name: "Explorer", dependencies: ["Engine", "Files", "Terminal"]),
        .executableTarget(
            name: "ministyler",
            dependencies: [
                "Engine", "Explorer", "Files", "Terminal",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Renders assets/samples; not part of the product.
        .executableTarget(name: "SampleImages", dependencies: ["Files"]),

        .testTarget(name: "TensorsTests", dependencies: ["Tensors"]),
        .testTarget(name: "FilesTests", dependencies: ["Files"], exclude: ["Fixtures"]),
        .testTarget(name: "EngineTests", dependencies: ["Engine", "Files", "Tensors"]),
        .testTarget(name: "TerminalTests", dependencies: ["Terminal"]),
        .testTarget(name: "ExplorerTests", dependencies: ["Explorer"]),
        .testTarget(name: "CommandLineTests", dependencies: ["ministyler", "Files", "Terminal"]),
    ]
)
