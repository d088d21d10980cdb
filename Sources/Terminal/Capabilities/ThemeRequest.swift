/// Which colours the user asked for.
package enum ThemeRequest: String, Sendable, Hashable, CaseIterable {
    /// Those that suit the background that the terminal tells of.
    case auto
    /// For a dark background, whatever the terminal says.
    case dark
    /// For a light background, whatever the terminal says.
    case light
    /// Few and strong ones, for the background that the terminal tells of.
    case contrast
}

extension Capabilities {
    /// As the user asked.
    mutating func take(_ request: ThemeRequest) {
        switch request {
        case .auto: break
        case .dark: background = .dark
        case .light: background = .light
        case .contrast: highContrast = true
        }
    }
}
