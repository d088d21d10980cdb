import Testing

@testable import Terminal

@Test func clipsTextAtTheRightEdge() {
    var frame = Frame(size: Size(columns: 4, rows: 1))
    frame.put("hello", at: Position(column: 1, row: 0))
    #expect(frame.text() == " hel")
}
