/// Field numbers of TensorFlow's protocol buffers, after `event.proto`, `summary.proto`, `tensor.proto` and
/// `tensor_shape.proto`.
enum EventField {
    enum Event {
        static let wallTime = 1
        static let step = 2
        static let fileVersion = 3
        static let summary = 5
        static let sessionLog = 7
    }

    enum SessionLog {
        static let status = 1
        /// Value of `status`: steps from this event's step on are written anew.
        static let start = 1
    }

    enum Summary {
        static let value = 1
    }

    enum Value {
        static let tag = 1
        static let simpleValue = 2
        static let image = 4
        static let histogram = 5
        static let audio = 6
        static let tensor = 8
        static let metadata = 9
    }

    enum Metadata {
        static let pluginData = 1
        static let pluginName = 1
    }

    enum Image {
        static let height = 1
        static let width = 2
        static let colorSpace = 3
        static let encoded = 4
    }

    enum Shape {
        static let dimension = 2
        static let size = 1
    }

    enum Tensor {
        static let type = 1
        static let shape = 2
        static let content = 4
        static let floats = 5
        static let doubles = 6
        static let integers = 7
        static let strings = 8
        static let longs = 10
        static let booleans = 11
        static let halves = 13
        static let unsignedIntegers = 16
        static let unsignedLongs = 17
    }
}
