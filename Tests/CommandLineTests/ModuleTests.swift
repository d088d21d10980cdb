import Testing
@testable import ministyler

@Test func builds() {}
