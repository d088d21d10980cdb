import Testing

@testable import Screens

@Suite struct BoundedStoreTests {
    @Test func theOldestGoFirstAndWhatIsPutInAgainIsTheNewest() {
        var store = BoundedStore<String, Int>(limit: 2)
        store.put(1, for: "a")
        store.put(2, for: "b")
        store.put(3, for: "a")
        store.put(4, for: "c")
        #expect(store["a"] == 3 && store["b"] == nil && store["c"] == 4 && store.count == 2)
        store.removeAll { $0 == "a" }
        #expect(store["a"] == nil && store.count == 1)
        store.put(5, for: "d")
        #expect(store["c"] == 4 && store["d"] == 5)
    }
}
