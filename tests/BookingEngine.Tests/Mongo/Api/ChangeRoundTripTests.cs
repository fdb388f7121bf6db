using System.Globalization;
using System.Text.Json.Nodes;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>Like <see cref="RoundTripTests"/>, for changes of an existing booking. Each request also reads its session and counts toward its
/// limit.</summary>
public sealed class ChangeRoundTripTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _clock = new(RunningApi.Start);
    private MongoApi _api = null!;
    private string _token = "", _admin = "", _booking = "";

    public async Task InitializeAsync()
    {
        _api = await MongoApi.StartAsync(MongoEngine.ReplicaSet, hasPipeline: false, hasLimits: true, _clock);
        _token = await _api.NewTokenAsync("ada@example.com");
        _admin = await SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword);
        var chair = CatalogueCalls.Resource("chair");
        chair["weekly_hours"] = new JsonObject(
            Enum.GetNames<DayOfWeek>().Select(day => KeyValuePair.Create(day.ToLowerInvariant(), (JsonNode?)CatalogueCalls.Intervals("00:00-24:00"))));
        Assert.Equal(201, (await _api.SendAsync(Call.PostJson("/resources", chair.ToJsonString()) with { Token = _admin })).Status);
        var service = await _api.SendAsync(Call.Get("/services/default") with { Token = _admin });
        var both = service.Json;
        both["resource_ids"] = new JsonArray("default", "chair");
        Assert.Equal(200, (await _api.SendAsync(Call.PutJson("/services/default", both.ToJsonString(), service.Header("ETag")) with { Token = _admin })).Status);
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
        _api.Watch(2);
        Assert.Equal(200, (await _api.SendAsync(Call.Get($"/bookings/{_booking}") with { Token = _token })).Status);
        AssertRoundTrips(2, "find read_models");
    }

    [Fact]
    public async Task A_hold_takes_four_round_trips_in_three_steps()
    {
        _api.Watch(2);
        Assert.Equal(201, (await HoldAsync()).Status);
        AssertRoundTrips(3, "insert events", "insert events");
    }

    [Fact]
    public async Task Booking_a_hold_takes_five_round_trips_in_four_steps()
    {
        var hold = (await HoldAsync()).Member("id");
        _api.Watch(2);
        Assert.Equal(201, (await PostAsync("/bookings", ("hold_id", hold))).Status);
        AssertRoundTrips(4, "insert events", "insert read_models", "insert events");
    }

    [Fact]
    public async Task Cancelling_takes_five_round_trips_in_three_steps()
    {
        _api.Watch(3);
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/cancel")).Status);
        AssertChange(3, "insert events", "update read_models");
    }

    [Fact]
    public async Task Rescheduling_takes_five_round_trips_in_three_steps()
    {
        _api.Watch(3);
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/reschedule", ("slot", People.NewSlot()))).Status);
        AssertChange(3, "insert events", "update read_models");
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("decline")]
    public async Task Deciding_about_a_pending_booking_takes_five_round_trips_in_three_steps(string decision)
    {
        await RequireApprovalAsync();
        foreach (var (resource, slot) in new[] { ("chair", People.NewSlot()), ("default", People.NewSlot()) })
        {
            await ChangeLastAsync(resource, slot, decision);
        }

        AssertChange(3, "insert events", "update read_models");
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("no-show")]
    [InlineData("end")]
    public async Task Recording_how_a_booking_went_takes_five_round_trips_in_three_steps(string outcome)
    {
        var start = DateTimeOffset.Parse(People.NewSlot(), CultureInfo.InvariantCulture);
        string[] bookings = [await BookAsync("chair", $"{start:u}"), await BookAsync("default", $"{start:u}")];
        _clock.SetUtcNow(start.AddMinutes(5));
        _admin = await SignInAsync(RunningApi.AdminEmail, RunningApi.AdminPassword);
        foreach (var booking in bookings)
        {
            _api.Watch(3);
            var call = outcome == "end"
                ? Call.PostJson($"/bookings/{booking}/end", new JsonObject { ["end"] = $"{start.AddMinutes(15):u}".Replace(' ', 'T') }.ToJsonString())
                : Call.Post($"/bookings/{booking}/{outcome}");
            Assert.Equal(200, (await _api.SendAsync(call with { Token = _admin })).Status);
        }

        AssertChange(3, "insert events", "update read_models");
    }

    /// <summary>The reservation, the decision and the message to the other calendar, each with its document.</summary>
    [Fact]
    public async Task A_transfer_takes_nine_round_trips_in_seven_steps()
    {
        _api.Watch(3);
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/reschedule", ("slot", People.NewSlot()), ("resource_id", "chair"))).Status);
        AssertChange(7, "insert events", "insert read_models", "insert events", "update read_models", "insert events", "update read_models");
    }

    [Fact]
    public async Task Own_writes_without_the_pipeline_equal_a_rebuild()
    {
        var moved = await _api.BookAsync(_token, People.NewSlot());
        Assert.Equal(200, (await PostAsync($"/bookings/{moved.Member("id")}/reschedule", ("slot", People.NewSlot()), ("resource_id", "chair"))).Status);
        Assert.Equal(200, (await PostAsync($"/bookings/{moved.Member("id")}/reschedule", ("slot", People.NewSlot()))).Status);
        Assert.Equal(200, (await PostAsync($"/bookings/{moved.Member("id")}/cancel")).Status);
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/cancel")).Status);
        var checkedAll = await _api.Services.GetRequiredService<Rebuild>().CheckAsync(new SilentProgress(), CancellationToken.None);
        Assert.Equal((0, 0), (checkedAll.Different, checkedAll.Unreadable));
    }

    [Fact]
    public async Task A_rebuild_writes_no_document_that_is_right()
    {
        await _api.Services.GetRequiredService<Rebuild>().RunAsync(new SilentProgress(), CancellationToken.None);
        _api.Log.Clear();
        await _api.Services.GetRequiredService<Rebuild>().RunAsync(new SilentProgress(), CancellationToken.None);
        Assert.All(_api.Log.Read().Trips, trip => Assert.StartsWith("find ", trip, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_booking_moved_once_is_found_with_one_more_read()
    {
        Assert.Equal(200, (await PostAsync($"/bookings/{_booking}/reschedule", ("slot", People.NewSlot()), ("resource_id", "chair"))).Status);
        _api.Watch(2);
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

    // The first booking also fills the caches.
    private async Task ChangeLastAsync(string resource, string slot, string change)
    {
        var booking = await BookAsync(resource, slot);
        _api.Watch(3);
        Assert.Equal(200, (await _api.SendAsync(Call.Post($"/bookings/{booking}/{change}") with { Token = _admin })).Status);
    }

    private async Task RequireApprovalAsync()
    {
        var service = await _api.SendAsync(Call.Get("/services/default") with { Token = _admin });
        var approved = service.Json;
        approved["approval"] = true;
        Assert.Equal(200, (await _api.SendAsync(Call.PutJson("/services/default", approved.ToJsonString(), service.Header("ETag")) with { Token = _admin })).Status);
    }

    private async Task<string> BookAsync(string resource, string slot) =>
        (await PostAsync("/bookings", ("slot", slot.Replace(' ', 'T')), ("resource_id", resource))).Member("id");

    private async Task<string> SignInAsync(string email, string password) =>
        (await _api.SendAsync(Call.PostForm("/auth/token", ("username", email), ("password", password)))).Member("access_token");

    // The booking is read beside the session and the counter.
    private void AssertChange(int steps, params string[] expected)
    {
        var (trips, counted) = _api.Log.Read();
        Assert.Equal(["find read_models", "find sessions", "findAndModify rate_counters"], trips[..3].Order());
        Assert.True(expected.SequenceEqual(trips.Skip(3)) && steps == counted, $"In {counted} steps: {string.Join(", ", trips.Skip(3))}");
    }

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
