// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "SampleImages",
    dependencies: [.package(name: "ministyler", path: "../..")],
    targets: [
        // Renders assets/samples.
        .executableTarget(name: "SampleImages", dependencies: [.product(name: "MiniStyler", package: "ministyler")])
    ]
)
