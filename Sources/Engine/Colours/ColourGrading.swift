import Files

/// Makes the pictures that are shown of the frames of one content and one style, with colours kept or taken.
///
/// The palette is taken first and the content's chroma laid over that: with both whole a frame has the style's light and dark
/// and the photograph's colours. The other way round the palette would replace what was kept, and a photograph's flat colours,
/// spread over a whole palette, break up into blotches.
package struct ColourGrading: Sendable {
    private let options: ColourOptions
    /// The style's, where it is taken.
    private let palette: Palette?

    /// - Parameters:
    ///   - style: asked for where its palette is taken.
    package init(_ options: ColourOptions, style: @autoclosure () throws -> Picture) rethrows {
        self.options = options
        palette = options.take > 0 ? Palette(try style()) : nil
    }

    /// The frame with its colours changed, clamped and rounded to 8 bits; the same bytes each time.
    ///
    /// - Parameters:
    ///   - content: of the frame's extent; asked for where its colours are kept.
    ///   - traits: gives back alpha and profile where it has the same extent.
    package func picture(
        of frame: SequenceFrame, content: @autoclosure () throws -> Picture, matching traits: Picture.Traits? = nil
    ) rethrows -> Picture {
        if options.areOff { return frame.picture(matching: traits) }
        let content = options.keep > 0 ? try content() : nil
        return frame.withPlanarView { picture(of: $0, content: content, matching: traits) }
    }

    /// The same of an image, such as a blend of two frames.
    package func picture(
        of image: FloatImage, content: @autoclosure () throws -> Picture, matching traits: Picture.Traits? = nil
    ) rethrows -> Picture {
        let content = options.keep > 0 ? try content() : nil
        return image.withPlanarView { picture(of: $0, content: content, matching: traits) }
    }

    private func picture(of view: PlanarView, content: Picture?, matching traits: Picture.Traits?) -> Picture {
        precondition(
            content.map { ($0.width, $0.height) == (view.width, view.height) } ?? true, "a content of another extent")
        let table = palette.map { ColourTable(from: view, to: $0) }
        let width = view.width
        let rgb = [UInt8](unsafeUninitializedCapacity: 3 * width * view.height) { buffer, initialized in
            nonisolated(unsafe) let (target, view) = (buffer.baseAddress!, view)
            view.forEachBand { rows in
                withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * width) { row in
                    for y in rows {
                        view.copyRow(y, to: row)
                        table?.apply(to: row, share: Float(options.take))
                        content?.layChroma(ofRow: y, over: row, share: Float(options.keep))
                        let bytes = target + 3 * y * width
                        for x in 0..<width {
                            for channel in 0..<3 {
                                bytes[3 * x + channel] = FloatImage.byte(row[channel * width + x])
                            }
                        }
                    }
                }
            }
            initialized = buffer.count
        }
        let fits = traits.map { $0.width == width && $0.height == view.height } ?? false
        return Picture(
            width: width, height: view.height, rgb: rgb, alpha: fits ? traits?.alpha : nil)
    }
}
