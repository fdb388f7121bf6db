using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Bookings;

/// <summary>Staff end a running booking earlier or later. It runs from 10 to 11, and now is 10:20.</summary>
public sealed class ChangeEndTests : SalonTests
{
    private const string Quarter = "2030-05-06T10:45:00Z", QuarterPast = "2030-05-06T11:15:00Z";

    [Fact]
    public async Task An_early_end_frees_the_rest_and_the_history_shows_it()
    {
        var id = await RunningAsync(("slot_interval", 15), ("duration", 60));
        var ended = await EndAsync(Stella, id, Quarter);
        Assert.Equal((200, Ten, Quarter, "confirmed"), (ended.Status, ended.Member("slot"), ended.Member("end"), ended.Member("status")));
        Assert.Equal(ended.Text, (await EndAsync(Stella, id, Quarter)).Text);
        Assert.Equal(201, (await Salon.BookAsync(Ben, Quarter)).Status);
        var changes = (await Salon.GetAsync(Ada, $"/bookings/{id}/history")).Json["entries"]!.AsArray();
        Assert.Equal(["booked", "end_changed"], changes.Select(e => (string)e!["change"]!));
    }

    [Fact]
    public async Task A_later_end_needs_free_time()
    {
        var id = await RunningAsync(("buffer_after", 15));
        Assert.Equal(201, (await Salon.BookAsync(Ben, "2030-05-06T11:30:00Z")).Status);
        Assert.Equal(QuarterPast, (await EndAsync(Stella, id, QuarterPast)).Member("end"));
        Assert.Equal((409, "slot_unavailable"), await EndAsync(Stella, id, "2030-05-06T11:16:00Z").CodeAsync());
        var beyond = await EndAsync(Stella, id, "2030-05-06T11:40:00Z", ("override", true));
        Assert.Equal((200, true), (beyond.Status, (bool)beyond.Json["override"]!));
    }

    [Fact]
    public async Task A_later_end_stays_within_the_limits()
    {
        var id = await RunningAsync(("booking_limits", new JsonArray(new JsonObject { ["per"] = "day", ["minutes"] = 90 })));
        Assert.Equal(200, (await EndAsync(Admin, id, "2030-05-06T11:30:00Z")).Status);
        Assert.Equal((409, "booking_limit_reached"), await EndAsync(Admin, id, "2030-05-06T11:31:00Z").CodeAsync());
        Assert.Equal((409, "booking_limit_reached"), await Salon.BookAsync(Ben, "2030-05-06T12:00:00Z").CodeAsync());
        Assert.Equal(200, (await EndAsync(Admin, id, "2030-05-06T10:30:00Z")).Status);
        Assert.Equal(201, (await Salon.BookAsync(Ben, "2030-05-06T12:00:00Z")).Status);
    }

    [Fact]
    public async Task A_later_end_stays_within_the_opening_hours()
    {
        var id = await RunningAsync();
        Assert.Equal(200, (await EndAsync(Admin, id, "2030-05-06T10:30:00Z")).Status);
        var chair = (await Salon.GetAsync(Admin, "/resources/chair-1")).Json;
        chair["overrides"] = new JsonArray(new JsonObject { ["date"] = "2030-05-06", ["intervals"] = new JsonArray(new JsonArray("10:00", "10:50")) });
        Assert.Equal(200, (await Salon.SendAsync(Admin, Call.PutJson("/resources/chair-1", chair.ToJsonString(), "*"))).Status);
        Assert.Equal((422, "outside_hours"), await EndAsync(Admin, id, "2030-05-06T10:51:00Z").CodeAsync());
        Assert.Equal(200, (await EndAsync(Admin, id, "2030-05-06T10:50:00Z")).Status);
    }

    [Fact]
    public async Task Only_staff_change_the_end_of_a_running_confirmed_booking()
    {
        await Salon.ServiceAsync("cut");
        var later = (await Salon.BookAsync(Ada, "2030-05-06T15:00:00Z")).Member("id");
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        Assert.Equal((409, "not_running"), await EndAsync(Stella, id, Quarter).CodeAsync());
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 6, 10, 20, 0, TimeSpan.Zero));
        Assert.Equal((403, "missing_role"), await EndAsync(Ada, id, Quarter).CodeAsync());
        Assert.Equal((409, "not_running"), await EndAsync(Stella, later, Quarter).CodeAsync());
        Assert.Equal((422, "end_before_start"), await EndAsync(Stella, id, Ten).CodeAsync());
        Assert.Equal((422, "invalid_fields"), await EndAsync(Stella, id, "soon").CodeAsync());
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 6, 11, 0, 0, TimeSpan.Zero));
        Assert.Equal((409, "not_running"), await EndAsync(Stella, id, QuarterPast).CodeAsync());
        Assert.Equal(200, (await Salon.PostAsync(Stella, $"/bookings/{id}/complete")).Status);
        Assert.Equal((409, "wrong_state"), await EndAsync(Stella, id, QuarterPast).CodeAsync());
    }

    [Fact]
    public async Task The_bookings_of_a_group_session_end_together()
    {
        var id = await RunningAsync(("capacity", 5));
        Assert.Equal((422, "shared_session"), await EndAsync(Stella, id, Quarter).CodeAsync());
    }

    [Theory] // the latest end is 365 days after the start
    [InlineData("2031-05-06T10:00:00Z", 200)]
    [InlineData("2031-05-06T10:01:00Z", 422)]
    [InlineData("8999-12-31T00:00:00Z", 422)]
    [InlineData("9999-12-31T23:59:59Z", 422)]
    public async Task A_booking_lasts_at_most_a_year_also_with_an_override(string end, int status)
    {
        var id = await RunningAsync();
        var answer = await EndAsync(Admin, id, end, ("override", true));
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 200 ? null : "end_too_late", (string?)answer.Json["code"]);
        Assert.Equal(status == 200 ? end : Eleven, (await Salon.GetAsync(Admin, $"/bookings/{id}")).Member("end"));
    }

    private async Task<string> RunningAsync(params (string Name, JsonNode? Value)[] fields)
    {
        await Salon.ServiceAsync("cut", fields);
        var id = (await Salon.BookAsync(Ada, Ten)).Member("id");
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 6, 10, 20, 0, TimeSpan.Zero));
        return id;
    }

    private Task<Answer> EndAsync(string person, string booking, string end, params (string Name, JsonNode? Value)[] fields) =>
        Salon.PostAsync(person, $"/bookings/{booking}/end", [("end", end), .. fields]);
}
