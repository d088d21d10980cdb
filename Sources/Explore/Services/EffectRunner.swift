import Dispatch
import Engine
import Files
import Screens
import Synchronization
import Terminal

/// Carries out effects on other threads and posts what comes of them. No call waits, but for `stop` until sessions are kept.
final class EffectRunner: Sendable {
    /// A step that the engine was asked for, by the token it was given.
    private struct PendingStep {
        let parent: FrameID
        let child: FrameID
        let options: StepOptions
        let token: Int
    }

    /// What steps, and what measures steps where there is such a network.
    private struct Networks {
        let agent: Agent
        let lossNetwork: LossNetwork?
    }

    private let places: Places
    private let precision: Precision
    private let post: @Sendable (ExplorerEvent) -> Void
    private let store = FrameStore()
    private let worker = StylizationWorker()
    private let previews: PreviewLoader
    private let thumbnails: ThumbnailLoader
    private let renderer: FullSizeRenderer
    private let practice: PracticeWorker
    private let networks = Mutex<Networks?>(nil)
    private let pending = Mutex<[Int: PendingStep]>([:])
    private let newestComparison = Mutex<Comparison.Request?>(nil)
    private let listener: Mutex<Task<Void, Never>?> = Mutex(nil)

    // Reading and writing of files; the engine has a thread of its own.
    private let loading = DispatchQueue(label: "ministyler.loading", qos: .userInitiated, attributes: .concurrent)
    private let listing = DispatchQueue(label: "ministyler.listing", qos: .userInitiated)
    private let keeping = DispatchQueue(label: "ministyler.keeping", qos: .utility)
    private let blending = DispatchQueue(label: "ministyler.blending", qos: .userInitiated)
    private let writing = DispatchQueue(label: "ministyler.writing", qos: .utility)
    private let viewing = DispatchQueue(label: "ministyler.viewing", attributes: .concurrent)

    init(places: Places, precision: Precision, post: @escaping @Sendable (ExplorerEvent) -> Void) {
        self.places = places
        self.precision = precision
        self.post = post
        previews = PreviewLoader(post: post)
        thumbnails = ThumbnailLoader(post: post)
        renderer = FullSizeRenderer { post(.export($0)) }
        practice = PracticeWorker(store: store) { post(.practice($0)) }
        let events = worker.events
        let task = Task.detached { [weak self] in
            for await event in events {
                self?.report(event)
            }
        }
        listener.withLock { $0 = task }
    }

    /// Lets the engine end its step and go.
    func stop() {
        worker.cancel()
        renderer.cancel()
        practice.steer(.stop)
        // What is being kept is kept.
        keeping.sync {}
        listener.withLock { $0?.cancel() }
    }

    func run(_ effect: Effect) {
        switch effect {
        case .loadAgent(let path):
            loading.async { self.post(self.loadAgent(path)) }
        case .load(let request):
            loading.async {
                self.post(
                    .pair(
                        PictureLoader(store: self.store, recent: self.places.recent, samples: self.places.samples).load(
                            request)))
            }
        case .releaseSource(let ticket):
            store.removeSource(ticket)
        case .plant(let root, let ticket):
            store.plant(root, sourceTicket: ticket)
        case .open(let contentTicket, let styleTicket):
            open(contentTicket: contentTicket, styleTicket: styleTicket)
        case .step(let parent, let child, let options, let token):
            let step = PendingStep(parent: parent, child: child, options: options, token: token)
            pending.withLock { $0[child.rawValue] = step }
            worker.advance(from: store.frame(parent), steps: 1, options: options, token: child.rawValue)
        case .cancelRun:
            worker.cancel()
        case .blend(let key):
            blending.async { self.post(self.blend(key)) }
        case .release(let frames):
            store.remove(frames)
        case .compose(let request):
            newestComparison.withLock { $0 = request }
            blending.async { self.compose(request) }
        case .list(let place, let folder):
            listing.async { self.post(.picker(.listed(place, folder: folder, self.list(place, folder: folder)))) }
        case .preview(let path):
            previews.request(path)
        case .thumbnails(let paths):
            thumbnails.request(paths)
        case .rememberRecent(let path):
            // In the order of the listings, so that the list of recent files is never behind.
            guard ![places.sessions.folder, places.gallery].contains(PathText.parent(of: path)) else { return }
            listing.async { self.places.recent.remember(path) }
        case .keepSession(let record):
            keeping.async { self.places.sessions.keep(record) }
        case .proposeExport(let scope, let name, let folder, let ticket):
            listing.async {
                let free = FrameExporter.proposal(scope, name: name, folder: folder)
                self.post(.export(.proposed(name: free.name, folder: free.folder, ticket: ticket)))
            }
        case .export(let request):
            writing.async {
                let outcome = FrameExporter(store: self.store).export(request)
                self.post(.export(.ended(outcome, ticket: request.ticket)))
            }
        case .render(let request):
            if let agent = networks.withLock({ $0?.agent }) { renderer.start(request, agent: agent) }
        case .cancelRender:
            renderer.cancel()
        case .practise(let request):
            practise(request)
        case .steerPractice(let steering):
            practice.steer(steering)
        case .keepPractice(let update, let name, let ticket):
            // What is kept is waited for as one leaves, and is here before the practice forgets it.
            let weights = practice.weights(afterUpdate: update)
            keeping.async { self.post(.practice(self.keep(weights, update, name: name, ticket: ticket))) }
        case .view(let path):
            viewing.async {
                if let problem = SystemViewer.open(path) { self.post(.export(.notViewed(problem))) }
            }
        case .tick(let token, let milliseconds):
            viewing.asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { self.post(.ticked(token: token)) }
        case .copy, .nextScreen, .screen, .quit:
            break
        }
    }

