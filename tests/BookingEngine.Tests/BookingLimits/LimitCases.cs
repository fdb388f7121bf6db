using System.Globalization;
using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Mongo;
using BookingEngine.Tests.Mongo.Api;
using Microsoft.Extensions.Time.Testing;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.BookingLimits;

/// <summary>Limits under concurrent requests, over HTTP. One subclass for each store.</summary>
public abstract class LimitCases : IAsyncLifetime
{
    private const string Chairs = "chair-1,chair-2,chair-3,chair-4,chair-5";

    protected SalonFixture Salon { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Salon = await OpenAsync();
        foreach (var chair in Chairs.Split(',').Skip(2))
        {
            await Salon.ResourceAsync(chair);
        }
    }

    public abstract Task DisposeAsync();

    protected abstract Task<SalonFixture> OpenAsync();

    [Theory]
    [InlineData("day", 1)]
    [InlineData("week", 1)]
    [InlineData("month", 5)]
    public async Task Of_50_concurrent_bookings_a_services_limit_succeeds(string per, int days)
    {
        await OfferAsync(Limit(per, count: 7));
        var answers = await RaceTests.AtOnceAsync(50, n => BookAsync(n, day: n % days));
        AssertBooked(7, answers);
        Assert.Equal((409, "booking_limit_reached"), await BookAsync(n: 60, day: 0).CodeAsync());
    }

    [Fact]
    public async Task Of_50_concurrent_bookings_a_services_limit_of_minutes_succeeds()
    {
        await OfferAsync(Limit("day", minutes: 299));
        AssertBooked(4, await RaceTests.AtOnceAsync(50, n => BookAsync(n, day: 0)));
    }

    [Fact]
    public async Task Of_50_concurrent_bookings_a_resources_limit_succeeds()
    {
        await Salon.ServiceAsync("cut");
        var chair = (await Salon.GetAsync(Admin, "/resources/chair-1"));
        var limited = With(chair.Json, ("capacity", 50), ("booking_limits", new JsonArray(Limit("week", count: 6))));
        Assert.Equal(200, (await Salon.SendAsync(Admin, Call.PutJson("/resources/chair-1", limited.ToJsonString(), "*"))).Status);
        AssertBooked(6, await RaceTests.AtOnceAsync(50, n => Salon.BookAsync(n % 2 == 0 ? Ada : Ben, n % 3 == 0 ? Ten : Eleven)));
    }

    [Fact]
    public async Task Of_50_concurrent_holds_and_bookings_a_services_limit_succeeds()
    {
        await OfferAsync(Limit("day", count: 5));
        var answers = await RaceTests.AtOnceAsync(50, n => n % 2 == 0 ? BookAsync(n, day: 0) : HoldAsync(n));
        AssertBooked(5, answers);
    }

    [Fact]
    public async Task Bookings_made_while_a_limit_is_set_count()
    {
        await OfferAsync();
        var service = (await Salon.GetAsync(Admin, "/services/cut")).Json;
        Task<Answer[]> before = RaceTests.AtOnceAsync(20, n => BookAsync(n, day: 0));
        var put = await Salon.SendAsync(
            Admin, Call.PutJson("/services/cut", With(service, ("booking_limits", new JsonArray(Limit("day", count: 8)))).ToJsonString(), "*"));
        Answer[] after = await RaceTests.AtOnceAsync(20, n => BookAsync(n + 20, day: 0));

        Assert.Equal(200, put.Status);
        var (first, second) = ((await before).Count(a => a.Status == 201), after.Count(a => a.Status == 201));
        Assert.True(first + second == Math.Max(8, first), $"{first} bookings before the limit of 8, and {second} after it.");
        Assert.Equal((409, "booking_limit_reached"), await BookAsync(n: 60, day: 0).CodeAsync());
        Assert.Equal(first + second, (await Salon.GetAsync(Admin, "/bookings?scope=all")).Json["bookings"]!.AsArray().Count);
    }

    [Fact]
    public async Task Of_50_concurrent_bookings_by_one_customer_at_one_time_one_succeeds()
    {
        await Salon.ServiceAsync("cut", ("resource_ids", Ids()), ("exclusive_per_customer", true));
        var answers = await RaceTests.AtOnceAsync(50, n => Salon.BookAsync(Ada, n % 2 == 0 ? Ten : HalfPast, ("resource_id", $"chair-{(n % 5) + 1}")));
        AssertBooked(1, answers);
        var other = answers.Count(a => a.Status == 409 && a.Member("code") == "customer_busy");
        Assert.True(other > 0, "No booking was refused because the customer was busy.");
        Assert.Equal(201, await Salon.BookAsync(Ben, "2030-05-06T12:00:00Z").StatusAsync());
    }

    private static JsonObject Limit(string per, int? count = null, int? minutes = null) =>
        new() { ["per"] = per, ["count"] = count, ["minutes"] = minutes };

    private static JsonArray Ids() => [.. Chairs.Split(',').Select(id => (JsonNode)id)];

    // Other refusals are possible only while a service changes, or when a slot is taken.
    private static void AssertBooked(int expected, Answer[] answers)
    {
        Assert.Equal(expected, answers.Count(a => a.Status == 201));
        Assert.All(answers.Where(a => a.Status != 201), a => Assert.Equal(409, a.Status));
    }

    private Task OfferAsync(params JsonObject[] limits) =>
        Salon.ServiceAsync("cut", ("resource_ids", Ids()), ("slot_interval", 60), ("booking_limits", new JsonArray([.. limits])));

    /// <summary>The n-th request has a slot of its own: an hour of a chair.</summary>
    private Task<Answer> BookAsync(int n, int day) =>
        Salon.BookAsync(n % 2 == 0 ? Ada : Ben, SlotOf(n, day), ("resource_id", $"chair-{(n % 5) + 1}"));

    private Task<Answer> HoldAsync(int n) => Salon.HoldAsync(Ada, SlotOf(n, day: 0), ("resource_id", $"chair-{(n % 5) + 1}"));

    private static string SlotOf(int n, int day) =>
        new DateTime(2030, 5, 6 + day, n / 5 % 24, 0, 0).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

public sealed class EmbeddedLimitCases : LimitCases, IDisposable
{
    private readonly RunningApi _api = new();

    public override Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    protected override async Task<SalonFixture> OpenAsync()
    {
        await _api.InitializeAsync();
        return await SalonFixture.OpenAsync(_api);
    }
}

/// <summary>On MongoDB with the test clock, so without the pipeline.</summary>
public abstract class MongoLimitCases(MongoEngine engine) : LimitCases
{
    private MongoApi? _api;

    public override Task DisposeAsync() => _api!.DisposeAsync().AsTask();

    protected override async Task<SalonFixture> OpenAsync()
    {
        var clock = new FakeTimeProvider(RunningApi.Start);
        _api = await MongoApi.StartAsync(engine, hasPipeline: false, clock: clock);
        return await SalonFixture.OpenAsync(_api.SendAsync, _api.Services, clock);
    }
}

public sealed class ReplicaSetLimitCases() : MongoLimitCases(MongoEngine.ReplicaSet);

public sealed class CosmosLimitCases() : MongoLimitCases(MongoEngine.CosmosRu);
