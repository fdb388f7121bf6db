using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.EventSourcing;
using BookingEngine.Functions.Pipeline;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.ReadModels;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Pipeline;

/// <summary>A handler that is added to a deployment with existing events, on every store.</summary>
public abstract class NewEventHandlerContract
{
    private static readonly StreamName Old = StreamName.Parse("things-old"), Born = StreamName.Parse("things-born");

    private static readonly EventCatalogue Catalogue = new(
        [EventType.Of("Happened", () => (JsonTypeInfo<Happened>)JsonSerializerOptions.Default.GetTypeInfo(typeof(Happened)))]);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    protected abstract IEventStore Store { get; }

    protected abstract IReadModelStore Positions { get; }

    protected abstract ICheckpoints Checkpoints { get; }

    [ServerFact]
    public async Task A_new_handler_skips_events_before_its_deployment()
    {
        await RecordAsync(Old, 1, 2);
        _time.Advance(TimeSpan.FromHours(1));
        var handler = new Handler();
        var instance = await StartAsync(handler);
        await RecordAsync(Old, 3);

        await instance.HandleAsync(new StreamAdvanced(Old, 3), CancellationToken.None);

        Assert.Equal([3], handler.Handled);
        Assert.Equal(3, await PositionAsync(Old));
    }

    [ServerFact]
    public async Task A_stream_without_new_events_does_not_lag()
    {
        await RecordAsync(Old, [.. Enumerable.Range(1, 250)]);
        _time.Advance(TimeSpan.FromHours(1));
        var handler = new Handler();
        var instance = await StartAsync(handler);

        await instance.HandleAsync(new StreamAdvanced(Old, 250), CancellationToken.None);

        Assert.Empty(handler.Handled);
        Assert.Equal(250, await PositionAsync(Old));
    }

    [ServerFact]
    public async Task A_handler_that_starts_at_the_beginning_gets_all_events()
    {
        await RecordAsync(Old, 1, 2);
        _time.Advance(TimeSpan.FromHours(1));
        var handler = new Handler { StartsAt = HandlerStart.Beginning };
        var instance = await StartAsync(handler);

        await instance.HandleAsync(new StreamAdvanced(Old, 2), CancellationToken.None);

        Assert.Equal([1, 2], handler.Handled);
        Assert.Null(await Checkpoints.FindAsync("start of test", CancellationToken.None));
    }

    [ServerFact]
    public async Task A_stream_that_begins_later_is_handled_from_its_first_event()
    {
        var handler = new Handler();
        var instance = await StartAsync(handler);
        _time.Advance(TimeSpan.FromDays(1));
        await RecordAsync(Born, 1, 2);

        await instance.HandleAsync(new StreamAdvanced(Born, 2), CancellationToken.None);

        Assert.Equal([1, 2], handler.Handled);
    }

    [ServerFact]
    public async Task A_handler_started_after_the_first_event_misses_nothing()
    {
        var handler = new Handler();
        var instance = Instance(handler);
        await RecordAsync(Born, 1);
        _time.Advance(TimeSpan.FromMinutes(9));

        await instance.HandleAsync(new StreamAdvanced(Born, 1), CancellationToken.None);

        Assert.Equal([1], handler.Handled);
    }

    [ServerFact]
    public async Task Of_two_instances_the_first_start_wins()
    {
        await StartAsync(new Handler());
        _time.Advance(TimeSpan.FromHours(1));
        await RecordAsync(Born, 1);
        _time.Advance(TimeSpan.FromHours(1));
        var handler = new Handler();
        var second = await StartAsync(handler);

        await second.HandleAsync(new StreamAdvanced(Born, 1), CancellationToken.None);

        Assert.Equal([1], handler.Handled);
        Assert.Equal("2030-01-01T12:00:00Z", await Checkpoints.FindAsync("start of test", CancellationToken.None));
    }

    [ServerFact]
    public async Task An_event_during_which_an_instance_crashed_is_handled_by_another()
    {
        await RecordAsync(Old, 1);
        _time.Advance(TimeSpan.FromHours(1));
        var crashing = await StartAsync(new Handler { CrashesOn = 3 });
        await RecordAsync(Old, 2);
        await RecordAsync(Old, 3);
        await Assert.ThrowsAsync<InvalidOperationException>(() => crashing.HandleAsync(new StreamAdvanced(Old, 3), CancellationToken.None));
        _time.Advance(TimeSpan.FromHours(1));
        var handler = new Handler();
        var next = await StartAsync(handler);

        await next.HandleAsync(new StreamAdvanced(Old, 3), CancellationToken.None);

        Assert.Equal([3], handler.Handled);
    }

    [ServerFact]
    public async Task Messages_about_a_stream_at_once_handle_each_event_once()
    {
        var handler = new Handler();
        var instance = await StartAsync(handler);
        await RecordAsync(Old, [.. Enumerable.Range(1, 20)]);
        var function = new ProjectFunction(new StreamMessageTurns(), new Projector(Store, Catalogue, new ProjectionSet([]), Positions), instance);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(
            _ => function.RunAsync(new StreamAdvanced(Old, 20).ToJson(), new LocalInvocation("test", CancellationToken.None))));

        Assert.Equal(Enumerable.Range(1, 20), handler.Handled);
        Assert.Equal(20, await PositionAsync(Old));
    }

    private async Task<EventDispatcher> StartAsync(Handler handler)
    {
        await new HandlerStarts([handler], Checkpoints, _time).RecordAsync(CancellationToken.None);
        return Instance(handler);
    }

    private EventDispatcher Instance(Handler handler) =>
        new(Store, Catalogue, [handler], [], Positions, new HandlerStarts([handler], Checkpoints, _time));

    private Task<long> PositionAsync(StreamName stream) => Positions.PositionAsync("test", stream, CancellationToken.None);

    private async Task RecordAsync(StreamName stream, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            var commit = new Commit(
                new CommitId(Guid.CreateVersion7()), stream, number - 1, [Catalogue.Write(new Happened(number))],
                new CommitMetadata(_time.Now(), null, "test"));
            Assert.Equal(1, (await Store.AppendAsync([commit])).Stand);
        }
    }

    private sealed record Happened(int Number) : IDomainEvent;

    private sealed class Handler : IEventHandler
    {
        public string Name => "test";

        public string Category => "things";

        public HandlerStart StartsAt { get; init; } = HandlerStart.Deployment;

        public int? CrashesOn { get; init; }

        public List<int> Handled { get; } = [];

        public Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
        {
            var number = ((Happened)recorded.Event).Number;
            if (number == CrashesOn)
            {
                throw new InvalidOperationException("It dies here.");
            }

            Handled.Add(number);
            return Task.CompletedTask;
        }
    }
}