    private func loadAgent(_ path: String?) -> ExplorerEvent {
        guard let path = path ?? Agent.defaultWeightsPath() else {
            return .pair(.agentMissing)
        }
        do {
            let loaded = try Agent.load(path, precision: precision)
            var summary = AgentSummary(
                path: path, sha256: loaded.sha256, parameterCount: loaded.parameterCount,
                precision: loaded.precision)
            let lossNetwork: LossNetwork?
            do {
                lossNetwork = try LossNetwork.loadDefault()
            } catch {
                lossNetwork = nil
                summary.lossNetworkProblem = "\(error)"
            }
            networks.withLock { $0 = Networks(agent: loaded, lossNetwork: lossNetwork) }
            return .pair(.agentReady(summary))
        } catch {
            return .pair(.agentFailed(path: path, message: "\(error)"))
        }
    }

    private func open(contentTicket: Int, styleTicket: Int) {
        guard let networks = networks.withLock({ $0 }), let content = store.source(contentTicket),
            let style = store.source(styleTicket)
        else {
            return
        }
        worker.open(
            agent: networks.agent, content: content.picture, style: style.picture, lossNetwork: networks.lossNetwork)
    }

    private func practise(_ request: PracticeRequest) {
        guard let networks = networks.withLock({ $0 }), let content = store.source(request.contentTicket),
            let style = store.source(request.styleTicket)
        else {
            post(
                .practice(
                    .failed(message: "The pictures are not there any more; open them again.", ticket: request.ticket)))
            return
        }
        guard let lossNetwork = networks.lossNetwork else {
            let message =
                "Learning takes a loss network: name one in MINISTYLER_LOSS_NETWORK, or make one with “ministyler distill”."
            post(.practice(.failed(message: message, ticket: request.ticket)))
            return
        }
        practice.start(
            PracticeWorker.Sources(
                agent: networks.agent, lossNetwork: lossNetwork, content: content.picture, style: style.picture),
            ticket: request.ticket)
    }

    private func keep(_ weights: TensorFile?, _ update: Int, name: String, ticket: Int) -> PracticeEvent {
        guard let weights else {
            return .notKept(message: "That agent is not there any more.", ticket: ticket)
        }
        do {
            return .kept(path: try places.agents.keep(weights, name: name), update: update, ticket: ticket)
        } catch {
            return .notKept(message: "\(error)", ticket: ticket)
        }
    }

    private func report(_ event: StylizationEvent) {
        switch event {
        case .opened, .began:
            return
        case .frame(let frame, let token):
            guard let step = pending.withLock({ $0[token] }) else {
                return
            }
            store.add(frame, id: step.child)
            let picture = frame.picture()
            let node = FrameNode(
                id: step.child, parent: step.parent, step: frame.step, options: step.options, report: frame.report,
                bitmap: store.bitmap(picture),
                thumbnail: store.bitmap(BitmapMaker.thumbnailPicture(picture)))
            post(.sequence(.stepped(node, token: step.token)))
        case .assessed(let report, let token):
            guard let step = pending.withLock({ $0[token] }) else {
                return
            }
            post(.sequence(.assessed(step.child, report)))
        case .finished(let token), .cancelled(let token):
            pending.withLock { $0[token] = nil }
        case .failed(let message, let token):
            let step = pending.withLock { $0.removeValue(forKey: token) }
            post(.sequence(.failed(message: message, token: step?.token)))
        }
    }

    private func blend(_ key: BlendKey) -> ExplorerEvent {
        guard let image = store.image(lower: key.lower, upper: key.upper, fraction: Double(key.tenths) / 10) else {
            return .sequence(.blendFailed(key))
        }
        return .sequence(.blended(key, BitmapMaker.bitmap(image.picture())))
    }

    /// Requests that were overtaken while they waited are left out.
    private func compose(_ request: Comparison.Request) {
        if newestComparison.withLock({ $0 == request }) {
            post(.composed(request, ComparisonComposer.bitmap(request)))
        }
    }

    private func list(_ place: PickerPlace, folder: String) -> FolderListing {
        switch place {
        case .folder:
            return FolderReader.list(folder)
        case .samples:
            guard let samples = places.samples else {
                return .entries([])
            }
            return FolderReader.tree(samples)
        case .gallery:
            return FolderReader.pictures(places.gallery)
        case .recent:
            let sessions = FolderReader.list(paths: places.sessions.paths()).entries.map { $0.asSession }
            return .entries(sessions + FolderReader.list(paths: places.recent.paths()).entries)
        }
    }
}
