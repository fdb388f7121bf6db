using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.Mongo.Api;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>A salon whose first chair is open round the clock, and calls about series.</summary>
public abstract class SeriesCases : IAsyncLifetime
{
    private MongoApi? _mongo;

    protected SalonFixture Salon { get; private set; } = null!;

    /// <summary>Null for the embedded store.</summary>
    protected virtual MongoEngine? Engine => null;

    protected RunningApi? Embedded { get; private set; }

    // On MongoDB without the pipeline: callers read their own writes.
    public async Task InitializeAsync()
    {
        if (Engine is { } engine)
        {
            var clock = new FakeTimeProvider(RunningApi.Start);
            _mongo = await MongoApi.StartAsync(engine, hasPipeline: false, clock: clock);
            Salon = await SalonFixture.OpenAsync(_mongo.SendAsync, _mongo.Services, clock);
            return;
        }

        Embedded = new RunningApi();
        await Embedded.InitializeAsync();
        Salon = await SalonFixture.OpenAsync(Embedded);
    }

    public async Task DisposeAsync()
    {
        if (_mongo is not null)
        {
            await _mongo.DisposeAsync();
        }

        if (Embedded is not null)
        {
            await Embedded.DisposeAsync();
            Embedded.Dispose();
        }
    }

    protected const string Weekly = "FREQ=WEEKLY;COUNT=4";

    /// <summary>Books four weeks at the first chair, unless the fields differ.</summary>
    protected Task<Answer> BookAsync(string person, string rule = Weekly, params (string Name, JsonNode? Value)[] fields) =>
        Salon.PostAsync(person, "/bookings/series", [("rule", rule), ("slot", SalonFixture.Ten), ("service_id", "cut"), ("resource_id", "chair-1"), .. fields]);

    protected async Task<JsonObject[]> BookedAsync(string person, string rule = Weekly, params (string Name, JsonNode? Value)[] fields)
    {
        var answer = await BookAsync(person, rule, fields);
        Assert.True(answer.Status == 201, answer.Text);
        return [.. answer.Json["bookings"]!.AsArray().Select(b => b!.AsObject())];
    }

    /// <summary>The slots of a series as the caller sees them, with their status if it is another than confirmed.</summary>
    protected async Task<string[]> ListedAsync(string person, JsonObject booking) =>
        [.. (await Salon.GetAsync(person, $"/bookings?series_id={booking["series_id"]}")).Json["bookings"]!.AsArray().Select(Shown)];

    protected static string Shown(JsonNode? booking) =>
        $"{(string)booking!["slot"]!}"[5..16] + ((string)booking["status"]! is "confirmed" ? "" : $" {booking["status"]}");

    protected static string[] Skipped(Answer answer, string member = "skipped") =>
        [.. answer.Json[member]!.AsArray().Select(s => $"{(string)s!["local_start"]!}"[5..16] + $" {s["reason"]}")];

    protected static string[] Kept(Answer answer) =>
        [.. answer.Json["series"]!["kept"]!.AsArray().Select(s => $"{(string)s!["recurrence_id"]!}"[5..16] + $" {s["reason"]}")];
}
