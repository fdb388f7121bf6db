using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Visits;

/// <summary>Staff end a running visit earlier or later: wash by a chair from 10:00 to 10:20, trim by Kim from 10:40 to 11:10, dry by a dryer from 11:10 to 11:20.
/// Now is 10:45.</summary>
public sealed class VisitEndTests() : SalonTests(hasTimer: false)
{
    private const string Tea = "2030-05-06T10:50:00Z";

    // The calendar of the last resource by name decides, also about a visit that its resource leaves.
    [Theory]
    [InlineData("dryer")]
    [InlineData("z-dryer")]
    public async Task An_early_end_drops_the_segments_that_have_not_begun(string dryer)
    {
        var id = await RunningAsync(dryer);
        var ended = await EndAsync(id, Tea);
        Assert.Equal((200, Tea, "confirmed"), (ended.Status, ended.Member("end"), ended.Member("status")));
        Assert.Equal(["wash chair-1 10:00-10:20", "trim kim 10:40-10:50"], SegmentsOf(ended));
        Assert.Equal(["chair-1", "kim"], ended.Json["resources"]!.AsArray().Select(r => (string)r!["resource_id"]!));
        Assert.Equal(ended.Text, (await EndAsync(id, Tea)).Text);
        Assert.Equal(["trim 10:40-10:50"], await BusyAsync("kim"));
        Assert.Empty(await BusyAsync(dryer));
        Assert.Empty((await Salon.GetAsync(SalonFixture.Admin, $"/bookings?resource_id={dryer}")).Json["bookings"]!.AsArray());
        var changes = (await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}/history")).Json["entries"]!.AsArray();
        Assert.Equal(["booked", "end_changed"], changes.Select(e => (string)e!["change"]!));
        Assert.Equal(200, (await Salon.PostAsync(SalonFixture.Admin, $"/bookings/{id}/complete")).Status);
    }

    [Fact]
    public async Task Segments_that_are_dropped_count_against_no_limit()
    {
        var id = await RunningAsync("dryer");
        Assert.Equal((409, "limit_reached"), await BookDryAsync("2030-05-06T15:00:00Z").CodeAsync());
        Assert.Equal(200, (await EndAsync(id, Tea)).Status);
        Assert.Equal(201, (await BookDryAsync("2030-05-06T15:00:00Z")).Status);
    }

