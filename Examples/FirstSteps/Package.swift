// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "FirstSteps",
    // Elsewhere: .package(url: …, from: …)
    dependencies: [.package(name: "ministyler", path: "../..")],
    targets: [
        .executableTarget(name: "FirstSteps", dependencies: [.product(name: "MiniStyler", package: "ministyler")])
    ]
)
