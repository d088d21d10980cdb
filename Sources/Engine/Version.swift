/// The program's version, as recipes, converted weights and `--version` state it.
package enum Version {
    /// Semantic version of this source tree.
    package static let current = "0.1.0"
}
