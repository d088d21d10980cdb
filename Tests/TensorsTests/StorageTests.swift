import Testing

@testable import Tensors

@Suite struct StorageTests {
    @Test(arguments: [Shape(2, 16, 3, 5), Shape(2, 3, 4, 5), Shape(3, 24, 1, 1), Shape(1, 1, 2, 2), Shape(2, 5)])
    func valuesComeBackInPlainOrder(shape: Shape) {
        let values = (0..<shape.count).map(Float.init)
        let tensor = Tensor(planar: values, shape: shape)
        #expect(tensor.planarValues() == values)
        #expect(tensor.copy().planarValues() == values)
        #expect(tensor.block == (shape.channels % Tensor.nativeBlock == 0 ? Tensor.nativeBlock : 1))
    }

    @Test func blockedChannelsLieSideBySide() {
        let shape = Shape(2, 2 * Tensor.nativeBlock, 3, 5)
        let array = PlanarArray(random: shape, seed: 1)
        let tensor = Tensor(planar: array.floats, shape: shape)
        let block = Tensor.nativeBlock
        let (n, c, y, x) = (1, block + 3, 2, 4)
        let index = (((n * 2 + c / block) * 3 + y) * 5 + x) * block + c % block
        #expect(Double(tensor.values[index]) == array[n, c, y, x])
    }

    @Test func stackingUndoesTakingImages() {
        for channels in [3, 16] {
            let tensor = PlanarArray(random: Shape(5, channels, 2, 3), seed: 1).tensor()
            let parts = [tensor.images(0..<2), tensor.images(2..<3), tensor.images(3..<5)]
            #expect(parts.map(\.shape.batch) == [2, 1, 2])
            #expect(Tensor.stacked(parts).planarValues() == tensor.planarValues())
        }
    }

    @Test(arguments: [1, 64, 65, 4096, 4097, 100_000, 2 << 20, (2 << 20) + 1, 50_000_001])
    func capacitiesHoldTheRequestWithLittleWaste(bytes: Int) {
        let capacity = BufferPool.capacity(forBytes: bytes)
        #expect(capacity >= bytes && capacity % 64 == 0)
        #expect(capacity <= max(64 + bytes, bytes + bytes / 8))
        #expect(BufferPool.capacity(forBytes: capacity) == capacity)
    }

    @Test func returnedBuffersAreUsedAgain() {
        let pool = BufferPool()
        for bytes in [1000, 100_000, 5 << 20] {
            let first = pool.take(bytes: bytes)
            let second = pool.take(bytes: bytes)
            #expect(first != second)
            #expect(UInt(bitPattern: first) % 64 == 0)
            pool.give(first, bytes: bytes)
            #expect(pool.take(bytes: bytes - 8) == first)
            pool.give(first, bytes: bytes - 8)
            pool.give(second, bytes: bytes)
        }
        pool.trim()
    }

    @Test func aLittleLargerBufferServesAndStaysAsLarge() {
        let pool = BufferPool()
        let first = pool.take(bytes: 3 << 20)
        pool.give(first, bytes: 3 << 20)
        #expect(pool.take(bytes: (2 << 20) + 1) == first)
        pool.give(first, bytes: (2 << 20) + 1)
        let small = pool.take(bytes: 1 << 20)
        #expect(small != first, "three times as much is too much")
        #expect(pool.take(bytes: 3 << 20) == first)
        pool.give(first, bytes: 3 << 20)
        pool.give(small, bytes: 1 << 20)
        pool.trim()
    }

    @Test func theLongestIdleBuffersGoFirst() {
        let pool = BufferPool(keptBytes: 5 << 20)
        let buffers = (0..<3).map { _ in pool.take(bytes: 2 << 20) }
        // Once more than that was in use at one time, half as much again may be kept: 9 MiB.
        let other = pool.take(bytes: 1 << 20)
        for buffer in buffers { pool.give(buffer, bytes: 2 << 20) }
        pool.give(other, bytes: 1 << 20)
        let large = pool.take(bytes: 4 << 20)
        pool.give(large, bytes: 4 << 20)
        #expect(pool.idleCapacities == [1 << 20, 2 << 20, 2 << 20, 4 << 20])
        #expect(pool.take(bytes: 2 << 20) == buffers[2])
        #expect(pool.take(bytes: 2 << 20) == buffers[1])
        pool.trim()
    }

    @Test func peakCountsWhatIsHeldAtOneTime() {
        let pool = BufferPool()
        let buffers = (0..<3).map { _ in pool.take(bytes: 6400) }
        buffers.forEach { pool.give($0, bytes: 6400) }
        let each = BufferPool.capacity(forBytes: 6400)
        #expect(pool.peakLiveBytes == 3 * each)
        pool.resetPeak()
        #expect(pool.peakLiveBytes == 0)
        pool.give(pool.take(bytes: 6400), bytes: 6400)
        #expect(pool.peakLiveBytes == each)
        pool.trim()
    }

    /// In a process of its own: the pool is one for all tests that run beside this one.
    @Test func repeatedWorkNeedsNoMoreMemory() async {
        await #expect(processExitsWith: .success) {
            let weight = Parameter(
                name: "weight", extents: [16, 16, 3, 3],
                values: PlanarArray(random: Shape(16, 16, 3, 3), seed: 1).floats)
            let bias = Parameter(name: "bias", extents: [16], values: [Float](repeating: 0, count: 16))
            let work = {
                let tape = Tape()
                let x = Variable(Tensor(repeating: 1, shape: Shape(2, 16, 32, 32)), needsGradient: true)
                let y = tape.convolution(x, weight: weight, bias: bias, rectified: true)
                tape.backward([(tape.mean(tape.upsampled(tape.maxPooled(y))), 1)])
                weight.clearGradient()
                bias.clearGradient()
            }
            work()
            TensorMemory.resetPeak()
            let held = TensorMemory.peakBytes
            work()
            let once = TensorMemory.peakBytes
            for _ in 0..<20 { work() }
            precondition(once > held, "the work holds buffers while it runs")
            precondition(TensorMemory.peakBytes == once, "the peak grew from \(once) to \(TensorMemory.peakBytes)")
            TensorMemory.resetPeak()
            precondition(TensorMemory.peakBytes == held, "\(TensorMemory.peakBytes) bytes held instead of \(held)")
        }
    }

    /// A tape that does not record holds at most an operation's input and output.
    @Test func inferenceKeepsNoIntermediateTensors() async {
        await #expect(processExitsWith: .success) {
            let each = BufferPool.capacity(forBytes: 8 * 64 * 64 * 4)
            let chain = { (recording: Bool) -> Int in
                TensorMemory.resetPeak()
                let before = TensorMemory.peakBytes
                let tape = Tape(recording: recording)
                var x = Variable(Tensor(repeating: 1, shape: Shape(1, 8, 64, 64)), needsGradient: true)
                for _ in 0..<10 { x = tape.scaled(x, by: 0.5) }
                return (TensorMemory.peakBytes - before) / each
            }
            precondition(chain(false) == 2)
            precondition(chain(true) == 11)
            precondition(chain(false) == 2, "an abandoned tape frees what it recorded")
        }
    }
}