    [Fact]
    public async Task A_later_end_needs_free_time_of_the_last_segment()
    {
        var id = await RunningAsync("dryer");
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, "2030-05-06T11:30:00Z", ("service_id", "dry"), ("resource_id", "dryer"))).Status);
        var longer = await EndAsync(id, "2030-05-06T11:30:00Z");
        Assert.Equal((200, "dry dryer 11:10-11:30"), (longer.Status, SegmentsOf(longer)[^1]));
        Assert.Equal((409, "slot_unavailable"), await EndAsync(id, "2030-05-06T11:31:00Z").CodeAsync());
        var beyond = await EndAsync(id, "2030-05-06T11:45:00Z", ("override", true));
        Assert.Equal((200, true), (beyond.Status, (bool)beyond.Json["override"]!));
        Assert.Equal(["dry 11:10-11:45", "dry 11:30-11:40"], await BusyAsync("dryer"));
    }

    [Fact]
    public async Task An_end_between_two_segments_is_that_of_the_one_before()
    {
        var id = await RunningAsync("dryer");
        Assert.Equal(["wash chair-1 10:00-10:30"], SegmentsOf(await EndAsync(id, "2030-05-06T10:30:00Z")));
        Assert.Equal(["wash 10:00-10:30"], await BusyAsync("chair-1"));
        Assert.Equal((409, "not_running"), await EndAsync(id, Tea).CodeAsync());
    }

    [Fact]
    public async Task A_booking_of_several_resources_ends_in_all_of_them()
    {
        await Salon.ResourceAsync("kim");
        await Salon.ServiceAsync(
            "both", ("resource_ids", null), ("needs", new JsonArray(new JsonObject { ["resource_ids"] = new JsonArray("kim") }, new JsonObject { ["resource_ids"] = new JsonArray("chair-1") })));
        var id = (await Salon.BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "both"), ("resource_id", null))).Member("id");
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 6, 10, 45, 0, TimeSpan.Zero));
        Assert.Equal((403, "missing_role"), await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{id}/end", ("end", Tea)).CodeAsync());
        foreach (var end in new[] { "11:30", "10:50" })
        {
            Assert.Equal(200, (await EndAsync(id, $"2030-05-06T{end}:00Z")).Status);
            Assert.Equal([$"both 10:00-{end}"], await BusyAsync("kim"));
            Assert.Equal([$"both 10:00-{end}"], await BusyAsync("chair-1"));
        }

        await Salon.ServiceAsync("cut", ("duration", 10), ("slot_interval", 10));
        Assert.Equal(201, (await Salon.BookAsync(SalonFixture.Ben, "2030-05-06T11:00:00Z")).Status);
        Assert.Equal((422, "end_before_start"), await EndAsync(id, SalonFixture.Ten).CodeAsync());
        Assert.Equal((409, "slot_unavailable"), await EndAsync(id, "2030-05-06T11:01:00Z").CodeAsync());
        Assert.Equal(["both 10:00-10:50"], await BusyAsync("kim"));
        Assert.Equal(["both 10:00-10:50", "cut 11:00-11:10"], await BusyAsync("chair-1"));
    }

    private async Task<string> RunningAsync(string dryer)
    {
        await Salon.ResourceAsync("kim");
        await Salon.ResourceAsync(dryer);
        await Salon.ServiceAsync("wash", ("duration", 20), ("buffer_after", 10), ("resource_ids", new JsonArray("chair-1")));
        await Salon.ServiceAsync("trim", ("duration", 30), ("buffer_before", 10), ("resource_ids", new JsonArray("kim")));
        await Salon.ServiceAsync("dry", ("duration", 10), ("resource_ids", new JsonArray(dryer)), ("limits", new JsonObject { ["per_day"] = 1 }));
        await Salon.ServiceAsync("visit", ("duration", null), ("resource_ids", null), ("segments", new JsonArray([.. new[] { "wash", "trim", "dry" }.Select(s => (JsonNode)new JsonObject { ["service_id"] = s })])));
        var booked = await Salon.BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("service_id", "visit"), ("resource_id", null));
        await Salon.AdvanceToAsync(new DateTimeOffset(2030, 5, 6, 10, 45, 0, TimeSpan.Zero));
        return booked.Member("id");
    }

    private Task<Answer> EndAsync(string booking, string end, params (string Name, JsonNode? Value)[] fields) =>
        Salon.PostAsync(SalonFixture.Admin, $"/bookings/{booking}/end", [("end", end), .. fields]);

    private Task<Answer> BookDryAsync(string slot) => Salon.BookAsync(SalonFixture.Ada, slot, ("service_id", "dry"), ("resource_id", null));

    private static string[] SegmentsOf(Answer booking) => [.. booking.Json["segments"]!.AsArray()
        .Select(s => $"{s!["service_id"]} {s["resource_id"]} {s["start"]!.GetValue<string>()[11..16]}-{s["end"]!.GetValue<string>()[11..16]}")];

    private async Task<string[]> BusyAsync(string resource)
    {
        var calendar = await Salon.GetAsync(SalonFixture.Admin, $"/resources/{resource}/calendar?from=2030-05-06T00:00:00Z&to=2030-05-07T00:00:00Z");
        return [.. calendar.Json["entries"]!.AsArray().Select(e => $"{e!["service_id"]} {e["slot"]!.GetValue<string>()[11..16]}-{e["end"]!.GetValue<string>()[11..16]}")];
    }
}
