using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Unicode;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Required texts can be seen, and names hide nothing.</summary>
public sealed class TextRuleTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string NotVisible = "must have a visible character";

    /// <summary>Each text with the error that a name with it gets.</summary>
    public static TheoryData<string, string> BadNames { get; } = new()
    {
        { " ", NotVisible }, { "\t", NotVisible }, { "\u00A0", NotVisible }, { "\u3000\u3000", NotVisible }, { "\u200B", NotVisible }, { "\uFEFF", NotVisible },
        { "\u200D", NotVisible }, { "\u200C \u200D", NotVisible }, { "\u202E", NotVisible }, { "\u00AD", NotVisible }, { "\u2028", NotVisible },
        { "\u3164", NotVisible }, { "\u115F\u1160", NotVisible }, { "\u2800", NotVisible }, { "\uFE0F", NotVisible }, { "\u0301", NotVisible }, { "\u034F", NotVisible },
        { "\U000E0041", NotVisible },
        { "Ada\nLovelace", "must not have the character U+000A" }, { "Ada\u0007", "must not have the character U+0007" },
        { "\u0085Ada", "must not have the character U+0085" }, { "Ada\u2028", "must not have the character U+2028" },
        { "Ada\u2029x", "must not have the character U+2029" }, { "Ada\u202Ax", "must not have the character U+202A" },
        { "Ada\u202Eexe", "must not have the character U+202E" }, { "Ada\u2066x", "must not have the character U+2066" },
        { "Ada\u2069", "must not have the character U+2069" }, { "A\u200Bda", "must not have the character U+200B" },
        { "A\u2060da", "must not have the character U+2060" }, { "A\uFEFFda", "must not have the character U+FEFF" },
        { "Ada\u200Fعلي", "must not have the character U+200F" }, { "Ada\u200Ex", "must not have the character U+200E" },
        { "Ada\u061Cx", "must not have the character U+061C" }, { "A\u00ADda", "must not have the character U+00AD" },
        { "A\u2063da", "must not have the character U+2063" }, { "Ada\u206A", "must not have the character U+206A" },
        { "Ada\u3164x", "must not have the character U+3164" }, { "Ada\u2800x", "must not have the character U+2800" },
        { "Ada\u034Fx", "must not have the character U+034F" }, { "Ada\u180Ex", "must not have the character U+180E" },
        { "Ada\uFE0F", "must not have the character U+FE0F" }, { "Ada\U000E0041", "must not have the character U+E0041" },
        { "Ada\uFFF9x", "must not have the character U+FFF9" }, { "Ada\U0001D173", "must not have the character U+1D173" },
        { "\u200DAda", "may have the character U+200D only between letters, marks and emoji" },
        { "Ada\u200C", "may have the character U+200C only between letters, marks and emoji" },
        { "Ada\u200D Lovelace", "may have the character U+200D only between letters, marks and emoji" },
        { "Ada \u200CLovelace", "may have the character U+200C only between letters, marks and emoji" },
        { "A\u200D\u200Dda", "may have the character U+200D only between letters, marks and emoji" },
        { "A\u200D-da", "may have the character U+200D only between letters, marks and emoji" },
    };

    public static TheoryData<string> GoodNames { get; } =
    [
        "Ada", "x", "7", "-", "Müller-Lüdenscheidt", "Mu\u0308ller", "O'Brien", "李小龙", "محمد", "שרה כהן", "می\u200Cخواهم", "ക്\u200Dഷ", "👩\u200D⚕\uFE0F", "👩🏽\u200D🚀",
        "🙂\u200D↔\uFE0F", "❤\uFE0F\u200D🔥", "👨\u200D👩\u200D👧", " Ada ", "葛\U000E0100飾", "1\uFE0F\u20E3 Yoga", "Studio ☎\uFE0F", "Привет ❤",  "Café\u00A0Mitte", "100 % Yoga",
    ];

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task A_name_that_hides_something_is_refused_everywhere(string name, string error)
    {
        var admin = await api.AdminAsync();

        (await api.SendAsync(Call.PostJson(
            "/auth/register", new JsonObject { ["email"] = People.NewAddress(), ["password"] = People.Password, ["full_name"] = name }.ToJsonString())))
            .AssertInvalidFields(("full_name", error));
        (await api.SendAsync(Call.PutJson("/users/me", new JsonObject { ["full_name"] = name }.ToJsonString()) with { Token = admin.Token }))
            .AssertInvalidFields(("full_name", error));
        (await api.PostAsync(admin, "/locations", SalonFixture.With(CatalogueCalls.Location(), ("name", name)))).AssertInvalidFields(("name", error));
        (await api.PostAsync(admin, "/resources", SalonFixture.With(CatalogueCalls.Resource(), ("name", name), ("kind", name))))
            .AssertInvalidFields(("kind", error), ("name", error));
        (await api.PostAsync(admin, "/services", SalonFixture.With(CatalogueCalls.Service(), ("name", name)))).AssertInvalidFields(("name", error));
        (await api.PostAsync(admin, "/bookings", new JsonObject { ["slot"] = People.NewSlot(), ["guest"] = new JsonObject { ["name"] = name } }))
            .AssertInvalidFields(("guest.name", error));
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task An_option_follows_the_rule_of_names_and_a_question_is_visible(string text, string error)
    {
        var admin = await api.AdminAsync();
        var question = new JsonObject { ["id"] = "length", ["text"] = text, ["type"] = "choice", ["options"] = new JsonArray("short", text) };

        var answer = await api.PostAsync(admin, "/services", SalonFixture.With(CatalogueCalls.Service(), ("questions", new JsonArray(question))));

        var errors = answer.Json["errors"]!.AsObject();
        Assert.Equal((422, error), (answer.Status, (string)errors["questions[0].options[1]"]![0]!));
        Assert.Equal(error == NotVisible ? error : null, (string?)errors["questions[0].text"]?[0]);
    }

    [Theory]
    [MemberData(nameof(GoodNames))]
    public async Task A_name_in_any_script_is_accepted(string name)
    {
        var created = await api.PostAsync(await api.AdminAsync(), "/locations", SalonFixture.With(CatalogueCalls.Location(), ("name", name)));
        Assert.Equal((201, name), (created.Status, created.Member("name")));
        Assert.Null(TextRules.ErrorOfName(name));
    }

    [Theory]
    [InlineData("", "must have 1 to 1000 characters")]
    [InlineData(" \u200B\t", NotVisible)]
    public async Task A_required_answer_is_visible(string answer, string error)
    {
        var admin = await api.AdminAsync();
        var question = new JsonObject { ["id"] = "why", ["text"] = "Why?", ["type"] = "text", ["required"] = true };
        var (service, _) = await api.NewHourAsync(admin, resources: 1, ("questions", new JsonArray(question)));
        var body = new JsonObject { ["slot"] = People.SlotAt(0), ["service_id"] = service, ["answers"] = new JsonObject { ["why"] = answer } };

        (await api.PostAsync(admin, "/bookings", body)).AssertInvalidFields(("answers.why", error));
        Assert.Equal(201, (await api.PostAsync(admin, "/bookings", SalonFixture.With(body, ("answers", new JsonObject { ["why"] = "Line\nby line" })))).Status);
    }
}
