using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Tests.Bookings;

/// <summary>Compares the state at past instants with a log of the answers at that time.</summary>
public sealed class AsOfTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const int Operations = 60, Instants = 100, Seed = 7;
    private readonly Random _random = new(Seed);
    private readonly List<(Instant At, string? Slot, string? Resource, string? Status)> _log = [];

    [Fact]
    public async Task At_100_random_instants_bookings_and_calendars_match_their_history()
    {
        var (ada, admin) = (await api.NewPersonAsync(), await api.AdminAsync());
        var (service, chairs) = await api.NewHourAsync(admin, resources: 2);
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        var before = Now();
        api.Clock.Advance(TimeSpan.FromSeconds(1));
        var booked = await api.PostAsync(ada, "/bookings", new JsonObject { ["slot"] = SlotOf(0), ["service_id"] = service, ["resource_id"] = chairs[0] });
        Note(booked);
        for (var n = 1; n <= Operations; n++)
        {
            api.Clock.Advance(TimeSpan.FromSeconds(_random.Next(1, 5)));
            var body = new JsonObject { ["slot"] = SlotOf(_random.Next(20)), ["resource_id"] = chairs[_random.Next(2)] };
            Note(await api.PostAsync(ada, $"/bookings/{booked.Member("id")}/reschedule", body));
        }

        Note(await api.SendAsync(Call.Post($"/bookings/{booked.Member("id")}/cancel") with { Token = ada.Token }));
        api.Clock.Advance(TimeSpan.FromSeconds(5));
        for (var n = 0; n < Instants; n++)
        {
            var asOf = before + Duration.FromMilliseconds(_random.NextInt64((long)(Now() - before).TotalMilliseconds));
            await AssertAsync(ada, admin, booked.Member("id"), chairs, asOf);
        }
    }

    [Fact]
    public async Task The_history_shows_actor_and_action()
    {
        var (ada, admin) = (await api.NewPersonAsync(), await api.AdminAsync());
        var (service, chairs) = await api.NewHourAsync(admin, resources: 2);
        var booked = await api.PostAsync(ada, "/bookings", new JsonObject { ["slot"] = SlotOf(0), ["service_id"] = service, ["resource_id"] = chairs[0] });
        var path = $"/bookings/{booked.Member("id")}";
        Assert.Equal(200, (await api.PostAsync(ada, $"{path}/reschedule", new JsonObject { ["slot"] = SlotOf(1) })).Status);
        Assert.Equal(200, (await api.PostAsync(admin, $"{path}/reschedule", new JsonObject { ["slot"] = SlotOf(1), ["resource_id"] = chairs[1] })).Status);
        Assert.Equal(200, (await api.SendAsync(Call.Post($"{path}/cancel") with { Token = admin.Token })).Status);

        var entries = (await api.GetAsync(ada, $"{path}/history")).Json["entries"]!.AsArray();
        Assert.Equal(
            [
                ("booked", ada.Id, SlotOf(0), chairs[0], "confirmed"), ("rescheduled", ada.Id, SlotOf(1), chairs[0], "confirmed"),
                ("moved", admin.Id, SlotOf(1), chairs[1], "confirmed"), ("cancelled", admin.Id, SlotOf(1), chairs[1], "cancelled"),
            ],
            entries.Select(e => (
                (string)e!["change"]!, Guid.Parse((string)e["by"]!), (string)e["booking"]!["slot"]!, (string)e["booking"]!["resource_id"]!,
                (string)e["booking"]!["status"]!)));
        Assert.Equal(404, (await api.GetAsync(await api.NewPersonAsync(), $"{path}/history")).Status);
    }

    [Fact]
    public async Task Before_creation_a_booking_is_unknown_and_future_instants_are_refused()
    {
        var (ada, admin) = (await api.NewPersonAsync(), await api.AdminAsync());
        var booked = await api.BookAsync(ada, People.NewSlot());
        var path = $"/bookings/{booked.Member("id")}?as_of=";
        Assert.Equal(404, (await api.GetAsync(ada, $"{path}2029-01-01T00:00:00Z")).Status);
        Assert.Equal((422, "as_of_in_future"), await api.GetAsync(ada, $"{path}2041-01-01T00:00:00Z").CodeAsync());
        (await api.GetAsync(ada, $"{path}yesterday")).AssertInvalidFields(("as_of", "must be a time with its offset such as 2030-05-13T14:30:00+02:00"));

        const string Calendar = "/resources/default/calendar?from=2031-01-01&to=2031-01-02";
        Assert.Equal((422, "as_of_in_future"), await api.GetAsync(admin, $"{Calendar}&as_of=2041-01-01T00:00:00Z").CodeAsync());
        Assert.Equal(403, (await api.GetAsync(ada, Calendar)).Status);
        Assert.Equal(403, (await api.GetAsync(await api.NewPersonAsync("staff"), Calendar)).Status);
        Assert.Equal(404, (await api.GetAsync(admin, "/resources/nothing/calendar?from=2031-01-01&to=2031-01-02")).Status);
        Assert.Equal(422, (await api.GetAsync(admin, "/resources/default/calendar?from=2031-01-02&to=2031-01-01")).Status);
    }

    [Fact]
    public async Task A_calendar_request_has_the_usual_range_limit()
    {
        var (ada, admin) = (await api.NewPersonAsync(), await api.AdminAsync());
        Assert.Equal(201, (await api.BookAsync(ada, "2032-07-01T10:00:00Z")).Status);
        Assert.Equal((422, "range_too_long"), await api.GetAsync(admin, "/resources/default/calendar?from=2032-06-01&to=2032-09-02").CodeAsync());
        Assert.Single((await api.GetAsync(admin, "/resources/default/calendar?from=2032-06-01&to=2032-09-01")).Json["entries"]!.AsArray());
        const string Within = "2032-07-01T10:15:00Z";
        Assert.Empty((await api.GetAsync(admin, $"/resources/default/calendar?from={Within}&to={Within}")).Json["entries"]!.AsArray());
    }

    private static string SlotOf(int n) => $"2031-06-02T{n:00}:00:00Z";

    private Instant Now() => Instant.FromDateTimeOffset(api.Clock.GetUtcNow());

    // A refused operation changes nothing.
    private void Note(Answer answer)
    {
        if (answer.Status < 300)
        {
            _log.Add((Now(), answer.Member("slot"), answer.Member("resource_id"), answer.Member("status")));
        }
    }

    private async Task AssertAsync(Person ada, Person admin, string id, string[] chairs, Instant asOf)
    {
        var at = Uri.EscapeDataString(InstantPattern.ExtendedIso.Format(asOf));
        var expected = _log.LastOrDefault(entry => entry.At <= asOf);
        var shown = await api.GetAsync(ada, $"/bookings/{id}?as_of={at}");
        Assert.Equal(expected.Slot is null ? 404 : 200, shown.Status);
        if (expected.Slot is not null)
        {
            Assert.Equal((expected.Slot, expected.Resource, expected.Status), (shown.Member("slot"), shown.Member("resource_id"), shown.Member("status")));
        }

        foreach (var chair in chairs)
        {
            var calendar = await api.GetAsync(admin, $"/resources/{chair}/calendar?from=2031-06-02&to=2031-06-03&as_of={at}");
            string[] there = expected.Resource == chair && expected.Status is "confirmed" ? [expected.Slot!] : [];
            Assert.Equal(there, calendar.Json["entries"]!.AsArray().Select(e => (string)e!["slot"]!));
        }
    }
}
