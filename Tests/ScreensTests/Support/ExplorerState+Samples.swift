import Engine
import Files
import Terminal

@testable import Explore
@testable import Lookback
@testable import Screens
@testable import Watch

/// A bitmap of one colour.
func bitmap(_ width: Int = 12, _ height: Int = 8) -> Bitmap {
    Bitmap(width: width, height: height, rgb: [UInt8](repeating: 90, count: 3 * width * height))
}

/// A picture of `width`×`height` pixels as the loader reads it.
func sourcePicture(
    _ path: String, ticket: Int, width: Int = 3072, height: Int = 2048,
    shortSide: Int? = WorkingSize.standard.shortSide
) -> SourcePicture {
    let size = Picture.reduced((width, height), shortSide: shortSide)
    return SourcePicture(
        ticket: ticket, path: path, sha256: String(repeating: "a", count: 64), originalWidth: width,
        originalHeight: height, width: size.width, height: size.height,
        bitmap: width < height ? bitmap(80, 120) : bitmap(120, 80), thumbnail: bitmap())
}

extension ExplorerState {
    static let agentSummary = AgentSummary(
        path: "/opt/weights/ministyler.safetensors", sha256: String(repeating: "b", count: 64), parameterCount: 371_155)

    /// A session before anything was chosen.
    static func empty(agent: AgentStatus = .ready(agentSummary)) -> ExplorerState {
        var state = ExplorerState(workingFolder: "/home/ada/pictures", homeFolder: "/home/ada")
        state.pair.agent = agent
        return state
    }

    /// Content, style and weights are there; nothing was stepped.
    static func ready(
        content: String = "/home/ada/pictures/harbour.jpg", style: String = "/home/ada/pictures/waves.png",
        width: Int = 3072, height: Int = 2048
    ) -> ExplorerState {
        var state = empty()
        state.choose(.content, content, width: width, height: height)
        state.choose(.style, style, width: width, height: height)
        state.notice = nil
        return state
    }

    /// `steps` steps were taken and the last one is shown.
    static func stepped(_ steps: Int) -> ExplorerState {
        var state = ready()
        _ = state.run(to: steps)
        state.finishRun()
        state.notice = nil
        return state
    }

    /// Loads a picture as the loader would.
    mutating func choose(_ role: SourceRole, _ path: String, width: Int = 3072, height: Int = 2048) {
        let effects = load(role, path: path, size: pair.workingSize, plain: true)
        guard case .load(let request) = effects.last else {
            return
        }
        let picture = sourcePicture(
            path, ticket: request.ticket, width: width, height: height, shortSide: request.shortSide)
        _ = reduce(.pair(.loaded(role, picture)))
    }

    /// Delivers the frame that the run waits for. Returns the effects.
    @discardableResult
    mutating func deliverStep() -> [Effect] {
        guard let run = sequence.run, let parent = sequence.history.frame(at: sequence.history.lastStep) else {
            return []
        }
        return reduce(
            .sequence(.stepped(Self.node(run.pending, parent: parent, options: run.plan[0]), token: run.token)))
    }

    mutating func finishRun() {
        while sequence.run != nil {
            deliverStep()
        }
    }

    static func node(_ id: FrameID, parent: FrameNode, options: StepOptions) -> FrameNode {
        let step = parent.step + 1
        return FrameNode(
            id: id, parent: parent.id, step: step, options: options,
            report: StepReport(
                step: step, seconds: 0.412, actionSize: 0.0132, entropy: -1.25 + Float(step) / 10,
                reward: -4 + Float(step) / 5, q: -20 + Float(step), styleLoss: 4 - Float(step) / 5,
                contentLoss: 0.8 + Float(step) / 4, ssim: 1 - Float(step) / 40), bitmap: bitmap(120, 80),
            thumbnail: bitmap())
    }

    @discardableResult
    mutating func press(_ keys: Key...) -> [Effect] {
        keys.flatMap { reduce(.input(.key($0))) }
    }

    @discardableResult
    mutating func press(_ characters: String) -> [Effect] {
        characters.flatMap { reduce(.input(.key(.character($0)))) }
    }

    @discardableResult
    mutating func mouse(_ action: MouseEvent.Action, _ column: Int, _ row: Int) -> [Effect] {
        reduce(.input(.mouse(MouseEvent(action, at: Position(column: column, row: row)))))
    }

    /// Runs to a step as the field for it does.
    @discardableResult
    mutating func run(to target: Int) -> [Effect] { step { $0.run(to: target) } }

    /// Asks for a picture as a choice in the picker does, at any size.
    mutating func load(_ role: SourceRole, path: String, size: WorkingSize, plain: Bool) -> [Effect] {
        (pair.reopening, pair.formerSize, pair.colours) = (nil, nil, ColourOptions())
        return take(
            pair.load(
                role, candidates: [path], shortSide: size.shortSide, followsRecipe: role == .content && !plain))
    }

    /// The picker, where it has the keys.
    var picker: PickerState? { if case .picker(let picker) = mode { picker } else { nil } }
}

extension LoadRequest {
    /// The pictures that effects ask for.
    static func all(in effects: [Effect]) -> [LoadRequest] {
        effects.compactMap { if case .load(let request) = $0 { request } else { nil } }
    }
}
