using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using BookingEngine.Tests.Users.Sessions;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>The MongoDB commands of a warm request, counted at the driver, and in how many sequential steps they run. The pipeline is off, because
/// its commands would be counted too.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private MongoApi _api = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _api = await MongoApi.StartAsync(MongoEngine.ReplicaSet, hasPipeline: false, hasLimits: true, new FakeTimeProvider(RunningApi.Start));
        _token = await _api.NewTokenAsync("ada@example.com");
        Assert.Equal(201, (await _api.BookAsync(_token, People.NewSlot())).Status);
        Assert.Equal(200, (await _api.SendAsync(Call.Get("/bookings") with { Token = _token })).Status);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_booking_takes_four_round_trips_in_three_steps()
    {
        _api.Watch(2);
        Assert.Equal(201, (await _api.BookAsync(_token, People.NewSlot())).Status);
        var (trips, steps) = OfTheRequest();
        Assert.Equal(["findAndModify rate_counters", "find sessions"], trips[..2].Order().Reverse());
        Assert.Equal(["insert events", "insert read_models"], trips[2..]);
        Assert.Equal(3, steps);
    }

    [Fact]
    public async Task The_first_booking_of_an_instance_takes_seven_round_trips_in_five_steps()
    {
        await using var second = await _api.StartAnotherAsync();
        Assert.Equal(200, (await second.SendAsync(Call.Get("/users/me") with { Token = _token })).Status);
        second.Watch(3);
        Assert.Equal(201, (await second.BookAsync(_token, People.NewSlot())).Status);
        var (trips, steps) = second.Log.Read();
        Assert.Equal(["find read_models", "find sessions", "findAndModify rate_counters"], trips[..3].Order());
        Assert.Equal(["find snapshots", "find events", "insert events", "insert read_models"], trips[3..]);
        Assert.Equal(5, steps);
    }

    [Fact]
    public async Task The_first_request_of_an_instance_also_reads_the_schema_and_the_lookup_key()
    {
        await using var second = await _api.StartAnotherAsync();
        second.Watch(1, 3);
        Assert.Equal(201, (await second.BookAsync(_token, People.NewSlot())).Status);
        var (trips, steps) = second.Log.Read();
        Assert.Equal("find schema", trips[0]);
        Assert.Equal(["find person_keys", "find read_models", "find sessions"], trips[1..4].Order());
        Assert.Equal(["findAndModify rate_counters", "find snapshots", "find events", "insert events", "insert read_models"], trips[4..]);
        Assert.Equal(7, steps);
    }

    [Theory]
    [InlineData("""[{"per":"day","count":1000}]""", 1)]
    [InlineData("""[{"per":"day","count":1000},{"per":"month","minutes":100000}]""", 1)]
    [InlineData("""[{"per":"day","count":1000},{"per":"week","count":1000}]""", 2)]
    public async Task A_limit_of_the_service_adds_a_round_trip_for_each_stream(string limits, int added)
    {
        var signedIn = await _api.SendAsync(Call.PostForm("/auth/token", ("username", RunningApi.AdminEmail), ("password", RunningApi.AdminPassword)));
        var service = $$"""{"id":"limited","name":"Limited","duration":30,"resource_ids":["default"],"booking_limits":{{limits}}}""";
        Assert.Equal(201, (await _api.SendAsync(Call.PostJson("/services", service) with { Token = (string)signedIn.Json["access_token"]! })).Status);
        Assert.Equal(201, (await BookAsync("2031-05-13T10:00:00Z")).Status);

        _api.Watch(2);
        Assert.Equal(201, (await BookAsync("2031-05-13T11:00:00Z")).Status);
        var (trips, steps) = OfTheRequest();
        Assert.Equal([.. Enumerable.Repeat("insert events", added + 1), "insert read_models"], trips[2..]);
        Assert.Equal(3 + added, steps);

        Task<Answer> BookAsync(string slot) =>
            _api.SendAsync(Call.PostJson("/bookings", $$"""{"slot":"{{slot}}","service_id":"limited"}""") with { Token = _token });
    }

    [Fact]
    public async Task An_idempotency_key_adds_two_round_trips_in_two_steps()
    {
        _api.Watch(2);
        Assert.Equal(201, (await _api.SendAsync(IdempotentCalls.Book(_token, People.NewSlot(), IdempotentCalls.NewKey()))).Status);
        var (trips, steps) = OfTheRequest();
        Assert.Equal(["findAndModify rate_counters", "find sessions"], trips[..2].Order().Reverse());
        Assert.Equal(["findAndModify idempotency_records", "insert events", "insert read_models", "update idempotency_records"], trips[2..]);
        Assert.Equal(5, steps);
    }

    [Fact]
    public async Task A_replayed_answer_takes_three_round_trips_in_two_steps()
    {
        var (slot, key) = (People.NewSlot(), IdempotentCalls.NewKey());
        var first = await _api.SendAsync(IdempotentCalls.Book(_token, slot, key));
        _api.Watch(2);
        (await _api.SendAsync(IdempotentCalls.Book(_token, slot, key))).AssertReplayOf(first);
        var (trips, steps) = OfTheRequest();
        Assert.Equal(["find sessions", "findAndModify idempotency_records", "findAndModify rate_counters"], trips.Order());
        Assert.Equal(2, steps);
    }

    [Fact]
    public async Task A_refused_booking_reads_only_newer_commits()
    {
        var slot = People.NewSlot();
        await _api.BookAsync(_token, slot);
        _api.Watch(2);
        Assert.Equal(409, (await _api.BookAsync(_token, slot)).Status);
        Assert.Equal(["find events", "find sessions", "findAndModify rate_counters"], OfTheRequest().Trips.Order());
    }

    [Fact]
    public async Task A_list_takes_three_round_trips_in_two_steps()
    {
        _api.Watch(2);
        Assert.Equal(200, (await _api.SendAsync(Call.Get("/bookings") with { Token = _token })).Status);
        var (trips, steps) = OfTheRequest();
        Assert.Equal(["find read_models", "find sessions", "findAndModify rate_counters"], trips.Order());
        Assert.Equal(2, steps);
    }

    [Fact]
    public async Task An_administrators_list_takes_three_round_trips_in_two_steps()
    {
        var signedIn = await _api.SendAsync(Call.PostForm("/auth/token", ("username", RunningApi.AdminEmail), ("password", RunningApi.AdminPassword)));
        _api.Watch(2);
        Assert.Equal(200, (await _api.SendAsync(Call.Get("/bookings?scope=all&service_id=default&status=confirmed") with { Token = signedIn.Member("access_token") })).Status);
        var (trips, steps) = OfTheRequest();
        Assert.Equal(["find read_models", "find sessions", "findAndModify rate_counters"], trips.Order());
        Assert.Equal(2, steps);
    }

    [Fact]
    public async Task Availability_takes_three_round_trips_in_two_steps()
    {
        var ask = () => _api.SendAsync(Call.Get("/availability?from=2031-06-02&to=2031-06-09") with { Token = _token });
        Assert.Equal(200, (await ask()).Status);
        _api.Watch(2);
        Assert.Equal(200, (await ask()).Status);
        var (trips, steps) = OfTheRequest();
        Assert.Equal(["find events", "find sessions", "findAndModify rate_counters"], trips.Order());
        Assert.Equal(2, steps);
    }

    [Fact]
    public async Task Reading_the_profile_takes_four_round_trips_in_three_steps()
    {
        _api.Watch(2);
        Assert.Equal(200, (await _api.SendAsync(Call.Get("/users/me") with { Token = _token })).Status);
        var (trips, steps) = OfTheRequest();
        Assert.Equal(["find person_keys", "find read_models", "find sessions", "findAndModify rate_counters"], trips.Order());
        Assert.Equal(3, steps);
    }

    [Fact]
    public async Task A_refresh_takes_three_round_trips_in_three_steps()
    {
        var signedIn = await _api.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password)));
        _api.Watch(1);
        Assert.Equal(200, (await _api.SendAsync(SessionCalls.Refresh(signedIn.Member("refresh_token")))).Status);
        var (trips, steps) = OfTheRequest();
        Assert.Equal(["findAndModify rate_counters", "find sessions", "update sessions"], trips);
        Assert.Equal(3, steps);
    }

    [Fact]
    public async Task A_sign_in_reads_the_team_before_and_after_the_session_starts()
    {
        var signIn = () => _api.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password)));
        Assert.Equal(200, (await signIn()).Status);
        _api.Watch(1);
        Assert.Equal(200, (await signIn()).Status);
        Assert.Equal(
            [
                "findAndModify rate_counters", "findAndModify rate_counters", "find address_claims", "find events", "find person_keys", "find events",
                "insert sessions", "find events", "find events", "delete rate_counters",
            ],
            OfTheRequest().Trips);
    }

    [Fact]
    public async Task A_page_of_users_costs_as_many_round_trips_as_one_user()
    {
        for (var i = 0; i < 3; i++)
        {
            await _api.NewTokenAsync($"user{i}@example.com");
        }

        var admin = (await _api.SendAsync(Call.PostForm("/auth/token", ("username", RunningApi.AdminEmail), ("password", RunningApi.AdminPassword))))
            .Member("access_token");
        await _api.SendAsync(Call.Get("/users") with { Token = admin });
        _api.Watch(2);
        Assert.Equal(5, (await _api.SendAsync(Call.Get("/users") with { Token = admin })).Json["users"]!.AsArray().Count);
        Assert.Equal(
            ["find events", "find person_keys", "find read_models", "find sessions", "findAndModify rate_counters"], OfTheRequest().Trips.Order());
    }

    private (string[] Trips, int Steps) OfTheRequest() => _api.Log.Read();
}
