import Testing

@testable import Files

@Suite struct RecipeTests {
    private let recipe = Recipe(
        content: .init(name: "Zürich “See”.jpg", path: "/photos/Zürich", sha256: "ab"),
        style: .init(name: "wave.png", sha256: "cd"), weightsSHA256: "ef", step: 7, position: 6.25,
        seed: .max, action: "sample", alpha: 0.5, size: 512, version: "1.0")

    @Test func aRecipeRoundTripsThroughAPicture() throws {
        let scratch = try Scratch()
        for recipe in [
            recipe, Recipe(content: recipe.style, style: recipe.style, weightsSHA256: "", step: 1, version: ""),
        ] {
            let bytes = try Pattern.quarters.encodedPNG(text: [("Software", "ministyler"), recipe.textChunk()])
            let path = try scratch.file("frame.png", bytes)
            #expect(try Recipe.read(fromPNG: path) == recipe)
            #expect(try Picture.read(path) == Pattern.quarters)
        }
    }

    @Test func aCompressedChunkAfterThePixelsIsFound() throws {
        let read = try Recipe.read(fromPNG: Fixture.path("recipe-ztxt-last.png"))
        #expect(read?.seed == .max && read?.step == 7 && read?.content.name == "a.png")
    }

    @Test(arguments: ["rgb8.png", "rgb.jpg"]) func otherPicturesHaveNone(name: String) throws {
        #expect(try Recipe.read(fromPNG: Fixture.path(name)) == nil)
    }

    @Test func aBrokenRecipeIsAnErrorThatNamesTheFile() throws {
        let path = Fixture.path("recipe-broken.png")
        #expect(throws: FileError.damagedRecipe(path: path, detail: "its JSON does not read")) {
            try Recipe.read(fromPNG: path)
        }
        let scratch = try Scratch()
        let partial = try scratch.file("a.png", Pattern.quarters.encodedPNG(text: [(Recipe.keyword, "{}")]))
        #expect(throws: FileError.self) { try Recipe.read(fromPNG: partial) }
    }
}
