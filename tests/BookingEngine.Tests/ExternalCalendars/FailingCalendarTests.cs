using System.Text.Json.Nodes;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using static BookingEngine.Tests.ExternalCalendars.CalendarCalls;
using static BookingEngine.Tests.ExternalCalendars.FakeFeeds;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>A calendar that cannot be read keeps its last good times, and after a day people are told once.</summary>
public sealed class FailingCalendarTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "https://calendar.example/ical/private-4711/basic.ics";
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(20);

    private readonly FakeFeeds _feeds = new();
    private readonly RunningApi _api;
    private Person _admin = null!;
    private string _service = "", _resource = "";

    public FailingCalendarTests() => _api = NewApi(_feeds);

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
        (_service, var resources) = await _api.NewHourAsync(_admin, 1);
        _resource = resources[0];
        Repair();
        await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", PrivateCalendar());
        await _api.ReadCalendarsAsync(_admin, _resource);
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Failing_calendar_keeps_its_last_good_times()
    {
        Break();
        await _api.PassAsync(_resource, Quarter);

        var shown = Assert.Single(await ShowAsync());
        Assert.Equal(("failing", "status_403", "2030-05-01T12:00:00Z"), ((string?)shown["status"], (string?)shown["fault"], (string?)shown["read_at"]));
        Assert.Equal(["2030-05-03T10:00:00Z"], await ClosedAsync());
    }

    [Fact]
    public async Task After_a_day_one_mail_and_the_health_check_say_so()
    {
        Break();
        await _api.PassAsync(_resource, Quarter);
        await _api.PassAsync(_resource, TimeSpan.FromHours(23));
        Assert.Empty(Mails());

        await _api.PassAsync(_resource, TimeSpan.FromHours(2));
        await Mailbox.WaitAsync(() =>
        {
            _api.AdvanceOneSecond();
            return Task.FromResult(Mails().Length > 0);
        });
        await _api.PassAsync(_resource, TimeSpan.FromHours(25));

        var mail = Assert.Single(Mails());
        Assert.Contains("calendar.example", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("4711", mail, StringComparison.Ordinal);
        Assert.Equal(1, await FailingAsync(1));
        Assert.Equal(["external-calendar-failing.v1"], (await _api.EventsAsync($"calendar-{_resource}")).Select(e => e.Type).Where(t => t.EndsWith("failing.v1", StringComparison.Ordinal)));

        Repair();
        await _api.PassAsync(_resource, Quarter);

        Assert.Null(await FailingAsync(null));
        Assert.Equal("ok", (string?)Assert.Single(await ShowAsync())["status"]);
        Assert.Equal("external-calendar-recovered.v1", (await _api.EventsAsync($"calendar-{_resource}"))[^1].Type);
    }

    [Fact]
    public async Task Removed_calendar_is_read_no_more()
    {
        await _api.PutCalendarsAsync(_admin, _resource, "\"1\"");
        var reads = _feeds.Requests.Count;

        await _api.PassAsync(_resource, TimeSpan.FromHours(1));

        Assert.Equal(reads, _feeds.Requests.Count);
        Assert.Empty(await ClosedAsync());
    }

    [Fact]
    public async Task Bad_feed_harms_no_other()
    {
        const string good = "https://calendar.example/good.ics";
        _feeds.Answers[good] = _ => FakeFeeds.FileOf(Busy("20300503T120000Z", "20300503T130000Z"));
        Break();
        await _api.PutCalendarsAsync(_admin, _resource, "*", PrivateCalendar(), Calendar(good));

        Assert.Equal(["failing", "ok"], (await _api.ReadCalendarsAsync(_admin, _resource)).Select(calendar => (string?)calendar["status"]));
        Assert.Equal(["2030-05-03T12:00:00Z"], await ClosedAsync());
    }

    private static JsonObject PrivateCalendar() => Calendar(Secret, "Private");

    private void Break() => _feeds.Answers[Secret] = _ => Status(403);

    private void Repair() => _feeds.Answers[Secret] = _ => FakeFeeds.FileOf(Busy("20300503T100000Z", "20300503T110000Z"));

    private async Task<JsonObject[]> ShowAsync()
    {
        _admin = await _api.AdminAsync();
        return await _api.ShowCalendarsAsync(_admin, _resource);
    }

    private string[] Mails() => [.. _api.AllMailsTo(RunningApi.AdminEmail).Where(mail => mail.Subject == "A calendar of Chair 1 cannot be read").Select(mail => mail.TextBody!)];

    private async Task<string[]> ClosedAsync()
    {
        _api.Clock.Advance(TimeSpan.FromSeconds(3)); // the busy times are cached for two seconds
        var found = await _api.FindAsync(await _api.NewPersonAsync(), $"service_id={_service}&from=2030-05-03&to=2030-05-04&explain=true");
        return [.. found.Refused().Where(r => r.Reason == "external").Select(r => r.Start)];
    }

    // The sweep measures it, at most five minutes later.
    private async Task<int?> FailingAsync(int? expected)
    {
        int? failing = -1;
        await Mailbox.WaitAsync(async () =>
        {
            _api.Clock.Advance(TimeSpan.FromMinutes(1));
            failing = (int?)(await _api.SendAsync(Call.Get("/health/ready"))).Json["failing_calendars"];
            return failing == expected;
        });
        return failing;
    }
}
