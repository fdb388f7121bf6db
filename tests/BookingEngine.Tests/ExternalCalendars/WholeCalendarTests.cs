using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using BookingEngine.Outbound;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.Mongo.Api;
using BookingEngine.Tests.Outbound;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>From the request that adds a calendar to the booking that it refuses.</summary>
public sealed class WholeCalendarTests
{
    // Longer than the tests run, whatever the clock shows.
    private static readonly string Always = CalendarFile.Event("UID:1\nDTSTART:20200101T000000Z\nDTEND:20900101T000000Z");

    [Fact]
    public async Task File_of_a_real_server_closes_the_resource()
    {
        var file = Encoding.UTF8.GetString(CalendarFile.Of(Always));
        await using var server = new RawServer($"HTTP/1.1 200 OK\nContent-Length: {file.Length}\n\n{file}");
        await using var api = await ConfiguredApi.StartAsync(
            ("WEBHOOK_ALLOW_LOOPBACK", "true"), ("RATE_LIMITS", "off"), ("ADMIN_EMAIL", RunningApi.AdminEmail), ("ADMIN_PASSWORD", RunningApi.AdminPassword));

        await AssertClosesAsync(api.SendAsync, server.Url("/a.ics"), "localhost", "2030-05-02", () => api.Clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.StartsWith("GET /a.ics HTTP/1.1\r\n", server.Requests.First(), StringComparison.Ordinal);
    }

    [Fact]
    public Task Calendar_closes_the_resource_on_a_replica_set() => AssertClosesOnAsync(MongoEngine.ReplicaSet);

    [Fact]
    public Task Calendar_closes_the_resource_on_cosmos_with_request_units() => AssertClosesOnAsync(MongoEngine.CosmosRu);

    private static async Task AssertClosesOnAsync(MongoEngine engine)
    {
        var feeds = new FakeFeeds();
        feeds.Answers["https://calendar.example/a.ics"] = _ => FakeFeeds.FileOf(Always);
        await using var api = await MongoApi.StartAsync(engine, replace: services => services.AddSingleton<IOutboundHttp>(feeds));

        await AssertClosesAsync(api.SendAsync, "https://calendar.example/a.ics", "calendar.example", $"{TimeProvider.System.GetUtcNow().AddDays(7):yyyy-MM-dd}", () => { });
    }

    private static async Task AssertClosesAsync(Func<Call, Task<Answer>> send, string url, string host, string date, Action pass)
    {
        var token = (await send(Call.PostForm("/auth/token", ("username", RunningApi.AdminEmail), ("password", RunningApi.AdminPassword)))).Member("access_token");
        var put = Call.PutJson(CalendarCalls.PathOf("default"), CalendarCalls.Calendars(CalendarCalls.Calendar(url)).ToJsonString(), "\"0\"");
        Assert.Equal(200, (await send(put with { Token = token })).Status);
        JsonNode? shown = null;
        await Mailbox.WaitAsync(async () =>
        {
            shown = (await send(Call.Get(CalendarCalls.PathOf("default")) with { Token = token })).Json["calendars"]![0];
            return (string?)shown!["status"] != "waiting";
        });

        Assert.Equal(("ok", host, null), ((string?)shown!["status"], (string?)shown["url"], (string?)shown["fault"]));
        var (next, isClosed) = ($"{DateOnly.Parse(date, CultureInfo.InvariantCulture).AddDays(1):yyyy-MM-dd}", false);
        await Mailbox.WaitAsync(async () =>
        {
            pass(); // the busy times are cached for two seconds
            var found = await send(Call.Get($"/availability?from={date}&to={next}&explain=true") with { Token = token });
            return isClosed = found.Text.Contains("\"external\"", StringComparison.Ordinal);
        });
        Assert.True(isClosed);
        var booked = await send(Call.Post($"/bookings?slot={date}T10:00:00Z") with { Token = token });
        Assert.Equal((409, "slot_unavailable"), (booked.Status, booked.Member("code")));
    }
}
