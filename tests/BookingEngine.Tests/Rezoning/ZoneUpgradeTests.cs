using System.Text.Json.Nodes;
using BookingEngine.Calendars.Events;
using BookingEngine.Rezoning;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.MongoStandIn;
using BookingEngine.Tests.Processes;
using BookingEngine.Times;
using NodaTime;
using NodaTime.TimeZones;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Rezoning;

/// <summary>The zone data of two NodaTime packages, and programs with each of them on one store.</summary>
public sealed class ZoneUpgradeTests(ITestOutputHelper output) : IDisposable
{
    private const string Admin = "admin@example.com", Password = "a long enough password";
    private readonly ProgramFixture _fixture = new(), _newer = new();
    private string? _token;

    public void Dispose()
    {
        _fixture.Dispose();
        _newer.Dispose();
    }

    [Fact]
    public void Local_times_of_the_older_package_are_kept_by_the_newer_one_in_every_zone()
    {
        var older = OlderZoneData.Source;
        Assert.True(AgreedTime.IsOlder(older.TzdbVersion, ZoneData.Version), $"{older.TzdbVersion}, {ZoneData.Version}");
        List<string> changed = [];
        var provider = new DateTimeZoneCache(older);
        foreach (var zone in provider.Ids.Select(id => provider[id]))
        {
            var resolved = Enumerable.Range(0, 24).Select(month => Kept(zone, new LocalDateTime(2027, 1, 15, 9, 0).PlusMonths(month))).ToList();
            if (resolved.Contains(false))
            {
                changed.Add(zone.Id);
            }
        }

        output.WriteLine($"{older.TzdbVersion} to {ZoneData.Version}: {string.Join(", ", changed)}");
        Assert.Contains("America/Vancouver", changed);
        Assert.DoesNotContain("Europe/Berlin", changed);
    }

    [Fact]
    public async Task What_a_program_with_older_rules_writes_during_a_deployment_keeps_its_local_time()
    {
        await using var server = new StandInServer(MongoEngine.Named("ReplicaSet").Behaviour!);
        server.Start();
        (string, string)[] settings = [("API_KEY", RunningApi.Key), ("RATE_LIMITS", "off"), ("MONGODB_URI", server.Uri), ("JWT_SECRET_KEY", RunningApi.JwtSecret), ("ADMIN_EMAIL", Admin), ("ADMIN_PASSWORD", Password)];
        (string, string)[] oldSettings = [.. settings, ("DATA_DIR", _fixture.Data)], newSettings = [.. settings, ("DATA_DIR", _newer.Data)];
        var data = Path.Combine(_fixture.Folder, "older.nzd");
        OlderZoneData.WriteTo(data);
        var older = _fixture.Start(start => LocalHostProgram.SetZoneData(start, data), oldSettings, "--urls", "http://127.0.0.1:0");
        await older.ServesAsync();
        await BuildAsync(older);
        var alone = await BookAsync(older, "cut", "2031-01-15T09:00:00", "-08:00");
        var several = await BookAsync(older, "shoot", "2031-01-15T12:00:00", "-08:00");

        var newer = await _newer.ServeAsync(newSettings);
        await BookAsync(newer, "cut", "2031-01-16T09:00:00", "-07:00");
        await RezoneAsync(_newer, null, newSettings);
        Assert.Equal("2031-01-15T09:00:00-07:00", await SlotAsync(newer, alone));
        Assert.Equal("2031-01-15T12:00:00-07:00", await SlotAsync(newer, several));

        var late = await BookAsync(older, "shoot", "2031-01-17T12:00:00", "-08:00");
        await RezoneAsync(_newer, null, newSettings);
        await RezoneAsync(_fixture, data, oldSettings); // never back
        Assert.Equal("2031-01-17T12:00:00-07:00", await SlotAsync(newer, late));
        Assert.Equal("2031-01-15T12:00:00-07:00", await SlotAsync(newer, several));
        var listed = (await SendAsync(newer, Call.Get("/bookings?resource_id=z-room"))).Json["bookings"]!.AsArray();
        Assert.Equal(["2031-01-15T12:00:00-07:00", "2031-01-17T12:00:00-07:00"], listed.Select(b => (string)b!["slot"]!));
        Assert.Empty((await SendAsync(newer, Call.Get("/bookings?rezone_conflict=true"))).Json["bookings"]!.AsArray());
        Assert.Empty(server.Complaints);
    }

    // Null for a local time that the older rules do not have once.
    private static bool? Kept(DateTimeZone older, LocalDateTime local)
    {
        if (ZoneData.TryFind(older.Id) is not { } newer || older.MapLocal(local) is not { Count: 1 } mapped)
        {
            return null;
        }

        var at = mapped.Single().ToInstant();
        var (start, conflict) = AgreedTime.Resolve(new BookedInterval(at, at, local, older.Id, "2025b"), newer);
        Assert.Equal((local, (string?)null), (start!.Value.InZone(newer).LocalDateTime, conflict));
        return start == at;
    }

    private async Task BuildAsync(RunningProgram program)
    {
        var signedIn = await program.SendAsync(Call.PostForm("/auth/token", ("username", Admin), ("password", Password)));
        _token = signedIn.Member("access_token");
        var place = CatalogueCalls.Location("vancouver");
        place["time_zone"] = "America/Vancouver";
        Assert.Equal(201, (await SendAsync(program, Call.PostJson("/locations", place.ToJsonString()))).Status);
        foreach (var id in new[] { "chair", "person", "z-room" })
        {
            var resource = CatalogueCalls.OpenRoundTheClock(id);
            resource["location_id"] = "vancouver";
            Assert.Equal(201, (await SendAsync(program, Call.PostJson("/resources", resource.ToJsonString()))).Status);
        }

        var needs = new JsonArray(new JsonObject { ["resource_ids"] = new JsonArray("person") }, new JsonObject { ["resource_ids"] = new JsonArray("z-room") });
        foreach (var service in new[]
        {
            new JsonObject { ["id"] = "cut", ["name"] = "Haircut", ["duration"] = 60, ["resource_ids"] = new JsonArray("chair") },
            new JsonObject { ["id"] = "shoot", ["name"] = "Shoot", ["duration"] = 60, ["needs"] = needs },
        })
        {
            Assert.Equal(201, (await SendAsync(program, Call.PostJson("/services", service.ToJsonString()))).Status);
        }
    }

    private async Task<string> BookAsync(RunningProgram program, string service, string local, string offset)
    {
        var booked = await SendAsync(program, Call.PostJson("/bookings", $$"""{"slot":"{{local}}","service_id":"{{service}}"}"""));
        Assert.Equal((201, local + offset), (booked.Status, booked.Member("slot")));
        return booked.Member("id");
    }

    private async Task<string> SlotAsync(RunningProgram program, string id) => (await SendAsync(program, Call.Get($"/bookings/{id}"))).Member("slot");

    private Task<Answer> SendAsync(RunningProgram program, Call call) => program.SendAsync(call with { Token = _token });

    private static async Task RezoneAsync(ProgramFixture fixture, string? zoneData, (string, string)[] settings)
    {
        // In a folder of its own: the serving process has the other.
        settings = [.. settings.Where(s => s.Item1 != "DATA_DIR"), ("DATA_DIR", Path.Combine(fixture.Folder, "command"))];
        var program = fixture.Start(start => { if (zoneData is not null) { LocalHostProgram.SetZoneData(start, zoneData); } }, settings, "rezone");
        Assert.True(await program.EndsAsync() == 0, string.Join("\n", program.Errors));
    }
}
