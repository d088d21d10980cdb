import Engine
import Files
import Foundation
import Terminal
import Testing

@testable import Screens
@testable import Watch

/// The form that starts training runs.
@Suite struct TrainingFormTests {
    private func filled(_ values: [TrainingField: String] = [:]) -> TrainingForm {
        TrainingForm(
            .new, [.content: "photos", .style: "paintings", .folder: "runs/a"].merging(values) { _, new in new })
    }

    /// The form on the screen.
    private func shown(_ state: WatchState) throws -> TrainingForm {
        var form: TrainingForm?
        if case .training(let shown) = state.mode { form = shown }
        return try #require(form, "the form has gone")
    }

    private func refusal(_ form: TrainingForm) throws -> TrainingForm.Refusal {
        try #require(throws: TrainingForm.Refusal.self) { try form.arguments() }
    }

    @Test func standardFieldsGiveTheCommandsDefaults() throws {
        #expect(
            try filled().arguments() == [
                "train", "--content", "photos", "--style", "paintings", "--run", "runs/a", "--checkpoint-every", "500",
                "--crop", "256", "--preset", "painting", "--contrastive", "hierarchical", "--seed", "1",
            ])
    }

    @Test func everyFieldReachesTheCommandLine() throws {
        let words = try filled([
            .lossNetwork: "loss.safetensors", .initialWeights: "w.safetensors", .updates: " 900 ", .learning: "without",
            .precision: "f32", .contrastive: "deep", .lossWeights: "1, 3,3", .preset: "released",
            .others: "--set  gamma=0.9",
        ]).arguments().joined(separator: " ")
        for part in [
            "--loss-network loss.safetensors", "--init w.safetensors", "--updates 900", "--precision f32", "--no-rl",
            "--contrastive deep",
            "--weights-manual 1,3,3", "--preset released", "--set gamma=0.9",
        ] {
            #expect(words.contains(part), "\(part)")
        }
    }

    @Test(arguments: [
        (TrainingField.content, ""), (.style, "  "), (.folder, ""), (.updates, "0"), (.updates, "many"), (.batch, "1"),
        (.crop, "60"), (.crop, "130"), (.checkpointInterval, "0"), (.seed, "-1"), (.lossWeights, "1,2"),
        (.lossWeights, "1,-2,3"), (.others, "gamma=3"),
    ])
    func aBadValueIsNamed(field: TrainingField, text: String) throws {
        let refusal = try refusal(filled([field: text]))
        #expect(refusal.field == field)
        #expect(refusal.sentence.hasSuffix("."))
        if !text.trimmingCharacters(in: .whitespaces).isEmpty { #expect(refusal.sentence.contains(text)) }
    }

    @Test func goingOnAsksForMoreUpdatesThanWereMade() throws {
        let purpose = TrainingForm.Purpose.resume(folder: "runs/a", name: "a", updates: 500)
        #expect(
            try TrainingForm(purpose, [.updates: "900"]).arguments() == [
                "train", "--run", "runs/a", "--resume", "--updates", "900",
            ])
        #expect(try TrainingForm(purpose, [.updates: ""]).arguments() == ["train", "--run", "runs/a", "--resume"])
        #expect(try refusal(TrainingForm(purpose, [.updates: "500"])).sentence.contains("500"))
        #expect(TrainingForm(purpose).fields == [.updates])
    }

    @Test func keysFillTheFormAndBadValuesStayInIt() throws {
        let samples = try WatchSamples()
        let path = try samples.addTraining("first", state: .stopped)
        var state = samples.state()
        guard case .proposeTraining(let former) = try #require(state.press("N").first) else {
            Issue.record("N asks for no form")
            return
        }
        #expect(former == path)
        _ = state.reduce(.trainingProposed(filled([.updates: "9"])))
        state.press(.tab, .down)
        #expect(state.press(.backspace).isEmpty)
        state.press("b")
        state.press(.down, .down, .down)
        state.press("x")
        #expect(state.press(.enter).isEmpty)
        let refused = try shown(state)
        #expect(refused.value(.folder) == "runs/b")
        #expect(refused.focus == .updates && refused.problem?.contains("9x") == true)
        #expect(WatchView.frame(state).text().contains("not “9x”"))
        state.press(.backspace)
        // Over the choices, left and right and the blank change them.
        for _ in 0..<4 { state.press(.down) }
        state.press(.right, .down, .left, .down)
        state.press(" ")
        guard case .startTraining(let sent) = try #require(state.press(.enter).first) else {
            Issue.record("Enter starts nothing")
            return
        }
        #expect(sent.value(.preset) == "standard" && sent.value(.learning) == "without")
        #expect(sent.value(.precision) == Precision.allCases.last?.rawValue)
        #expect(state.press(.escape).isEmpty && state.context == .training)
        _ = state.reduce(.trainingRefused(.init(field: .content, sentence: "photos holds no images.")))
        #expect(WatchView.frame(state).text().contains("photos holds no images."))
        #expect(!state.press(.enter).isEmpty)
        _ = state.reduce(.trainingStarted(folder: "/data/runs/b", process: 42))
        #expect(state.mode == .charts && state.notice?.text.contains("Training in runs/b as process 42") == true)
        // A run that could not begin brings the form back, with what the trainer said.
        let outcome = TrainerOutcome(folder: "/data/runs/b", isOrderly: false, hasBegun: false, message: "no memory")
        _ = state.reduce(.trainingEnded(outcome))
        let again = try shown(state)
        #expect(again.problem == "no memory" && again.value(.folder) == "runs/b")
        state.press(.escape)
        #expect(state.mode == .charts)
    }

    @Test func onlyEndedRunsOfOursAreGoneOnWith() throws {
        let samples = try WatchSamples()
        let path = try samples.addTraining("first", state: .stopped)
        try samples.addForeign("foreign")
        var state = samples.state()
        state.selected = samples.folder + "/foreign"
        state.press("R")
        #expect(state.mode == .charts && state.notice?.kind == .warning)
        state.selected = path + "/events"
        state.press("R")
        guard case .startTraining(let form) = try #require(state.press(.enter).first) else {
            Issue.record("nothing is gone on with")
            return
        }
        #expect(form.folder == path)
        // The sample says that 1,000 of 2,000 updates were made.
        #expect(try form.arguments().suffix(2) == ["--updates", "2000"])
    }

    @Test func theRunStartedHereIsSelectedAndNoneOfTheSameName() throws {
        let samples = try WatchSamples()
        let other = try samples.addTraining("a/run-1")
        var state = samples.state()
        _ = state.reduce(.trainingStarted(folder: samples.folder + "/run-1", process: 42))
        #expect(state.selectedRun?.runFolder == ResolvedPath.of(other))
        #expect(state.awaited == samples.folder + "/run-1")
        let path = try samples.addTraining("run-1", state: .starting)
        // The dashboard watches the folder by another name than the trainer was given.
        let link = samples.folder + "-link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: samples.folder)
        defer { unlink(link) }
        let log = EventLog([link])
        _ = log.poll()
        var observer = RunObserver()
        _ = state.reduce(.trainingStarted(folder: ResolvedPath.of(path), process: 42))
        _ = state.reduce(.runs(observer.observe(log.runs, now: WatchSamples.now), isLoading: false))
        #expect(state.selectedRun?.runFolder == ResolvedPath.of(path) && state.awaited == nil)
        #expect(state.selectedRun?.name == "run-1")
    }

    /// A configuration in the folder of a run.
    private func configure(_ run: String, _ options: TrainingOptions, initialWeights: String? = nil) throws {
        let configuration = TrainingConfiguration(
            options: options, contentFolder: "/photos", styleFolder: "/paintings", lossNetwork: "/l.safetensors",
            lossNetworkSHA256: "0", initialWeights: initialWeights)
        try FileManager.default.createDirectory(atPath: run, withIntermediateDirectories: true)
        try JSONEncoder().encode(configuration).write(to: URL(fileURLWithPath: run + "/configuration.json"))
    }

    @Test func whatTheRunBeforeSetBesideItsPresetIsRepeated() throws {
        let folder = try TemporaryFolder()
        let run = folder.file("runs/run-1")
        let proposal = TrainingProposal(directories: [folder.file("runs")], working: folder.path)
        for (preset, name) in [
            (TrainingOptions.standard, "standard"), (.released, "released"), (.painting, "painting"),
        ] {
            try configure(run, preset)
            // What comes with the program is what this preset begins with, unless it is told not to.
            #expect(proposal.form(after: run).value(.others) == (name == "painting" ? "--from-scratch" : ""))
            #expect(proposal.form(after: run).value(.preset) == name)
        }
        var options = TrainingOptions.standard
        // What has fields of its own stands in these alone.
        options.batch = 3
        options.crop = 96
        options.seed = 7
        options.updates = 90
        options.precision = .bfloat16
        options.losses.contrastive = .deep
        options.critics.isReinforced = false
        options.optimiser.actorRate = 2e-5
        options.optimiser.gradientLimit = nil
        options.memory.isSqueezed = true
        options.memory.replayCapacity = 300
        options.losses.weightBounds = ClosedBounds(0.25, 8)
        options.losses.weighting = .released
        try configure(run, options)
        #expect(
            try proposal.form(after: run).arguments().suffix(12) == [
                "--weighting", "released", "--set", #"losses.weightBounds={"lower":0.25,"upper":8}"#, "--set",
                "memory.isSqueezed=true", "--set", "memory.replayCapacity=300", "--set", "optimiser.actorRate=2e-05",
                "--set", "optimiser.gradientLimit=nil",
            ])
        options.losses.weighting = .fixed(content: 1, style: 2, contrastive: 3)
        try configure(run, options)
        let fixed = proposal.form(after: run)
        #expect(fixed.value(.lossWeights) == "1,2,3" && !fixed.value(.others).contains("weighting"))
    }

    @Test func whatARunTookOverFromItsFirstWeightsIsNotSaidAgain() throws {
        let folder = try TemporaryFolder()
        let (run, weights) = (folder.file("runs/run-1"), folder.file("agent.safetensors"))
        var agent = TensorFile(metadata: [Relaxation.metadataKey: "0.6"])
        for declaration in Agent.expectedTensors {
            let zeros = [Float](repeating: 0, count: declaration.extents.reduce(1, *))
            agent[declaration.name] = StoredTensor(shape: declaration.extents, values: zeros)
        }
        try Safetensors.write(agent, to: weights)
        let proposal = TrainingProposal(directories: [folder.file("runs")], working: folder.path)
        var options = TrainingOptions.standard
        for (exponent, others) in [(Float(0.6), ""), (0, "--set memory.relaxationExponent=0")] {
            options.memory.relaxationExponent = exponent
            try configure(run, options, initialWeights: weights)
            #expect(proposal.form(after: run).value(.others) == others)
        }
    }

    @Test func theProposalRepeatsTheRunBefore() throws {
        let folder = try TemporaryFolder()
        var options = TrainingOptions.released
        options.batch = 3
        options.crop = 96
        options.precision = .bfloat16
        options.critics.isReinforced = false
        options.losses.weighting = .fixed(content: 1, style: 2.5, contrastive: 3)
        let configuration = TrainingConfiguration(
            options: options, contentFolder: folder.file("photos"), styleFolder: "/elsewhere",
            lossNetwork: "/l.safetensors", lossNetworkSHA256: "0", checkpointInterval: 70)
        try FileManager.default.createDirectory(atPath: folder.file("runs/run-1"), withIntermediateDirectories: true)
        try JSONEncoder().encode(configuration).write(
            to: URL(fileURLWithPath: folder.file("runs/run-1/configuration.json")))
        let proposal = TrainingProposal(directories: [folder.file("runs")], working: folder.path)
        let form = proposal.form(after: folder.file("runs/run-1"))
        #expect(form.value(.folder) == "runs/run-2")
        #expect(form.value(.content) == "photos" && form.value(.style) == "/elsewhere")
        #expect(form.value(.batch) == "3" && form.value(.crop) == "96" && form.value(.checkpointInterval) == "70")
        #expect(form.value(.precision) == "bf16")
        #expect(form.value(.preset) == "released" && form.value(.learning) == "without")
        #expect(form.value(.lossWeights) == "1,2.5,3" && form.value(.updates).isEmpty)
        _ = try form.arguments()
        // Without a run before, in a working folder without runs.
        #expect(
            TrainingProposal(directories: ["."], working: folder.path).form(after: nil).value(.folder) == "runs/run-2")
    }

    @Test(arguments: [Size(columns: 40, rows: 12), Size(columns: 80, rows: 24), Size(columns: 200, rows: 60)])
    func theFormFitsAndItsFieldsCanBeClicked(size: Size) throws {
        let samples = try WatchSamples()
        var state = samples.state(size)
        _ = state.reduce(.trainingProposed(filled()))
        for field in TrainingField.allCases {
            let form = try shown(state)
            #expect(form.focus == field)
            let layout = TrainingFormView.Layout(form: form, size: size, top: WatchLayout(state).header.rows)
            #expect(Rect(size).contains(layout.box))
            let line = try #require(layout.lines.first { $0.field == field })
            #expect(layout.field(at: line.rect.origin) == field)
            #expect(WatchView.frame(state).text().contains(field.title))
            state.press(.tab)
        }
        let form = try shown(state)
        let layout = TrainingFormView.Layout(form: form, size: size, top: WatchLayout(state).header.rows)
        let second = layout.lines[1]
        _ = state.reduce(.input(.mouse(MouseEvent(.press(.left), at: second.rect.origin))))
        #expect(try shown(state).focus == second.field)
    }
}
