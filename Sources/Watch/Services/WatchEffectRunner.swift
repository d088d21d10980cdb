import Dispatch
import Engine
import Files
import Foundation
import Screens
import Synchronization
import Terminal

/// Carries out the dashboard's effects off the UI thread.
final class WatchEffectRunner: Sendable {
    /// Decoded pictures are kept no larger than this on their short side.
    private static let shortSide = 512

    private let decoding = DispatchQueue(label: "watch.decoding", qos: .userInitiated)
    private let plotting = DispatchQueue(label: "watch.plotting", qos: .userInteractive)
    private let newestPlots = Mutex<[Chart.ID: PlotOrder.Key]>([:])
    private let writing = DispatchQueue(label: "watch.writing", qos: .userInitiated)
    private let starting = DispatchQueue(label: "watch.starting", qos: .userInitiated)
    private let proposal: TrainingProposal
    private let launcher: TrainerLauncher
    private let post: @Sendable (WatchEvent) -> Void

    /// - Parameters:
    ///   - directories: the folders watched.
    ///   - program: the executable whose verb `train` starts runs.
    init(
        directories: [String] = ["."], program: String = TrainerLauncher.ownProgram,
        post: @escaping @Sendable (WatchEvent) -> Void
    ) {
        proposal = TrainingProposal(directories: directories)
        launcher = TrainerLauncher(program: program)
        self.post = post
    }

    func run(_ effect: WatchEffect) {
        switch effect {
        case .loadImage(let image):
            decoding.async { self.post(Self.load(image)) }
        case .plot(let order):
            newestPlots.withLock { $0[order.chart] = order.key }
            plotting.async { self.plot(order) }
        case .export(let content, let format, let name, let surface):
            writing.async { self.post(Self.export(content, format, name: name, surface: surface)) }
        case .control(let control, let folder, let name):
            writing.async {
                do {
                    try RunControl.request(control, folder: folder)
                    self.post(.controlled(control, name: name))
                } catch {
                    self.post(.controlFailed("\(error)"))
                }
            }
        case .proposeTraining(let former):
            starting.async { self.post(.trainingProposed(self.proposal.form(after: former))) }
        case .startTraining(let form):
            starting.async { self.start(form) }
        case .nextScreen, .screen, .lookBack, .quit:
            break
        }
    }

    /// Orders that were overtaken while they waited are left out.
    private func plot(_ order: PlotOrder) {
        if newestPlots.withLock({ $0[order.chart] == order.key }) { post(.plotted(order.chart, order.drawn())) }
    }

    private func start(_ form: TrainingForm) {
        do {
            let started = try launcher.start(form)
            post(.trainingStarted(folder: started.folder, process: started.process))
            // A thread of its own, because a trainer may work for days.
            let thread = Thread { [launcher, post] in post(.trainingEnded(launcher.wait(started))) }
            thread.name = "trainer"
            thread.start()
        } catch let refusal as TrainingForm.Refusal {
            post(.trainingRefused(refusal))
        } catch {
            post(.trainingRefused(TrainingForm.Refusal(field: form.focus, sentence: "\(error).")))
        }
    }

    /// Waits until files being written are complete.
    func stop() {
        writing.sync {}
    }

    static func load(_ image: LoggedImage) -> WatchEvent {
        do {
            let picture = try image.picture().resized(shortSide: shortSide)
            let bitmap = Bitmap(width: picture.width, height: picture.height, rgb: picture.rgb)
            return .image(image, bitmap, problem: nil)
        } catch {
            return .image(image, nil, problem: "\(error)")
        }
    }

    static func export(
        _ content: ChartContent, _ format: ChartExportFormat, name: String, surface: Surface,
        folder: String = Folder.working
    ) -> WatchEvent {
        let path = FreePath.of(name: name, fileExtension: format.rawValue, in: folder)
        do {
            let bytes: [UInt8] =
                switch format {
                case .csv: Array(ChartTable.csv(content).utf8)
                case .svg: Array(ChartDrawing.svg(content, surface: surface).utf8)
                case .png: try ChartPicture.picture(content, surface: surface).encodedPNG()
                }
            try AtomicFile.write(bytes, to: path)
            return .exported(path: path)
        } catch {
            return .exportFailed("\(error)")
        }
    }
}
