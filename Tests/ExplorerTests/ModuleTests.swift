import Testing
@testable import Explorer

@Test func builds() {}
