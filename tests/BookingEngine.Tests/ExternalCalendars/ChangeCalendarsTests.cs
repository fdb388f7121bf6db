using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.ExternalCalendars.CalendarCalls;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>How the external calendars of a resource are shown and changed.</summary>
public sealed class ChangeCalendarsTests : IAsyncLifetime, IDisposable
{
    private const string Secret = "https://calendar.example/ical/private-4711/basic.ics";

    private readonly FakeFeeds _feeds = new();
    private readonly RunningApi _api;
    private Person _admin = null!;
    private string _resource = "";

    public ChangeCalendarsTests() => _api = NewApi(_feeds);

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
        _resource = (await _api.NewHourAsync(_admin, 1)).Resources[0];
        _feeds.Answers[Secret] = _ => FakeFeeds.FileOf();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Calendar_is_shown_with_its_host_only()
    {
        var unset = await _api.GetAsync(_admin, PathOf(_resource));
        Assert.Equal((200, "\"0\"", """{"calendars":[]}"""), (unset.Status, unset.Header("ETag"), unset.Text));

        var added = await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", Calendar(Secret, "Private"));

        Assert.Equal((200, "\"1\""), (added.Status, added.Header("ETag")));
        var shown = Assert.Single(await _api.ReadCalendarsAsync(_admin, _resource));
        Assert.Equal(
            ["id", "url", "name", "status", "read_at", "failing_since", "fault", "skipped_events", "unknown_zones"], shown.Select(member => member.Key));
        Assert.Equal(
            ("calendar.example", "Private", "ok", "2030-05-01T12:00:00Z", null),
            ((string?)shown["url"], (string?)shown["name"], (string?)shown["status"], (string?)shown["read_at"], (string?)shown["fault"]));
        Assert.DoesNotContain("4711", added.Text + (await _api.GetAsync(_admin, PathOf(_resource))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_needs_the_present_etag()
    {
        Assert.Equal(428, (await _api.PutCalendarsAsync(_admin, _resource, ifMatch: null)).Status);
        Assert.Equal(200, (await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", Calendar(Secret))).Status);
        var stale = await _api.PutCalendarsAsync(_admin, _resource, "\"0\"");
        Assert.Equal((412, "stale_version"), (stale.Status, stale.Member("code")));
        Assert.Equal("\"2\"", (await _api.PutCalendarsAsync(_admin, _resource, "*")).Header("ETag"));
        Assert.Equal("\"2\"", (await _api.PutCalendarsAsync(_admin, _resource, "\"2\"")).Header("ETag"));
    }

    [Fact]
    public async Task Known_calendar_is_kept_by_its_id_also_with_its_host()
    {
        await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", Calendar(Secret, "Private"));
        var id = (string)(await _api.ReadCalendarsAsync(_admin, _resource))[0]["id"]!;
        var reads = _feeds.Requests.Count;

        Assert.Equal("\"1\"", (await _api.PutCalendarsAsync(_admin, _resource, "\"1\"", Calendar("calendar.example", "Private", id))).Header("ETag"));
        var renamed = await _api.PutCalendarsAsync(_admin, _resource, "\"1\"", Calendar(url: null, "Work", id));

        Assert.Equal("\"2\"", renamed.Header("ETag"));
        Assert.Equal((id, "calendar.example", "Work", "ok"), Shown(renamed.Json["calendars"]![0]!));
        Assert.Equal(reads, _feeds.Requests.Count);
    }

    [Fact]
    public async Task New_address_of_a_calendar_is_read_anew()
    {
        const string next = "https://other.example/a.ics";
        await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", Calendar(Secret, "Private"));
        var id = (string)(await _api.ReadCalendarsAsync(_admin, _resource))[0]["id"]!;

        var replaced = await _api.PutCalendarsAsync(_admin, _resource, "\"1\"", Calendar(next, "Private", id));

        Assert.Equal(200, replaced.Status);
        Assert.Equal((id, "other.example", "Private", "failing"), Shown((await _api.ReadCalendarsAsync(_admin, _resource))[0]));
        Assert.Equal([Secret, next], _feeds.Requests.Select(request => request.Address.Value.AbsoluteUri));
    }

    [Fact]
    public async Task Webcal_is_https()
    {
        await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", Calendar(Secret.Replace("https", "webcal", StringComparison.Ordinal)));

        Assert.Equal("ok", (string?)Assert.Single(await _api.ReadCalendarsAsync(_admin, _resource))["status"]);
    }

    [Theory]
    [InlineData("http://calendar.example/a.ics")]
    [InlineData("ftp://calendar.example/a.ics")]
    [InlineData("https://169.254.169.254/latest")]
    [InlineData("https://[::ffff:10.0.0.1]/a.ics")]
    [InlineData("https://u:p@calendar.example/a.ics")]
    [InlineData("https://a.private.example/a.ics")]
    [InlineData("https://booking.example.com/feeds/a.ics")]
    [InlineData("calendar.example")]
    [InlineData("javascript:alert(1)")]
    public async Task Address_that_requests_may_not_go_to_is_refused(string url)
    {
        var refused = await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", Calendar(url));

        Assert.Equal((422, "address_not_allowed"), (refused.Status, refused.Member("code")));
        Assert.Empty(await _api.ShowCalendarsAsync(_admin, _resource));
    }

    [Fact]
    public async Task Invalid_lists_are_refused()
    {
        var known = (string)JsonNode.Parse((await _api.PutCalendarsAsync(_admin, _resource, "\"0\"", Calendar(Secret))).Text)!["calendars"]![0]!["id"]!;
        var unknown = await _api.PutCalendarsAsync(_admin, _resource, "\"1\"", Calendar(Secret, id: $"{Guid.CreateVersion7()}"));
        Assert.Equal((422, "unknown_external_calendar"), (unknown.Status, unknown.Member("code")));
        await AssertInvalidAsync("calendars", [.. Enumerable.Range(0, 6).Select(_ => Calendar(Secret))]);
        await AssertInvalidAsync("calendars[0].url", Calendar(url: null, "Private"));
        await AssertInvalidAsync("calendars[1].id", Calendar(url: null, id: known), Calendar(url: null, id: known));
        await AssertInvalidAsync("calendars[0].id", Calendar(Secret, id: "1"));
        await AssertInvalidAsync("calendars[0].url", Calendar("https://calendar.example/".PadRight(2049, 'a')));
        await AssertInvalidAsync("calendars[0].name", Calendar(Secret, new string('a', 101)));
        await AssertInvalidAsync("calendars[0].name", Calendar(Secret, "a\r\nb"));
        Assert.NotNull((await _api.PutAsync(_admin, PathOf(_resource), [], "\"1\"")).Json["errors"]!["calendars"]);
        Assert.Equal("\"1\"", (await _api.GetAsync(_admin, PathOf(_resource))).Header("ETag"));
    }

    [Fact]
    public async Task Staff_of_the_resource_may_and_others_may_not()
    {
        var (own, other) = (await _api.NewPersonAsync("staff", _resource), await _api.NewPersonAsync("staff", "default"));

        Assert.Equal(200, (await _api.PutCalendarsAsync(own, _resource, "\"0\"", Calendar(Secret))).Status);
        Assert.Equal(200, (await _api.GetAsync(own, PathOf(_resource))).Status);
        Assert.Equal(403, (await _api.PutCalendarsAsync(other, _resource, "\"1\"")).Status);
        Assert.Equal(403, (await _api.GetAsync(other, PathOf(_resource))).Status);
        Assert.Equal(403, (await _api.GetAsync(await _api.NewPersonAsync(), PathOf(_resource))).Status);
        Assert.Equal(404, (await _api.GetAsync(_admin, PathOf("nowhere"))).Status);
        Assert.Equal(404, (await _api.PutCalendarsAsync(_admin, "nowhere", "*")).Status);
    }

    private static (string?, string?, string?, string?) Shown(JsonNode calendar) =>
        ((string?)calendar["id"], (string?)calendar["url"], (string?)calendar["name"], (string?)calendar["status"]);

    private async Task AssertInvalidAsync(string field, params JsonObject[] calendars)
    {
        var refused = await _api.PutCalendarsAsync(_admin, _resource, "\"1\"", calendars);
        Assert.True(refused.Json["errors"]?[field] is not null, $"{field}: {refused.Status} {refused.Text}");
    }
}
