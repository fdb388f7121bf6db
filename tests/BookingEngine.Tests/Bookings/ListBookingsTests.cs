using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings;

public sealed class ListBookingsTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_customer_without_bookings_gets_an_empty_list()
    {
        var person = await api.NewPersonAsync();

        (await api.ListAsync(person)).AssertIs(200, new JsonObject { ["bookings"] = new JsonArray() });
        (await api.ListAsync(person, "?limit=1")).AssertIs(
            200, new JsonObject { ["bookings"] = new JsonArray(), ["next_cursor"] = null });
    }

    [Fact]
    public async Task The_list_is_sorted_by_slot_and_has_own_bookings_only()
    {
        var (person, other) = (await api.NewPersonAsync(), await api.NewPersonAsync());
        foreach (var slot in new[] { "2033-01-02T00:00:00Z", "2033-01-01T00:00:00Z", "2032-12-31T23:30:00Z", "2033-01-01T23:30:00Z" })
        {
            await api.BookAsync(person, slot);
        }

        await api.BookAsync(other, "2033-01-01T12:00:00Z");

        Assert.Equal(
            ["2032-12-31T23:30:00Z", "2033-01-01T00:00:00Z", "2033-01-01T23:30:00Z", "2033-01-02T00:00:00Z"],
            (await api.ListAsync(person)).SlotsOf());
        Assert.Equal(["2033-01-01T12:00:00Z"], (await api.ListAsync(other)).SlotsOf());
    }

    [Theory]
    [InlineData(1, new[] { 1, 1, 1, 1, 1 })]
    [InlineData(2, new[] { 2, 2, 1 })]
    [InlineData(5, new[] { 5 })]
    [InlineData(100, new[] { 5 })]
    public async Task Pages_show_every_booking_once_in_order(int limit, int[] sizes)
    {
        var person = await PersonWithBookingsAsync(5);
        var (all, pages) = ((await api.ListAsync(person)).Json["bookings"]!.AsArray(), new List<JsonArray>());

        string? query = $"?limit={limit}";
        while (query is not null)
        {
            var page = (await api.ListAsync(person, query)).Json;
            pages.Add(page["bookings"]!.AsArray());
            query = (string?)page["next_cursor"] is { } cursor ? $"?limit={limit}&cursor={cursor}" : null;
        }

        Assert.Equal(sizes, pages.Select(p => p.Count));
        Assert.Equal(all.Select(b => b!.ToJsonString()), pages.SelectMany(p => p).Select(b => b!.ToJsonString()));
    }

    [Fact]
    public async Task A_cursor_stays_valid_while_bookings_arrive()
    {
        var person = await api.NewPersonAsync();
        await BookAsync(person, 10, 20, 30);
        var cursor = (await api.ListAsync(person, "?limit=2")).Member("next_cursor");

        await BookAsync(person, 15, 25, 40);

        Assert.Equal(SlotsAt(25, 30, 40), (await api.ListAsync(person, $"?limit=100&cursor={cursor}")).SlotsOf());
        Assert.Equal(SlotsAt(25, 30, 40), (await api.ListAsync(person, $"?cursor={cursor}")).SlotsOf());
        Assert.Equal(SlotsAt(25), (await api.ListAsync(person, $"?limit=1&cursor={cursor}")).SlotsOf());
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        var (person, other) = (await PersonWithBookingsAsync(2), await PersonWithBookingsAsync(2));
        var own = (await api.ListAsync(person, "?limit=1")).Member("next_cursor");
        var others = (await api.ListAsync(other, "?limit=1")).Member("next_cursor");
        var tampered = own[..^1] + (own[^1] == 'A' ? 'B' : 'A');

        foreach (var cursor in new[] { others, tampered, own[..^4], own[4..], own + own, "", "A", "%20", "..", "%00%F0", new string('A', 600) })
        {
            var answer = await api.ListAsync(person, $"?limit=1&cursor={cursor}");
            Assert.Equal((cursor, 422), (cursor, answer.Status));
            answer.AssertInvalidFields(("cursor", cursor == "%00%F0" ? "must not contain NUL" : "must be the next_cursor of the same list"));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("ten")]
    [InlineData("")]
    [InlineData("%2B1")]
    [InlineData("1%20")]
    [InlineData("99999999999999999999")]
    public async Task A_limit_is_a_whole_number_from_1_to_100(string limit)
    {
        var person = await api.NewPersonAsync();

        (await api.ListAsync(person, $"?limit={limit}")).AssertInvalidFields(("limit", "must be a whole number from 1 to 100"));
    }

    [Fact]
    public async Task A_repeated_parameter_is_refused_and_an_unknown_one_ignored()
    {
        var person = await PersonWithBookingsAsync(1);

        (await api.ListAsync(person, "?limit=1&limit=2&cursor=a&cursor=b"))
            .AssertInvalidFields(("cursor", "must be given once"), ("limit", "must be given once"));
        Assert.Single((await api.ListAsync(person, "?users=somebody&$where=1")).SlotsOf());
    }

    private async Task<Person> PersonWithBookingsAsync(int count)
    {
        var person = await api.NewPersonAsync();
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(201, (await api.BookAsync(person, People.NewSlot())).Status);
        }

        return person;
    }

    // From the 5,000th half hour on, which NewSlot never reaches.
    private async Task BookAsync(Person person, params int[] places)
    {
        foreach (var slot in SlotsAt(places))
        {
            Assert.Equal(201, (await api.BookAsync(person, slot)).Status);
        }
    }

    private static string[] SlotsAt(params int[] places) => [.. places.Select(n => People.SlotAt(5_000 + n))];
}
