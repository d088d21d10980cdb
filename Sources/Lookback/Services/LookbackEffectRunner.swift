import Dispatch
import Files
import Foundation
import Screens
import Terminal

/// Carries out the screen's effects off the UI thread.
final class LookbackEffectRunner: Sendable {
    /// Pictures of a run's folders that are offered.
    private static let offered = 24
    private static let replayInterval = DispatchTimeInterval.milliseconds(220)

    private let stylizer: CheckpointStylizer
    private let files = DispatchQueue(label: "lookback.files", qos: .userInitiated)
    private let post: @Sendable (LookbackEvent) -> Void

    init(post: @escaping @Sendable (LookbackEvent) -> Void) {
        self.post = post
        stylizer = CheckpointStylizer(post: post)
        stylizer.start()
    }

    func run(_ effect: LookbackEffect) {
        switch effect {
        case .make(let keys): stylizer.make(keys)
        case .findPictures(let contentFolder, let styleFolder):
            files.async {
                self.post(
                    .pictures(
                        contents: Self.pictures(in: contentFolder), styles: Self.pictures(in: styleFolder),
                        replaces: false))
            }
        case .loadThumbnail(let path):
            files.async {
                guard let picture = try? Picture.read(path) else { return }
                self.post(.thumbnail(path: path, BitmapMaker.thumbnail(picture)))
            }
        case .tick(let number):
            files.asyncAfter(deadline: .now() + Self.replayInterval) { self.post(.tick(number)) }
        case .export(let bitmap, let name):
            files.async { self.post(Self.export(bitmap, name: name)) }
        case .nextScreen, .screen, .quit: break
        }
    }

    /// Lets files being written be completed and the stylizer go.
    func stop() {
        stylizer.stop()
        files.sync {}
    }

    /// The first pictures of a folder by name.
    static func pictures(in folder: String, limit: Int = offered) -> [String] {
        let names = (try? Folder.names(in: folder)) ?? []
        let pictures = names.filter {
            !$0.hasPrefix(".") && ["png", "jpg", "jpeg"].contains(PathText.fileExtension($0))
        }
        return pictures.sorted().prefix(limit).map { PathText.joining(folder, $0) }
    }

    private static func export(_ bitmap: Bitmap, name: String) -> LookbackEvent {
        let folder = Folder.working
        let path = FreePath.of(name: name, fileExtension: "png", in: folder)
        do {
            let picture = Picture(width: bitmap.width, height: bitmap.height, rgb: bitmap.rgb)
            try AtomicFile.write(picture.encodedPNG(), to: path)
            return .exported(path: path)
        } catch {
            return .exportFailed("\(error)")
        }
    }
}
