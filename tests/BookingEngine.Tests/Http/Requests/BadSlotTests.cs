using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Http.Requests;

/// <summary>Slots that can never be booked. No event is recorded.</summary>
public sealed class BadSlotTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string Format = "must be a date and time such as 2030-05-12T14:30:00, with an offset (Z or +02:00) or in local time";

    public static TheoryData<string> MalformedSlots { get; } =
    [
        "", " ", "tomorrow", "2031-01-01", "14:30:00", "2031-01-01 14:30:00", "2031-13-01T00:00:00", "2031-02-29T00:00:00", "2031-00-01T00:00:00",
        "2031-01-01T24:30:00", "2031-01-01T14:60:00", "2031-01-01T14:30:60", "2031-01-01T14:30:00+19:00", "2031-01-01T14:30:00+02",
        "2031-01-01T14:30:00+0200", "2031-01-01T14:30:00Z+02:00", "2031-01-01T14:30:00 ", "2031-01-01T14:30:00[Europe/Berlin]", "20310101T143000Z",
        "2031-W01-1T14:30:00", "2031-1-1T1:30:00", "１２３４-01-01T14:30:00", "1893456000", "T", "2031-01-01T14:30:00Z\n", "' OR 1=1 --", "99999-01-01T00:00:00Z",
    ];

    [Theory]
    [MemberData(nameof(MalformedSlots))]
    public async Task A_malformed_slot_is_refused_in_the_query_and_the_body(string slot)
    {
        var person = await api.NewPersonAsync();

        var query = await api.BookAsync(person, slot);
        var body = await PostAsync(person, new JsonObject { ["slot"] = slot });

        query.AssertInvalidFields(("slot", Format));
        body.AssertInvalidFields(("slot", slot.Length == 0 ? "must have 1 to 64 characters" : Format));
        await AssertNothingBookedAsync();
    }

    [Theory]
    [InlineData("2030-05-01T12:00:00Z", "slot_in_past", "The slot is in the past. Choose a later time.")]
    [InlineData("2030-05-01T14:00:00+02:00", "slot_in_past", "The slot is in the past. Choose a later time.")]
    [InlineData("0001-01-01T00:00:00", "slot_in_past", "The slot is in the past. Choose a later time.")]
    [InlineData("0001-01-01T00:00:00+18:00", "slot_in_past", "The slot is in the past. Choose a later time.")]
    [InlineData("-9998-01-01T00:00:00+18:00", "slot_in_past", "The slot is in the past. Choose a later time.")]
    [InlineData("2300-01-01T00:15:00Z", "slot_off_grid", "No slot begins at that time. Choose one from GET /availability.")]
    [InlineData("2031-01-01T00:15:00Z", "slot_off_grid", "No slot begins at that time. Choose one from GET /availability.")]
    [InlineData("2031-01-01T00:00:01Z", "slot_off_grid", "No slot begins at that time. Choose one from GET /availability.")]
    [InlineData("2031-01-01T00:00:00.0000001Z", "slot_off_grid", "No slot begins at that time. Choose one from GET /availability.")]
    [InlineData("2031-01-01T00:00:00+05:45", "slot_off_grid", "No slot begins at that time. Choose one from GET /availability.")]
    [InlineData("9000-01-01T00:00:00Z", "slot_out_of_range", "The slot is too far ahead. Choose one before the year 9000.")]
    [InlineData("9999-12-31T23:30:00-18:00", "slot_out_of_range", "The slot is too far ahead. Choose one before the year 9000.")]
    [InlineData("9999-12-31T23:30:00Z", "slot_out_of_range", "The slot is too far ahead. Choose one before the year 9000.")]
    public async Task A_slot_that_breaks_a_rule_is_refused(string slot, string code, string detail)
    {
        (await api.BookAsync(await api.NewPersonAsync(), slot)).AssertProblem(422, code, detail);
        await AssertNothingBookedAsync();
    }

    [Fact]
    public async Task A_slot_must_be_given_once()
    {
        var token = (await api.NewPersonAsync()).Token;
        var missing = await api.SendAsync(Call.Post("/bookings") with { Token = token });
        var twice = await api.SendAsync(Call.Post("/bookings?slot=2031-01-01T00:00:00Z&slot=2031-01-01T00:00:00Z") with { Token = token });
        var otherLetters = await api.SendAsync(Call.PostJson("/bookings", """{"Slot":"2031-01-01T00:00:00Z"}""") with { Token = token });

        missing.AssertInvalidFields(("slot", "is required, in the query or in a JSON body"));
        twice.AssertInvalidFields(("slot", "must be given once"));
        Assert.Equal(
            (422, "unknown_field", "Slot is unknown. Use slot, or leave it out. slot is required."),
            (otherLetters.Status, otherLetters.Member("code"), otherLetters.Member("detail")));
        await AssertNothingBookedAsync();
    }

    [Theory]
    [InlineData("1893456000", "must be a text")]
    [InlineData("null", "is required")]
    [InlineData("[\"2031-01-01T00:00:00Z\"]", "must be a text")]
    [InlineData("{\"$gt\":\"\"}", "must be a text")]
    [InlineData("\"2031-01-01T00:00:00Z\\u0000\"", "must not contain NUL or half a surrogate pair")]
    [InlineData("\"2031-01-01T00:00:00.00000000000000000000000000000000000000000000Z\"", "must have 1 to 64 characters")]
    public async Task A_slot_of_another_type_is_refused(string value, string mustBe)
    {
        var person = await api.NewPersonAsync();

        (await PostAsync(person, new JsonObject { ["slot"] = JsonNode.Parse(value) })).AssertInvalidFields(("slot", mustBe));
        await AssertNothingBookedAsync();
    }

    [Fact]
    public async Task A_slot_with_a_nul_character_in_the_query_is_refused()
    {
        var person = await api.NewPersonAsync();

        (await api.BookAsync(person, "2031-01-01T00:00:00Z\0")).AssertInvalidFields(("slot", "must not contain NUL"));
        await AssertNothingBookedAsync();
    }

    private Task<Answer> PostAsync(Person person, JsonObject body) =>
        api.SendAsync(Call.PostJson("/bookings", body.ToJsonString()) with { Token = person.Token });

    private async Task AssertNothingBookedAsync() =>
        Assert.DoesNotContain(await api.StreamsAsync(), s => !s.StartsWith("user-", StringComparison.Ordinal));
}
