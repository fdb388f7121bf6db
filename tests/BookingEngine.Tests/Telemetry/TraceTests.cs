using System.Collections.Concurrent;
using System.Diagnostics;
using BookingEngine.Bookings.Book;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Telemetry;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Telemetry;

public sealed class TraceTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public void One_booking_is_one_trace_across_queue_and_projector()
    {
        var world = new World(new Random(1), PlantedBug.None);
        var scheduler = new Scheduler(new Random(1));
        var node = new Node(world, scheduler);
        string? trace = null;
        Run(scheduler, async () =>
        {
            using var request = EngineTelemetry.Start("request", ActivityKind.Server, null);
            trace = request!.TraceId.ToString();
            await node.Get<BookSlotHandler>().HandleAsync(
                new BookSlot(new UserId(world.Next()), DefaultCatalogue.InitialService, Instant.FromUtc(2031, 1, 1, 9, 0)),
                new CommandContext(new CommitId(world.Next()), Instant.FromUtc(2030, 1, 1, 0, 0), null, "r"), CancellationToken.None);
        });
        Run(scheduler, () => node.Get<Projector>().ProjectAsync(new(StreamName.Parse("calendar-default"), 1), CancellationToken.None));

        var ofTheBooking = _ended.Where(a => a.TraceId.ToString() == trace).Select(a => a.OperationName);
        Assert.Equal(["decide calendar", "request", "project bookings"], ofTheBooking);
    }

    [Fact]
    public async Task A_request_in_the_trace_has_the_correlation_id_of_its_answer()
    {
        using var api = new RunningApi();
        await api.InitializeAsync();
        var answer = await api.SendAsync(Call.Get("/health/live"));
        await api.DisposeAsync(); // every request has ended

        Assert.Single(_ended, a => a.GetTagItem("correlation_id") is string id && id == answer.Header("x-correlation-id"));
    }

    public void Dispose() => _listener.Dispose();

    private static void Run(Scheduler scheduler, Func<Task> work)
    {
        SynchronizationContext.SetSynchronizationContext(scheduler);
        var running = work();
        SynchronizationContext.SetSynchronizationContext(null);
        scheduler.Run(_ => { });
        Assert.True(running.IsCompletedSuccessfully, running.Exception?.ToString());
    }
}
