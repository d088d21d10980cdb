/// The way between steps and columns: every step has a slot of the same width, its tick in the slot's middle.
package struct SliderScale: Equatable {
    /// First column.
    package let column: Int
    package let columns: Int
    /// The last step that has a slot.
    package let lastStep: Int

    package init(column: Int, columns: Int, lastStep: Int) {
        (self.column, self.columns, self.lastStep) = (column, columns, lastStep)
    }

    package var slotWidth: Double { Double(columns) / Double(lastStep + 1) }

    /// The column of a place on the slider.
    package func column(at position: Double) -> Int {
        let offset = Int(((position + 0.5) * slotWidth).rounded(.down))
        return column + min(max(offset, 0), max(columns - 1, 0))
    }

    /// The place under a column, in steps.
    package func position(at column: Int) -> Double {
        let value = (Double(column - self.column) + 0.5) / slotWidth - 0.5
        return min(max(value, 0), Double(lastStep))
    }

    /// Every how many steps there is room for something `width` columns wide.
    package func stride(forWidth width: Int) -> Int {
        max(Int((Double(width) / slotWidth).rounded(.up)), 1)
    }
}
