import ArgumentParser

/// `--action`: how an action is chosen from the policy.
enum ActionMode: String, ExpressibleByArgument, CaseIterable {
    case mean
    case sample
}
