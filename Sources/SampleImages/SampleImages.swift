@main struct SampleImages { static func main() {} }
