/// Where the picker looks for pictures.
enum PickerPlace: Equatable, Hashable, Sendable, CaseIterable {
    case folder
    case samples
    case recent

    var title: String {
        switch self {
        case .folder: "Folder"
        case .samples: "Samples"
        case .recent: "Recent"
        }
    }
}
