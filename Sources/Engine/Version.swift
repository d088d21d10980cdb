/// The program's version, as recipes, converted weights and `--version` state it.
public enum Version {
    /// Semantic version of this source tree.
    public static let current = "0.1.0"
}
