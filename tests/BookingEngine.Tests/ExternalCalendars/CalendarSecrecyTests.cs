using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.ExternalCalendars;
using BookingEngine.Tests.Availability;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Erasure;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static BookingEngine.Tests.ExternalCalendars.CalendarCalls;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>The address of an external calendar is in no file, log or answer, and an erased person leaves none of it.</summary>
public sealed class CalendarSecrecyTests : IAsyncLifetime, IDisposable
{
    private const string Address = "secretpath4711", Name = "privatename4711", Host = "host4711.example";

    private readonly FakeFeeds _feeds = new();
    private readonly RunningApi _api;
    private readonly LogLines _lines = new();
    private Person _admin = null!, _staff = null!;
    private string _service = "", _resource = "";

    public CalendarSecrecyTests() => _api = NewApi(_feeds);

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _api.Services.GetRequiredService<ILoggerFactory>().AddProvider(_lines);
        _admin = await _api.AdminAsync();
        (_service, var resources) = await _api.NewHourAsync(_admin, 1);
        _resource = resources[0];
        _staff = await _api.NewPersonAsync("staff", _resource);
        _feeds.Answers[$"https://{Host}/{Address}"] = _ => FakeFeeds.FileOf(FakeFeeds.Busy("20300502T100000Z", "20300502T110000Z"));
        await _api.PutCalendarsAsync(_staff, _resource, "\"0\"", Calendar($"https://{Host}/{Address}", Name));
        await _api.ReadCalendarsAsync(_staff, _resource);
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose()
    {
        _api.Dispose();
        _lines.Dispose();
    }

    [Fact]
    public async Task Address_and_name_are_stored_and_logged_nowhere_in_clear()
    {
        var contents = Directory.GetFiles(_api.DataFolder()).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)).Select(f => (f, ReadShared(f)))
            .Append(("log", Encoding.UTF8.GetBytes(string.Join('\n', _lines.All)))).ToList();

        Assert.Empty(MarkerSearch.InClear(contents, [Address, Name, Host]));
        _api.Clock.Advance(TimeSpan.FromSeconds(3)); // the busy times are cached for two seconds
        var staff = await _api.FindAsync(_staff, $"service_id={_service}&from=2030-05-02&to=2030-05-03&explain=true");
        string[] answers =
        [
            staff.Text, (await _api.GetAsync(_admin, "/resources")).Text, (await _api.GetAsync(_admin, $"/resources/{_resource}/history")).Text,
            (await _api.GetAsync(_admin, $"/resources/{_resource}/calendar?from=2030-05-01&to=2030-05-04")).Text, (await _api.GetAsync(_admin, "/audit")).Text,
        ];
        Assert.All(answers, answer => Assert.DoesNotContain("4711", answer, StringComparison.Ordinal));
        Assert.Contains("external", staff.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_has_the_calendars_that_the_person_has_added()
    {
        var export = (await _api.GetAsync(_staff, "/users/me/export")).Json["external_calendars"]!.AsArray();

        Assert.Equal(
            $$"""[{"resource_id":"{{_resource}}","url":"{{Host}}","name":"{{Name}}","added_at":"2030-05-01T12:00:00Z"}]""", export.ToJsonString());
        Assert.Empty((await _api.GetAsync(_admin, "/users/me/export")).Json["external_calendars"]!.AsArray());
    }

    [Fact]
    public async Task Erased_person_leaves_no_calendar()
    {
        Assert.Equal(204, (await _api.SendAsync(new Call("DELETE", $"/users/{_staff.Id}") { Token = _admin.Token })).Status);

        Assert.Equal("""{"calendars":[]}""", (await _api.GetAsync(_admin, PathOf(_resource))).Text);
        Assert.Empty(await _api.Services.GetRequiredService<IFeedStates>().ListAsync(new BookingEngine.Catalogue.ResourceId(_resource), CancellationToken.None));
        var body = new JsonObject { ["service_id"] = _service, ["slot"] = "2030-05-02T10:00:00Z" };
        _api.Clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(201, (await _api.PostAsync(await _api.NewPersonAsync(), "/bookings", body)).Status);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }
}
