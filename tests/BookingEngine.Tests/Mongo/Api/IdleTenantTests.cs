using BookingEngine.EventSourcing;
using BookingEngine.Functions.Pipeline;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Tests.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Mongo.Api;

/// <summary>The commands of a tenant's timer and health check, counted at the driver. The timer and the messages are run by hand.</summary>
public sealed class IdleTenantTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(5);
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());
    private MongoApi _api = null!;
    private string _token = "";

    public async Task InitializeAsync()
    {
        _api = await MongoApi.StartAsync(MongoEngine.Unthrottled(MongoEngine.CosmosRu.Name), hasPipeline: false, clock: _clock);
        _token = await _api.NewTokenAsync("ada@example.com");
        Assert.Equal(201, (await _api.BookAsync(_token, People.NewSlot())).Status);
        await HandleAllAsync();
        for (var run = 1; run <= 4; run++)
        {
            output.WriteLine($"run {run} after a booking: {string.Join(", ", await RunTimerAsync())}");
        }
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task An_idle_run_of_the_timer_makes_three_store_operations()
    {
        for (var run = 0; run < 12; run++)
        {
            Assert.Equal(["find checkpoints", "find events", "update checkpoints"], await RunTimerAsync());
        }

        var ready = await _api.SendAsync(Call.Get("/health/ready"));
        Assert.Equal((0, NodaTime.Text.InstantPattern.General.Format(_clock.Now())), ((int)ready.Json["lag"]!["streams"]!, ready.Member("measured_at")));
    }

    [Fact]
    public async Task Ten_thousand_reminders_ahead_cost_an_idle_run_no_operation()
    {
        var deliveries = _api.Services.GetRequiredService<IDeliveries>();
        var first = _clock.Now() + NodaTime.Duration.FromHours(30);
        for (var n = 0; n < 10_000; n++)
        {
            await deliveries.AddAsync(ReminderAt(first + (NodaTime.Duration.FromMinutes(4) * n), n));
        }

        _clock.Advance(TimeSpan.FromHours(24)); // the run of each day finds them, as one after a booking does
        Assert.True((await RunTimerAsync()).Length > 3);
        var (quiet, queueing) = (0, 0);
        while (_clock.Now() < first)
        {
            var run = await RunTimerAsync();
            var isSoon = first < _clock.Now() + NodaTime.Duration.FromMinutes(6);
            string[] queued = isSoon ? ["find deliveries", "find deliveries"] : [];
            Assert.Equal(["find checkpoints", "find events", .. queued, "update checkpoints"], run);
            (quiet, queueing) = isSoon ? (quiet, queueing + 1) : (quiet + 1, queueing);
        }

        output.WriteLine($"10,000 reminders: {quiet} runs of three operations, then {queueing} of five");
        Assert.True(quiet > 60 && queueing is 2 or 3);
    }

    [Fact]
    public async Task A_quiet_tenant_is_swept_once_a_day()
    {
        var full = 0;
        for (var run = 0; run < 288; run++)
        {
            full += (await RunTimerAsync()).Length > 3 ? 1 : 0;
        }

        Assert.Equal(1, full);
    }

    [Fact]
    public async Task A_command_whose_message_was_lost_ends_the_quiet()
    {
        Assert.Equal(3, (await RunTimerAsync()).Length);
        Assert.Equal(201, (await _api.BookAsync(await AgainAsync(), People.NewSlot())).Status); // nothing handles its message
        Assert.True((await RunTimerAsync()).Length > 3);
        Assert.Equal(1, (int)(await _api.SendAsync(Call.Get("/health/ready"))).Json["lag"]!["streams"]!);

        await HandleAllAsync();
        Assert.True((await RunTimerAsync()).Length > 3);
        Assert.Equal(0, (int)(await _api.SendAsync(Call.Get("/health/ready"))).Json["lag"]!["streams"]!);
    }

    [Fact]
    public async Task A_requested_full_sweep_ends_the_quiet()
    {
        await Sweep.RequestFullAsync(_api.Services.GetRequiredService<ICheckpoints>(), CancellationToken.None);
        Assert.True((await RunTimerAsync()).Length > 3);
    }

    [Fact]
    public async Task A_health_check_makes_one_read_a_second()
    {
        _api.Log.Clear();
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _api.SendAsync(Call.Get("/health/ready"))));
        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.Equal(["find checkpoints"], _api.Log.Read().Trips);

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await _api.SendAsync(Call.Get("/health/ready"))).Status);
        Assert.Equal(["find checkpoints", "find checkpoints"], _api.Log.Read().Trips);
    }

    [Fact]
    public async Task A_message_sweeps_while_the_timer_has_stopped()
    {
        _clock.Advance(SweepReminder.Overdue.ToTimeSpan());
        await ActivatorUtilities.CreateInstance<WorkFunction>(_api.Services).RunAsync(
            new WorkMessage(QueueNames.RelaySignals, SweepReminder.Message).ToText(), new LocalInvocation("test", CancellationToken.None));

        var ready = await _api.SendAsync(Call.Get("/health/ready"));
        Assert.Equal(NodaTime.Text.InstantPattern.General.Format(_clock.Now()), ready.Member("measured_at"));
    }

    [Fact]
    public async Task A_relay_polls_an_empty_change_stream_once()
    {
        _api.Log.Clear();
        await _api.Services.GetRequiredService<Relay>().RunAsync(CancellationToken.None);

        // It reads once while it has the lease, and once after the release.
        string[] read = ["find checkpoints", "aggregate events", "getMore 1"];
        var trips = _api.Log.Read().Trips.Select(trip => trip.StartsWith("getMore", StringComparison.Ordinal) ? "getMore 1" : trip);
        Assert.Equal([.. read, .. read], trips.Where(read.Contains));
    }

    private static Delivery ReminderAt(NodaTime.Instant due, int n) =>
        new(StreamName.Parse("calendar-default"), n + 1, DeliveryState.Pending, 0, due - NodaTime.Duration.FromDays(30), due)
        {
            Key = new DeliveryKey("reminder", 60, $"{Guid.Empty}"),
        };

    private async Task<string[]> RunTimerAsync()
    {
        _clock.Advance(Period);
        _api.Log.Clear();
        await ActivatorUtilities.CreateInstance<SweepFunction>(_api.Services).RunAsync(new TimerInfo(), new LocalInvocation("test", CancellationToken.None));
        return _api.Log.Read().Trips;
    }

    /// <summary>Does what the messages on the queues ask for.</summary>
    private async Task HandleAllAsync()
    {
        foreach (var (stream, version) in await _api.Services.GetRequiredService<IEventStore>().ListStreamsAsync(null, 100, CancellationToken.None))
        {
            var advanced = new StreamAdvanced(stream, version);
            await _api.Services.GetRequiredService<Projector>().ProjectAsync(advanced, CancellationToken.None);
            await _api.Services.GetRequiredService<EventDispatcher>().HandleAsync(advanced, CancellationToken.None);
        }

        var due = await _api.Services.GetRequiredService<IDeliveries>().ListDueAsync(_clock.Now() + NodaTime.Duration.FromDays(1), 100, CancellationToken.None);
        foreach (var delivery in due)
        {
            await _api.Services.GetRequiredService<SendMailHandler>().HandleAsync(delivery.Id, CancellationToken.None);
        }
    }

    private async Task<string> AgainAsync()
    {
        var signedIn = await _api.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password)));
        return signedIn.Member("access_token");
    }
}
