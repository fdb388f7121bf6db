using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>Like <see cref="RoundTripTests"/>, for changes of an existing booking. Each request also reads its session and counts toward its
/// limit.</summary>
public sealed class ChangeRoundTripTests : IAsyncLifetime
{
    /// <summary>The commands of an event that changes a document: read the position, read newer events, read the document, write the next
    /// one.</summary>
    private static readonly string[] OwnWrite = ["find read_model_positions", "find events", "find read_models", "update read_models"];

    private MongoApi _api = null!;
    private string _token = "", _booking = "";

    public async Task InitializeAsync()
    {
        _api = await MongoApi.StartAsync(MongoEngine.ReplicaSet, hasPipeline: false, hasLimits: true, new FakeTimeProvider(RunningApi.Start));
        _token = await _api.NewTokenAsync("ada@example.com");
        var admin = (await _api.SendAsync(Call.PostForm("/auth/token", ("username", RunningApi.AdminEmail), ("password", RunningApi.AdminPassword))))
            .Member("access_token");
        var chair = CatalogueCalls.Resource("chair");
        chair["weekly_hours"] = new JsonObject(
            Enum.GetNames<DayOfWeek>().Select(day => KeyValuePair.Create(day.ToLowerInvariant(), (JsonNode?)CatalogueCalls.Intervals("00:00-24:00"))));
        Assert.Equal(201, (await _api.SendAsync(Call.PostJson("/resources", chair.ToJsonString()) with { Token = admin })).Status);
        var service = await _api.SendAsync(Call.Get("/services/default") with { Token = admin });
        var both = service.Json;
        both["resource_ids"] = new JsonArray("default", "chair");
        Assert.Equal(200, (await _api.SendAsync(Call.PutJson("/services/default", both.ToJsonString(), service.Header("ETag")) with { Token = admin })).Status);
        _booking = (await _api.BookAsync(_token, People.NewSlot())).Member("id");
        await PostAsync("/holds", ("slot", People.NewSlot()), ("resource_id", "chair"));
        await PostAsync("/holds", ("slot", People.NewSlot()), ("resource_id", "default"));
        await ProjectAsync("default");
        await ProjectAsync("chair");
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Showing_a_booking_takes_three_round_trips_in_two_steps()
    {
        _api.Watch(atOnce: 2);
        Assert.Equal(200, (await _api.SendAsync(Call.Get($"/bookings/{_booking}") with { Token = _token })).Status);
        AssertRoundTrips(2, "find read_models");
    }

    [Fact]
    public async Task A_hold_takes_four_round_trips_in_three_steps()
    {
        _api.Watch(atOnce: 2);
        Assert.Equal(201, (await HoldAsync()).Status);
        AssertRoundTrips(3, "insert events", "insert events");
    }

    [Fact]
    public async Task Booking_a_hold_takes_five_round_trips_in_four_steps()
    {
        var hold = (await HoldAsync()).Member("id");
        _api.Watch(atOnce: 2);
        Assert.Equal(201, (await PostAsync("/bookings", ("hold_id", hold))).Status);
        AssertRoundTrips(4, "insert events", "insert read_models", "insert events");
    }

    [Fact]
    public async Task Cancelling_takes_eight_round_trips_in_seven_steps()
    {
        _api.Watch(atOnce: 2);
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/cancel")).Status);
        AssertRoundTrips(7, ["find read_models", "insert events", .. OwnWrite]);
    }

    [Fact]
    public async Task Rescheduling_takes_eight_round_trips_in_seven_steps()
    {
        _api.Watch(atOnce: 2);
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/reschedule", ("slot", People.NewSlot()))).Status);
        AssertRoundTrips(7, ["find read_models", "insert events", .. OwnWrite]);
    }

    /// <summary>The booking, its calendar, the reservation, a check for a withdrawal, the decision, a check of the owner, and the message to the
    /// other calendar.</summary>
    [Fact]
    public async Task A_transfer_takes_nineteen_round_trips_in_eighteen_steps()
    {
        _api.Watch(atOnce: 2);
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/reschedule", ("slot", People.NewSlot()), ("resource_id", "chair"))).Status);
        AssertRoundTrips(
            18,
            [
                "find read_models", "find events", "insert events", "insert read_models", "find events", "insert events", "find events", .. OwnWrite,
                "insert events", "find read_model_positions", "find events", "find read_models", "find read_models", "update read_models",
            ]);
    }

    [Fact]
    public async Task A_booking_moved_once_is_found_with_one_more_read()
    {
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/reschedule", ("slot", People.NewSlot()), ("resource_id", "chair"))).Status);
        _api.Watch(atOnce: 2);
        Assert.Equal(200, (await _api.SendAsync(Call.Get($"/bookings/{_booking}") with { Token = _token })).Status);
        AssertRoundTrips(3, "find read_models", "find read_models");
    }

    // Does what the pipeline, which is off here, would have done by now.
    private async Task ProjectAsync(string resource)
    {
        var stream = StreamName.Parse($"calendar-{resource}");
        var events = await _api.Services.GetRequiredService<IEventStore>().ReadAsync(stream, 0, 100, CancellationToken.None);
        await _api.Services.GetRequiredService<Projector>().ProjectAsync(new StreamAdvanced(stream, events[^1].Version), CancellationToken.None);
    }

    private Task<Answer> HoldAsync() => PostAsync("/holds", ("slot", People.NewSlot()), ("resource_id", "default"));

    private void AssertRoundTrips(int steps, params string[] expected)
    {
        var (trips, counted) = _api.Log.Read();
        Assert.Equal(["find sessions", "findAndModify rate_counters"], trips[..2].Order());
        Assert.True(expected.SequenceEqual(trips.Skip(2)) && steps == counted, $"In {counted} steps: {string.Join(", ", trips.Skip(2))}");
    }

    private Task<Answer> PostAsync(string path, params (string Name, JsonNode? Value)[] fields)
    {
        var call = fields.Length == 0 ? Call.Post(path) : Call.PostJson(path, Bookings.SalonFixture.With([], fields).ToJsonString());
        return _api.SendAsync(call with { Token = _token });
    }
}
