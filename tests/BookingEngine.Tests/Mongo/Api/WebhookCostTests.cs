using System.Text.Json.Nodes;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Outbound;
using BookingEngine.Pipeline;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Webhooks;
using BookingEngine.Webhooks.Sending;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>What webhooks and the events feed cost in commands, counted at the driver. docs/cost.md has the figures. The messages are handled by
/// hand.</summary>
public sealed class WebhookCostTests(ITestOutputHelper output) : IAsyncLifetime
{
    // Which endpoints there are, the booking's history, and the delivery.
    private static readonly string[] Recording = ["find read_models", "find read_models", "find events", "insert webhook_deliveries"];

    // The lease, twice what is due, and once more after the lease.
    private static readonly string[] Running =
    [
        "update leases", "insert leases", "find read_models", "find checkpoints", "find webhook_deliveries", "find read_models", "find checkpoints",
        "find webhook_deliveries", "delete leases", "find webhook_deliveries",
    ];

    // The endpoint and how it is doing, the claim, the event with the booking's history, the endpoint's key, the success, and the note of it.
    private static readonly string[] Delivering =
    [
        "find read_models", "find checkpoints", "update webhook_deliveries", "find events", "find read_models", "find events", "find person_keys",
        "find checkpoints", "update webhook_deliveries",
    ];

    private readonly SteppedClock _clock = new(TimeProvider.System.GetUtcNow());
    private readonly FakeReceiver _receiver = new();
    private MongoApi _api = null!;
    private string _admin = "", _customer = "";

    public async Task InitializeAsync()
    {
        _api = await MongoApi.StartAsync(
            MongoEngine.Unthrottled(MongoEngine.CosmosRu.Name), hasPipeline: false, clock: _clock, replace: services => services.AddSingleton<IOutboundHttp>(_receiver));
        _customer = await _api.NewTokenAsync("ada@example.com");
        var signedIn = await _api.SendAsync(Call.PostForm("/auth/token", ("username", RunningApi.AdminEmail), ("password", RunningApi.AdminPassword)));
        _admin = signedIn.Member("access_token");
        await BookAsync();
        await HandleAllAsync();
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_booking_costs_so_much_more_with_an_endpoint()
    {
        await BookAsync();
        var without = await CountAsync("a booking's event without endpoints", HandleCalendarAsync);
        await NewEndpointAsync();
        await HandleAllAsync();
        await BookAsync();

        var with = await CountAsync("the same with an endpoint", HandleCalendarAsync);

        Assert.Equal(Sorted(without.Concat(Recording)), Sorted(with));
    }

    [Fact]
    public async Task A_run_of_deliveries_costs_ten_operations_and_each_delivery_nine()
    {
        var endpoint = await NewEndpointAsync();
        await BookAsync();
        await HandleAllAsync();
        var alone = await CountAsync("a delivery alone", () => DeliverAsync(endpoint));
        for (var n = 0; n < 10; n++)
        {
            await BookAsync();
        }

        await HandleAllAsync();

        var ten = await CountAsync("ten deliveries", () => DeliverAsync(endpoint));

        Assert.Equal(11, _receiver.Received.Count);
        Assert.Equal(Sorted(Delivering.Concat(Running)), Sorted(alone));
        Assert.Equal(Sorted(Enumerable.Repeat(Delivering, 10).SelectMany(trips => trips).Concat(Running)), Sorted(ten));
    }

    [Fact]
    public async Task An_empty_wait_for_events_reads_once_a_second()
    {
        var read = await _api.SendAsync(Call.Get("/events") with { Token = _admin });
        var cursor = read.Member("next_cursor");
        var atOnce = await CountAsync("GET /events without new events", async () => Assert.Equal(200, (await AskAsync(cursor, wait: 0)).Status));

        var waited = await CountAsync("the same with wait=25", async () =>
        {
            var asking = AskAsync(cursor, wait: 25);
            for (var second = 0; second < 25; second++)
            {
                await _clock.StepAsync();
            }

            Assert.Empty((await asking).Json["events"]!.AsArray());
        });

        Assert.Equal(["find sessions", "find events"], atOnce);
        Assert.Equal([.. atOnce, .. Enumerable.Repeat("find events", 25)], waited);
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> trips) => trips.Order(StringComparer.Ordinal);

    private IEventStore Events => _api.Services.GetRequiredService<IEventStore>();

    private Task<Answer> AskAsync(string cursor, int wait) => _api.SendAsync(Call.Get($"/events?after={cursor}&wait={wait}") with { Token = _admin });

    private async Task BookAsync() => Assert.Equal(201, (await _api.BookAsync(_customer, People.NewSlot())).Status);

    private async Task<string> NewEndpointAsync()
    {
        var body = new JsonObject { ["url"] = WebhookApi.Url, ["events"] = new JsonArray("booking.*") };
        var created = await _api.SendAsync(Call.PostJson("/webhooks", body.ToJsonString()) with { Token = _admin });
        Assert.Equal(201, created.Status);
        return created.Member("id");
    }

    private Task DeliverAsync(string endpoint) => _api.Services.GetRequiredService<DeliverWebhooksHandler>().HandleAsync(endpoint, CancellationToken.None);

    private async Task<string[]> CountAsync(string what, Func<Task> act)
    {
        _api.Log.Clear();
        await act();
        var trips = _api.Log.Read().Trips;
        output.WriteLine($"{what}: {trips.Length}: {string.Join(", ", trips)}");
        return trips;
    }

    /// <summary>Does what the messages on the queues ask for.</summary>
    private async Task HandleAllAsync()
    {
        foreach (var (stream, version) in await Events.ListStreamsAsync(null, 100, CancellationToken.None))
        {
            await HandleAsync(new StreamAdvanced(stream, version));
        }
    }

    private async Task HandleCalendarAsync()
    {
        var stream = Calendar.StreamOf(DefaultCatalogue.Resource);
        await HandleAsync(new StreamAdvanced(stream, (await Events.ReadAsync(stream, 0, 100, CancellationToken.None))[^1].Version));
    }

    private async Task HandleAsync(StreamAdvanced advanced)
    {
        await _api.Services.GetRequiredService<Projector>().ProjectAsync(advanced, CancellationToken.None);
        await _api.Services.GetRequiredService<EventDispatcher>().HandleAsync(advanced, CancellationToken.None);
    }

    /// <summary>A clock that goes on by a second when somebody waits for one.</summary>
    private sealed class SteppedClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
        private readonly SemaphoreSlim _waiting = new(0);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == Second)
            {
                _waiting.Release();
            }

            return timer;
        }

        public async Task StepAsync()
        {
            Assert.True(await _waiting.WaitAsync(Timeouts.Wait), "Nobody waits.");
            Advance(Second);
        }
    }
}
