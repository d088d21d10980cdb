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
            #expect(try Recipe.read(from: path) == recipe)
            #expect(try Picture.read(path) == Pattern.quarters)
        }
    }

    @Test func aRecipeTellsWhatAStrengthBelowOneMeant() throws {
        #expect(recipe.alphaForm == "mixture" && !recipe.hasFormerAlpha)
        let source = recipe.content
        let plain = Recipe(content: source, style: source, weightsSHA256: "", step: 2, version: "")
        #expect(plain.alphaForm == nil && !plain.hasFormerAlpha)
        let listed = plain.listing([.init(alpha: 1, seed: nil), .init(alpha: 0.25, seed: nil)])
        #expect(listed.alphaForm == "mixture" && listed.steps?.count == 2)
        let older = try recipe.textChunk().value.replacing("\"alphaForm\":\"mixture\",", with: "")
        #expect(try Recipe.decoded(older, path: "a.png").hasFormerAlpha)
    }

    @Test func aBrushIsToldWhereThereIsOne() throws {
        #expect(try !recipe.textChunk().value.contains("brush"))
        #expect(try !recipe.textChunk().value.contains("detail"))
        var brushed = recipe
        (brushed.brush, brushed.brushSteps, brushed.detail) = (2.5, 10, 0.25)
        let text = try brushed.textChunk().value
        #expect(try Recipe.decoded(text, path: "a.png") == brushed)
        for (right, wrong) in [
            ("\"brush\":2.5", "\"brush\":0.5"), ("\"brushSteps\":10", "\"brushSteps\":0"),
            ("\"detail\":0.25", "\"detail\":2"),
        ] {
            let damaged = text.replacing(right, with: wrong)
            #expect(damaged != text && isDamaged(damaged))
        }
    }

    private func isDamaged(_ text: String) -> Bool { (try? Recipe.decoded(text, path: "a.png")) == nil }

    @Test func coloursAreAbsentWhereNothingWasDoneToThem() throws {
        #expect(try !recipe.textChunk().value.contains("Colours") && !recipe.textChunk().value.contains("Palette"))
        var coloured = recipe
        (coloured.keepColours, coloured.takePalette) = (0.75, 1)
        let text = try coloured.textChunk().value
        #expect(text.contains("\"keepColours\":0.75") && text.contains("\"takePalette\":1"))
        #expect(try Recipe.decoded(text, path: "a.png") == coloured)
        let older = try Recipe.decoded(recipe.textChunk().value, path: "a.png")
        #expect(older.keepColours == nil && older.takePalette == nil)
        for (right, wrong, detail) in [
            ("\"keepColours\":0.75", "\"keepColours\":1.5", "its keepColours is 1.5"),
            ("\"takePalette\":1", "\"takePalette\":-1", "its takePalette is -1.0"),
        ] {
            #expect(throws: FileError.damagedRecipe(path: "a.png", detail: detail)) {
                try Recipe.decoded(text.replacing(right, with: wrong), path: "a.png")
            }
        }
    }

    @Test func aCompressedChunkAfterThePixelsIsFound() throws {
        let read = try Recipe.read(from: Fixture.path("recipe-ztxt-last.png"))
        #expect(read?.seed == .max && read?.step == 7 && read?.content.name == "a.png")
    }

    @Test(arguments: ["rgb8.png", "rgb.jpg"]) func otherPicturesHaveNone(name: String) throws {
        #expect(try Recipe.read(from: Fixture.path(name)) == nil)
    }

    @Test func aBrokenRecipeIsAnErrorThatNamesTheFile() throws {
        let path = Fixture.path("recipe-broken.png")
        #expect(throws: FileError.damagedRecipe(path: path, detail: "its JSON does not read")) {
            try Recipe.read(from: path)
        }
        let scratch = try Scratch()
        let partial = try scratch.file("a.png", Pattern.quarters.encodedPNG(text: [(Recipe.keyword, "{}")]))
        #expect(throws: FileError.self) { try Recipe.read(from: partial) }
    }

    @Test(arguments: [
        ("\"step\":2", "\"step\":-1", "its step is -1"), ("\"size\":640", "\"size\":0", "its size is 0"),
        ("\"alpha\":0.5", "\"alpha\":1e300", "its alpha is 1e+300"),
        ("\"alpha\":0.25", "\"alpha\":-1", "its alpha is -1.0"),
        ("\"position\":2.5", "\"position\":1e18", "its position is 1e+18"),
    ])
    func aRecipeWithANumberThatNoPictureHasIsDamaged(_ right: String, _ wrong: String, _ detail: String) throws {
        let source = Recipe.Source(name: "a.png", sha256: String(repeating: "a", count: 64))
        let recipe = Recipe(
            content: source, style: source, weightsSHA256: "w", step: 2, position: 2.5, alpha: 0.5,
            steps: [Recipe.Step(alpha: 0.25, seed: nil)], size: 640, version: "1")
        let text = try recipe.textChunk().value
        #expect(try Recipe.decoded(text, path: "a.png") == recipe)
        let damaged = text.replacing(right, with: wrong)
        #expect(damaged != text)
        #expect(throws: FileError.damagedRecipe(path: "a.png", detail: detail)) {
            try Recipe.decoded(damaged, path: "a.png")
        }
    }
}
