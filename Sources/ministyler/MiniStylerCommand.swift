import ArgumentParser

@main struct MiniStylerCommand: ParsableCommand {
}
