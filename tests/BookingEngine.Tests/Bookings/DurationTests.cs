using System.Text.Json.Nodes;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.Bookings;

/// <summary>A service of 60 minutes that can also take 30 or 90, every 30 minutes.</summary>
public sealed class DurationTests : SalonTests
{
    private const string Monday = "service_id=cut&resource_id=chair-1&from=2030-05-06T10:00:00Z&to=2030-05-06T13:00:00Z";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("cut", ("durations", JsonNode.Parse("""[{"minutes":30,"price":{"amount":20,"currency":"EUR"}},{"minutes":90}]""")));
    }

    [Theory]
    [InlineData(null, "2030-05-06T11:00:00Z")]
    [InlineData(60, "2030-05-06T11:00:00Z")]
    [InlineData(30, "2030-05-06T10:30:00Z")]
    [InlineData(90, "2030-05-06T11:30:00Z")]
    public async Task Booking_takes_the_chosen_duration_or_the_service_duration(int? minutes, string end)
    {
        var booked = await Salon.BookAsync(Ada, Ten, ("duration", minutes));
        Assert.Equal((201, end), (booked.Status, booked.Member("end")));
    }

    [Fact]
    public async Task Duration_when_not_offered_is_refused_everywhere()
    {
        (int, string) refused = (422, "duration_not_offered");
        Assert.Equal(refused, await Salon.BookAsync(Ada, Ten, ("duration", 45)).CodeAsync());
        Assert.Equal(refused, await Salon.BookAsync(Admin, Ten, ("duration", 45), ("override", true)).CodeAsync());
        Assert.Equal(refused, await Salon.HoldAsync(Ada, Ten, ("duration", 45)).CodeAsync());
        Assert.Equal(refused, await Salon.GetAsync(Ada, $"/availability?{Monday}&duration=45").CodeAsync());
        Assert.Equal(refused, await Salon.GetAsync(Ada, "/availability/next?service_id=cut&duration=45").CodeAsync());
        Assert.Equal(refused, await Salon.GetAsync(Ada, "/availability/next?duration=60").CodeAsync());
        Assert.Equal((422, "invalid_fields"), await Salon.BookAsync(Ada, Ten, ("duration", 0)).CodeAsync());
        Assert.Empty(await Salon.EventsAsync());
    }

    [Fact]
    public async Task Search_offers_the_starts_where_the_chosen_duration_fits()
    {
        Assert.Equal(201, await Salon.BookAsync(Ben, "2030-05-06T11:30:00Z", ("duration", 30)).StatusAsync());
        Assert.Equal(
            ["2030-05-06T10:00:00Z", "2030-05-06T12:00:00Z", "2030-05-06T12:30:00Z"],
            (await Salon.GetAsync(Ada, $"/availability?{Monday}&duration=90")).Starts());
        Assert.Equal(5, (await Salon.GetAsync(Ada, $"/availability?{Monday}&duration=30")).Starts().Length);
        var next = await Salon.GetAsync(Ada, $"/availability/next?service_id=cut&resource_id=chair-1&from={HalfPast}&count=1&duration=90");
        Assert.Equal(("2030-05-06T12:00:00Z", "2030-05-06T13:30:00Z"), ((string)next.Slots()[0]["start"]!, (string)next.Slots()[0]["end"]!));
    }

    [Fact]
    public async Task Refusal_of_a_taken_slot_suggests_starts_for_the_duration()
    {
        Assert.Equal(201, await Salon.BookAsync(Ben, Ten, ("duration", 30)).StatusAsync());
        Assert.Equal(201, await Salon.BookAsync(Ben, "2030-05-06T11:30:00Z", ("duration", 30)).StatusAsync());
        Assert.Equal(
            ["2030-05-06T12:00:00Z", "2030-05-06T12:30:00Z", "2030-05-06T13:00:00Z"], await SuggestedAsync(Salon.BookAsync(Ada, Ten, ("duration", 90))));
        Assert.Equal(
            ["2030-05-06T10:30:00Z", "2030-05-06T11:00:00Z", "2030-05-06T12:00:00Z"], await SuggestedAsync(Salon.HoldAsync(Ada, Ten, ("duration", 30))));
    }

    [Fact]
    public async Task Reschedule_keeps_the_duration_even_when_no_longer_offered()
    {
        var id = (await Salon.BookAsync(Ada, Ten, ("duration", 90))).Member("id");
        var service = await Salon.GetAsync(Admin, "/services/cut");
        var body = With(service.Json, ("durations", new JsonArray()));
        Assert.Equal(200, (await Salon.SendAsync(Admin, Call.PutJson("/services/cut", body.ToJsonString(), service.Header("ETag")))).Status);

        Assert.Equal("2030-05-06T12:30:00Z", (await Salon.RescheduleAsync(Ada, id, Eleven)).Member("end"));
        Assert.Equal("2030-05-06T12:30:00Z", (await Salon.RescheduleAsync(Ada, id, Eleven, ("resource_id", "chair-2"))).Member("end"));
        Assert.Equal((422, "duration_not_offered"), await Salon.BookAsync(Ada, Ten, ("duration", 90)).CodeAsync());
    }

    [Fact]
    public async Task Hold_keeps_its_duration_and_its_booking_must_match()
    {
        var hold = await Salon.HoldAsync(Ada, Ten, ("duration", 90), ("minutes", 20));
        Assert.Equal("2030-05-06T11:30:00Z", hold.Member("end"));
        Assert.Equal((422, "hold_mismatch"), await Salon.PostAsync(Ada, "/bookings", ("hold_id", hold.Member("id")), ("duration", 60)).CodeAsync());
        var booked = await Salon.PostAsync(Ada, "/bookings", ("hold_id", hold.Member("id")), ("duration", 90));
        Assert.Equal((201, "2030-05-06T11:30:00Z"), (booked.Status, booked.Member("end")));
    }

    [Fact]
    public async Task Group_session_grows_to_its_longest_booking()
    {
        await Salon.ServiceAsync("yoga", ("capacity", 3), ("durations", JsonNode.Parse("""[{"minutes":90}]""")));
        Assert.Equal(201, await Salon.BookAsync(Ada, Ten, ("service_id", "yoga")).StatusAsync());
        Assert.Equal(201, await Salon.BookAsync(Ben, Eleven, ("duration", 30)).StatusAsync());
        Assert.Equal((409, "slot_unavailable"), await Salon.BookAsync(Ben, Ten, ("service_id", "yoga"), ("duration", 90)).CodeAsync());
        Assert.Equal(201, await Salon.BookAsync(Ben, Ten, ("service_id", "yoga")).StatusAsync());
    }

    private static async Task<string[]> SuggestedAsync(Task<Answer> refused) =>
        [.. (await refused).Json["next_starts"]!.AsArray().Select(start => (string)start!)];
}
