/// What the dashboard wants to be looked at, kept until the screen that can show it comes to the front. For the UI thread
/// alone.
final class LookbackWish {
    /// A run folder, and the update near which to look.
    var moment: (folder: String, update: Int?)?
}
