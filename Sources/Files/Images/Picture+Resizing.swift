extension Picture {
    /// The picture scaled so that its short side is `shortSide` pixels (Lanczos); the same picture when it is smaller.
    package func resized(shortSide: Int) -> Picture {
        let size = Self.reduced((width, height), shortSide: shortSide)
        return resized(width: size.width, height: size.height)
    }

    /// The size of a picture once its short side is at most `shortSide` pixels, each side rounded; the same size where it is
    /// that small already, and for nil.
    package static func reduced(_ size: (width: Int, height: Int), shortSide: Int?) -> (width: Int, height: Int) {
        precondition(shortSide ?? 1 > 0, "short side \(shortSide ?? 0), expected at least 1")
        let short = min(size.width, size.height)
        guard let shortSide, short > shortSide else { return size }
        func scaled(_ side: Int) -> Int { (side * shortSide + short / 2) / short }
        return (scaled(size.width), scaled(size.height))
    }

    /// The picture scaled to exactly `width`×`height` pixels with a Lanczos filter (a = 3), antialiased when shrinking; with 16
    /// bits where it has `deep`.
    package func resized(width: Int, height: Int) -> Picture {
        precondition(width > 0 && height > 0, "a size of \(width)×\(height), expected at least 1×1")
        if width == self.width, height == self.height { return self }
        func scaled<Sample: LanczosSample>(_ plane: [Sample], channels: Int) -> [Sample] {
            let wide =
                width == self.width
                ? plane
                : LanczosFilter(from: self.width, to: width).alongRows(plane, rows: self.height, channels: channels)
            return height == self.height
                ? wide : LanczosFilter(from: self.height, to: height).alongColumns(wide, rowSamples: width * channels)
        }
        let alpha = alpha.map { scaled($0, channels: 1) }
        if let deep {
            return Picture(
                width: width, height: height, deep: scaled(deep, channels: 3), alpha: alpha)
        }
        return Picture(
            width: width, height: height, rgb: scaled(rgb, channels: 3), alpha: alpha)
    }

    /// A quick area average that fits into `maxWidth`×`maxHeight` pixels and keeps proportions, of 8 bits; the same picture
    /// where it fits already.
    package func thumbnail(maxWidth: Int, maxHeight: Int) -> Picture {
        precondition(maxWidth > 0 && maxHeight > 0, "a size of \(maxWidth)×\(maxHeight), expected at least 1×1")
        if width <= maxWidth, height <= maxHeight { return self }
        let isWide = width * maxHeight > height * maxWidth
        let targetWidth = isWide ? maxWidth : max(1, width * maxHeight / height)
        let targetHeight = isWide ? max(1, height * maxWidth / width) : maxHeight
        func averaged(_ plane: [UInt8], channels: Int) -> [UInt8] {
            areaAverage(plane, channels: channels, targetWidth: targetWidth, targetHeight: targetHeight)
        }
        return Picture(
            width: targetWidth, height: targetHeight, rgb: averaged(rgb, channels: 3),
            alpha: alpha.map { averaged($0, channels: 1) })
    }

    /// The mean over the source pixels that each target pixel touches.
    private func areaAverage(_ plane: [UInt8], channels: Int, targetWidth: Int, targetHeight: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: targetWidth * targetHeight * channels)
        var columnSums = [UInt32](repeating: 0, count: width * channels)
        let rowBytes = width * channels
        plane.withUnsafeBufferPointer { source in
            result.withUnsafeMutableBufferPointer { target in
                columnSums.withUnsafeMutableBufferPointer { sums in
                    for y in 0..<targetHeight {
                        let top = y * height / targetHeight
                        let bottom = max(top + 1, ((y + 1) * height + targetHeight - 1) / targetHeight)
                        for index in 0..<rowBytes { sums[index] = UInt32(source[top * rowBytes + index]) }
                        for row in top + 1..<max(bottom, top + 1) {
                            for index in 0..<rowBytes { sums[index] &+= UInt32(source[row * rowBytes + index]) }
                        }
                        for x in 0..<targetWidth {
                            let left = x * width / targetWidth
                            let right = max(left + 1, ((x + 1) * width + targetWidth - 1) / targetWidth)
                            let area = UInt64((right - left) * (bottom - top))
                            for channel in 0..<channels {
                                var sum: UInt64 = 0
                                for column in left..<right { sum &+= UInt64(sums[column * channels + channel]) }
                                target[(y * targetWidth + x) * channels + channel] = UInt8((sum + area / 2) / area)
                            }
                        }
                    }
                }
            }
        }
        return result
    }
}
