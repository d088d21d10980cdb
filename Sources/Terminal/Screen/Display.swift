/// Something that shows frames and yields input: the terminal (`Screen`) or a test's stand-in (`RecordingDisplay`).
package protocol Display: AnyObject, Sendable {
    /// Extent in cells; follows the window once `.resize` was delivered.
    var size: Size { get }
    /// What the terminal can do.
    var capabilities: Capabilities { get }
    /// Shows a frame; only what changed is written.
    func present(_ frame: Frame)
    /// Waits for input: no longer than the time given (nil: as long as it takes, 0: not at all).
    /// - Returns: the event, or nil when the time is over.
    func nextEvent(timeoutMilliseconds: Int?) -> InputEvent?
    /// Makes `nextEvent` return `.wake` soon. Callable from any thread; calls that come together may count once.
    func wake()
    /// Encodes a picture for the terminal in the background, so that presenting it later is one write.
    func prepare(_ placement: ImagePlacement)
    /// Puts text into the clipboard of the terminal's machine, where the terminal lets programs do so.
    func copy(_ text: [UInt8])
    /// Restores the terminal. Calling it again does nothing.
    func close()
}
