using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Bookings;

public sealed class BookingTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_free_slot_is_booked_and_returned_in_full()
    {
        var person = await api.NewPersonAsync();

        var answer = await api.BookAsync(person, "2031-12-01T14:30:00Z");

        var booking = new JsonObject
        {
            ["id"] = answer.Member("id"),
            ["user_id"] = person.Id.ToString(),
            ["slot"] = "2031-12-01T14:30:00Z",
            ["end"] = "2031-12-01T15:00:00Z",
            ["time_zone"] = "UTC",
            ["service_id"] = "default",
            ["resource_id"] = "default",
            ["status"] = "confirmed",
            ["quantity"] = 1,
            ["created_at"] = "2030-05-01T12:00:00Z",
        };
        answer.AssertIs(201, booking);
        (await api.ListAsync(person)).AssertIs(200, new JsonObject { ["bookings"] = new JsonArray(booking) });
    }

    [Theory]
    [InlineData("2031-11-01T14:30:00", "2031-11-01T14:30:00Z")]
    [InlineData("2031-11-02T14:30", "2031-11-02T14:30:00Z")]
    [InlineData("2031-11-03T14:30:00.000", "2031-11-03T14:30:00Z")]
    [InlineData("2031-11-04T14:30:00Z", "2031-11-04T14:30:00Z")]
    [InlineData("2031-11-05T14:30:00z", "2031-11-05T14:30:00Z")]
    [InlineData("2031-11-06T14:30:00%2B02:00", "2031-11-06T12:30:00Z")]
    [InlineData("2031-11-07T14:30:00+02:00", "2031-11-07T12:30:00Z")]
    [InlineData("2031-11-08T14:30:00%2002:00", "2031-11-08T12:30:00Z")]
    [InlineData("2031-11-09T14:30:00+00:00", "2031-11-09T14:30:00Z")]
    [InlineData("2031-11-10T14:30:00-05:30", "2031-11-10T20:00:00Z")]
    [InlineData("2031-11-11T14:30:00-00:00", "2031-11-11T14:30:00Z")]
    public async Task A_slot_in_the_query_is_accepted_in_every_format(string slot, string booked)
    {
        var person = await api.NewPersonAsync();

        var answer = await api.SendAsync(Call.Post($"/bookings?slot={slot}") with { Token = person.Token });

        Assert.Equal((201, booked), (answer.Status, (string?)answer.Json["slot"]));
    }

    [Theory]
    [InlineData("2031-10-01T14:30:00", "2031-10-01T14:30:00Z")]
    [InlineData("2031-10-02T14:30:00+02:00", "2031-10-02T12:30:00Z")]
    [InlineData("2031-10-03T14:30:00 02:00", "2031-10-03T12:30:00Z")]
    public async Task A_slot_in_a_json_body_is_accepted(string slot, string booked)
    {
        var person = await api.NewPersonAsync();
        var json = new JsonObject { ["slot"] = slot, ["user_id"] = Guid.Empty.ToString(), ["status"] = "cancelled" }.ToJsonString();

        var answer = await api.SendAsync(Call.PostJson("/bookings", json) with { Token = person.Token });

        Assert.Equal((201, booked), (answer.Status, (string?)answer.Json["slot"]));
        Assert.Equal((person.Id.ToString(), "confirmed"), (answer.Member("user_id"), answer.Member("status")));
    }

    [Fact]
    public async Task A_json_body_without_a_media_type_is_read_as_json()
    {
        var person = await api.NewPersonAsync();
        var body = System.Text.Encoding.UTF8.GetBytes($$"""{"slot":"{{People.NewSlot()}}"}""");

        Assert.Equal(201, (await api.SendAsync(Call.PostBytes("/bookings", body, null) with { Token = person.Token })).Status);
    }

    [Fact]
    public async Task A_taken_slot_is_refused_to_everyone()
    {
        var (owner, other, slot) = (await api.NewPersonAsync(), await api.NewPersonAsync(), People.NewSlot());
        Assert.Equal(201, (await api.BookAsync(owner, slot)).Status);
        var before = await api.EventsAsync("calendar-default");

        foreach (var person in new[] { owner, other })
        {
            (await api.BookAsync(person, slot)).AssertProblem(409, "slot_unavailable", "The slot is taken. Choose another time.");
        }

        Assert.Equal(before, await api.EventsAsync("calendar-default"));
        Assert.Empty((await api.ListAsync(other)).SlotsOf());
    }

    [Fact]
    public async Task The_slots_before_and_after_a_booking_stay_free()
    {
        var person = await api.NewPersonAsync();

        foreach (var slot in new[] { "2032-01-01T10:00:00Z", "2032-01-01T10:30:00Z", "2032-01-01T09:30:00Z" })
        {
            Assert.Equal(201, (await api.BookAsync(person, slot)).Status);
        }
    }

    [Theory]
    [InlineData("2030-05-01T12:30:00Z")]
    [InlineData("2300-01-01T00:00:00Z")]
    [InlineData("8999-12-31T23:30:00Z")]
    public async Task The_next_slot_and_a_distant_one_can_be_booked(string slot)
    {
        var person = await api.NewPersonAsync();

        Assert.Equal((201, slot), ((await api.BookAsync(person, slot)).Status, (await api.ListAsync(person)).SlotsOf().Single()));
    }
}
