using System.IO.Compression;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.CalendarFeeds;

/// <summary>What a calendar program reads at the address of a feed.</summary>
public sealed class FeedTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private Person _admin = null!, _ada = null!, _staff = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
        await _api.PostAsync(_admin, "/locations", new() { ["id"] = "mitte", ["name"] = "Salon Mitte", ["time_zone"] = "Europe/Berlin", ["address"] = "Torstr. 1" });
        foreach (var chair in new[] { "chair-1", "chair-2" })
        {
            var body = CatalogueCalls.OpenRoundTheClock(chair);
            body["location_id"] = "mitte";
            await _api.PostAsync(_admin, "/resources", body);
        }

        await _api.PostAsync(_admin, "/services", new() { ["id"] = "cut", ["name"] = "Haircut", ["duration"] = 30, ["resource_ids"] = new JsonArray("chair-1", "chair-2") });
        (_ada, _staff) = (await _api.NewPersonAsync(), await _api.NewPersonAsync("staff", "chair-1"));
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task A_feed_says_only_when_by_default()
    {
        await _api.PutBrandAsync(new() { ["display_name"] = "Salon Mitte", ["locale"] = "de" });
        var id = await BookAsync("2030-06-03T10:00:00");
        var feed = await ReadAsync(await MakeAsync(_staff, "/resources/chair-1/feeds"));

        Assert.Equal((200, "text/calendar; charset=utf-8", "no-cache, private", "noindex"), (feed.Status, feed.Header("Content-Type"), feed.Header("Cache-Control"), feed.Header("X-Robots-Tag")));
        Assert.Contains("METHOD:PUBLISH", feed.Text, StringComparison.Ordinal);
        Assert.Contains("X-WR-CALNAME:Salon Mitte", feed.Text, StringComparison.Ordinal);
        Assert.Contains("DTSTART;TZID=Europe/Berlin:20300603T100000", feed.Text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Belegt", feed.Text, StringComparison.Ordinal);
        Assert.Contains("CLASS:PRIVATE", feed.Text, StringComparison.Ordinal);
        Assert.All([id, "Ada", "Haircut", "Torstr", "ATTENDEE", "manage", _ada.Email], hidden => Assert.DoesNotContain(hidden, feed.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_feed_shows_names_where_that_is_asked_for()
    {
        var id = await BookAsync("2030-06-03T10:00:00");
        await _api.PostAsync(_admin, "/bookings", new()
        {
            ["slot"] = "2030-06-03T11:00:00", ["service_id"] = "cut", ["resource_id"] = "chair-1", ["guest"] = new JsonObject { ["name"] = "Grace; Hopper\r\nX:1" , ["email"] = "grace@example.com" },
        });
        await _api.PostAsync(_admin, "/bookings", new()
        {
            ["slot"] = "2030-06-03T12:00:00", ["service_id"] = "cut", ["resource_id"] = "chair-1", ["guest"] = new JsonObject { ["name"] = "Grace; Hopper", ["email"] = "grace@example.com" },
        });

        var staff = await ReadAsync(await MakeAsync(_staff, "/resources/chair-1/feeds", busyOnly: false));
        Assert.Contains($"UID:{id}", staff.Text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Haircut – Ada Lovelace", staff.Text, StringComparison.Ordinal);
        Assert.Contains("SUMMARY:Haircut – Grace\\; Hopper\r\n", staff.Text, StringComparison.Ordinal);
        Assert.Contains("LOCATION:Salon Mitte\\, Torstr. 1", staff.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("manage", staff.Text, StringComparison.Ordinal);

        var own = await ReadAsync(await MakeAsync(_ada, "/users/me/feeds", busyOnly: false));
        Assert.Equal(["SUMMARY:Haircut"], LinesOf(own, "SUMMARY"));
    }

    [Fact]
    public async Task A_move_raises_the_sequence_and_a_cancellation_leaves_the_feed()
    {
        var path = await MakeAsync(_ada, "/users/me/feeds", busyOnly: false);
        var (id, other) = (await BookAsync("2030-06-03T10:00:00"), await BookAsync("2030-06-03T11:00:00"));
        await ChangeAsync(id, "reschedule", new() { ["slot"] = "2030-06-04T10:00:00" });
        await ChangeAsync(id, "reschedule", new() { ["slot"] = "2030-06-05T10:00:00", ["resource_id"] = "chair-2" });
        Assert.Equal(["SEQUENCE:0", "SEQUENCE:2"], LinesOf(await ReadAsync(path), "SEQUENCE")); // as in the mail of the move
        await ChangeAsync(other, "cancel", []);

        var feed = await ReadAsync(path);

        Assert.Equal([$"UID:{id}"], LinesOf(feed, "UID"));
        Assert.Equal(["DTSTART;TZID=Europe/Berlin:20300605T100000"], LinesOf(feed, "DTSTART;"));
    }

    [Fact]
    public async Task A_program_that_knows_the_feed_gets_no_content()
    {
        var path = await MakeAsync(_ada, "/users/me/feeds");
        var id = await BookAsync("2030-06-03T10:00:00");
        var first = await ReadAsync(path);
        _api.Clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal((first.Text, first.Header("ETag"), first.Header("Last-Modified")), await ReadAsync(path) is var later ? (later.Text, later.Header("ETag"), later.Header("Last-Modified")) : default);

        foreach (var header in new[] { ("If-None-Match", first.Header("ETag")!), ("If-None-Match", $"\"x\", W/{first.Header("ETag")}"), ("If-Modified-Since", first.Header("Last-Modified")!) })
        {
            var known = await ReadAsync(path, header);
            Assert.Equal((304, ""), (known.Status, known.Text));
        }

        var head = await _api.SendAsync(new Call("HEAD", path) { Key = null });
        Assert.Equal((200, "", first.Header("ETag")), (head.Status, head.Text, head.Header("ETag")));

        await ChangeAsync(id, "cancel", []);
        Assert.Equal(200, (await ReadAsync(path, ("If-None-Match", first.Header("ETag")!))).Status);
        Assert.Equal(200, (await ReadAsync(path, ("If-Modified-Since", first.Header("Last-Modified")!))).Status);
    }

    [Fact]
    public async Task A_feed_is_compressed_for_a_program_that_reads_it()
    {
        var path = await MakeAsync(_ada, "/users/me/feeds");
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_api.Address, path));
        request.Headers.AcceptEncoding.ParseAdd("br, gzip;q=0.5");

        using var response = await client.SendAsync(request);

        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var plain = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(plain);
        Assert.Equal((await ReadAsync(path)).Text, await reader.ReadToEndAsync());
        Assert.EndsWith("-gzip\"", response.Headers.ETag!.Tag, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_shown_once_and_stored_as_a_hash()
    {
        var path = await MakeAsync(_ada, "/users/me/feeds");
        var secret = path["/feeds/".Length..^".ics".Length];

        var listed = await _api.GetAsync(_ada, "/users/me/feeds");

        Assert.Single(listed.Json["feeds"]!.AsArray());
        Assert.DoesNotContain(secret, listed.Text, StringComparison.Ordinal);
        Assert.All(await _api.EventsAsync($"feeds-{_ada.Id}"), e => Assert.DoesNotContain(secret, e.Json, StringComparison.Ordinal));
        Assert.NotEqual(path, await MakeAsync(_ada, "/users/me/feeds"));
    }

    [Theory]
    [InlineData("/feeds/x.ics")]
    [InlineData("/feeds/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.ics")]
    [InlineData("/feeds/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/feeds/%2e%2e.ics")]
    public async Task An_unknown_feed_is_not_found(string path) => Assert.Equal(404, (await ReadAsync(path)).Status);

    private static string[] LinesOf(Answer feed, string name) =>
        [.. feed.Text[feed.Text.IndexOf("BEGIN:VEVENT", StringComparison.Ordinal)..].Split("\r\n").Where(line => line.StartsWith(name, StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private async Task<string> MakeAsync(Person maker, string route, bool busyOnly = true)
    {
        var made = await _api.PostAsync(maker, route, new() { ["busy_only"] = busyOnly });
        Assert.Equal(201, made.Status);
        return new Uri(made.Member("url")).AbsolutePath;
    }

    private Task<Answer> ReadAsync(string path, params (string, string)[] headers) => _api.SendAsync(Call.Get(path) with { Key = null, Headers = headers });

    private async Task<string> BookAsync(string slot)
    {
        var booked = await _api.PostAsync(_ada, "/bookings", new() { ["slot"] = slot, ["service_id"] = "cut", ["resource_id"] = "chair-1" });
        Assert.Equal(201, booked.Status);
        return booked.Member("id");
    }

    private async Task ChangeAsync(string booking, string action, JsonObject body)
    {
        _api.AdvanceOneSecond();
        Assert.Equal(200, (await _api.PostAsync(_ada, $"/bookings/{booking}/{action}", body)).Status);
    }
}
