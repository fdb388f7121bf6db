using System.Text.Json.Nodes;
using BookingEngine.Catalogue;
using BookingEngine.ExternalCalendars;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using static BookingEngine.Tests.ExternalCalendars.CalendarCalls;
using static BookingEngine.Tests.ExternalCalendars.FakeFeeds;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>Busy times of calendars elsewhere close a resource, in search and command alike.</summary>
public sealed class ExternalCalendarTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "https://calendar.example/ical/private-4711/basic.ics";

    private readonly FakeFeeds _feeds = new();
    private readonly RunningApi _api;
    private Person _admin = null!;
    private string _service = "", _resource = "";

    public ExternalCalendarTests() => _api = NewApi(_feeds);

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
        (_service, var resources) = await _api.NewHourAsync(_admin, 1);
        _resource = resources[0];
        _feeds.Answers[Secret] = _ => FakeFeeds.FileOf(Busy("20300502T100000Z", "20300502T110000Z"));
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Busy_time_closes_the_resource_until_the_calendar_is_removed()
    {
        await AddAsync();
        var person = await _api.NewPersonAsync();

        var found = await _api.FindAsync(person, $"service_id={_service}&from=2030-05-02&to=2030-05-03&explain=true");
        Assert.DoesNotContain("2030-05-02T10:00:00Z", found.Starts());
        Assert.Equal(["2030-05-02T10:00:00Z"], found.Refused().Where(r => r.Reason == "external").Select(r => r.Start));
        var refused = await BookAsync(person, "2030-05-02T10:00:00Z");
        Assert.Equal((409, "slot_unavailable"), (refused.Status, refused.Member("code")));
        Assert.Equal("2030-05-02T11:00:00Z", (string?)refused.Json["next_starts"]![0]);
        Assert.Equal(409, (await _api.PostAsync(person, "/holds", new() { ["service_id"] = _service, ["slot"] = "2030-05-02T10:00:00Z" })).Status);

        Assert.Equal("\"2\"", (await _api.PutCalendarsAsync(_admin, _resource, "\"1\"")).Header("ETag"));

        Assert.Equal(201, (await BookAsync(person, "2030-05-02T10:00:00Z")).Status);
        Assert.Empty(await _api.Services.GetRequiredService<IFeedStates>().ListAsync(new ResourceId(_resource), CancellationToken.None));
    }

    [Fact]
    public async Task Move_and_longer_end_obey_busy_times_and_staff_may_override()
    {
        await AddAsync();
        var person = await _api.NewPersonAsync();
        var booking = (await BookAsync(person, "2030-05-02T09:00:00Z")).Member("id");

        var moved = await _api.PostAsync(person, $"/bookings/{booking}/reschedule", new() { ["slot"] = "2030-05-02T10:00:00Z" });
        Assert.Equal((409, "slot_unavailable"), (moved.Status, moved.Member("code")));
        _api.Clock.SetUtcNow(new(2030, 5, 2, 9, 30, 0, TimeSpan.Zero));
        _admin = await _api.AdminAsync();
        JsonObject longer = new() { ["end"] = "2030-05-02T10:30:00Z" };
        Assert.Equal((409, "slot_unavailable"), Code(await _api.PostAsync(_admin, $"/bookings/{booking}/end", longer)));
        Assert.Equal(200, (await _api.PostAsync(_admin, $"/bookings/{booking}/end", SalonFixture.With(longer, ("override", true)))).Status);

        static (int, string) Code(Answer answer) => (answer.Status, answer.Member("code"));
    }

    [Fact]
    public async Task Override_books_a_busy_time()
    {
        await AddAsync();
        JsonObject body = new() { ["service_id"] = _service, ["slot"] = "2030-05-02T10:00:00Z", ["override"] = true };

        Assert.Equal(201, (await _api.PostAsync(_admin, "/bookings", body)).Status);
    }

    [Fact]
    public async Task Event_says_what_the_decision_was_made_on()
    {
        await AddAsync();
        var state = Assert.Single(await _api.Services.GetRequiredService<IFeedStates>().ListAsync(new ResourceId(_resource), CancellationToken.None));

        await BookAsync(await _api.NewPersonAsync(), "2030-05-02T12:00:00Z");

        var made = JsonNode.Parse((await _api.EventsAsync($"calendar-{_resource}")).Single(e => e.Type == "booking-made.v1").Json)!;
        Assert.Equal(
            $$"""[{"feed":"{{state.Id}}","read_at":"2030-05-01T12:00:00Z","hash":"{{BusyTimes.Parse(state.Reading.Busy!).Hash}}"}]""",
            made["external"]!.ToJsonString());
    }

    [Fact]
    public async Task Resource_without_external_calendars_stores_and_reads_nothing_for_them()
    {
        await BookAsync(await _api.NewPersonAsync(), "2030-05-02T12:00:00Z");

        Assert.DoesNotContain("external", (await _api.EventsAsync($"calendar-{_resource}"))[^1].Json, StringComparison.Ordinal);
        Assert.Empty(_feeds.Requests);
    }

    [Fact]
    public async Task Own_booking_in_the_calendar_does_not_block_its_own_move()
    {
        var person = await _api.NewPersonAsync();
        var booking = (await BookAsync(person, "2030-05-02T10:00:00Z")).Member("id");
        _feeds.Answers[Secret] = _ => FakeFeeds.FileOf(
            Busy("20300502T100000Z", "20300502T110000Z", uid: booking), Busy("20300502T130000Z", "20300502T140000Z"));
        await AddAsync();

        var found = await _api.FindAsync(person, $"service_id={_service}&from=2030-05-02&to=2030-05-03&explain=true");

        Assert.Equal(
            [("2030-05-02T10:00:00Z", "taken"), ("2030-05-02T13:00:00Z", "external")],
            found.Refused().Where(r => r.Reason is "taken" or "external").Select(r => (r.Start, r.Reason)));
    }

    private async Task AddAsync()
    {
        Assert.Equal("\"1\"", (await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", Calendar(Secret, "Private"))).Header("ETag"));
        Assert.Equal("ok", (string?)Assert.Single(await _api.ReadCalendarsAsync(_admin, _resource))["status"]);
        _api.Clock.Advance(TimeSpan.FromSeconds(3)); // the busy times are cached for two seconds
        _api.Clock.SetUtcNow(RunningApi.Start.AddSeconds(3));
    }

    private Task<Answer> BookAsync(Person person, string slot) => _api.PostAsync(person, "/bookings", new() { ["service_id"] = _service, ["slot"] = slot });
}
