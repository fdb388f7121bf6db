using BookingEngine.Erasure;
using BookingEngine.Idempotency;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Pipeline.Renewal;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Telemetry;
using BookingEngine.Transfers;
using BookingEngine.Users.Sessions;

namespace BookingEngine.Functions.Pipeline;

/// <summary>Runs the relay after commands. A timer runs it as well, in case a relay signal is lost.</summary>
public sealed class RelayFunctions(Relay relay)
{
    [Function("RelayOnWakeUp")]
    public Task OnSignalAsync([QueueTrigger(QueueNames.RelaySignals)] string message, FunctionContext context) =>
        relay.RunAsync(context.CancellationToken);

    [Function("RelayOnTimer")]
    public Task OnTimerAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, FunctionContext context) =>
        relay.RunAsync(context.CancellationToken);
}

/// <summary>Brings the read models of one stream up to date, then what else follows from its events.</summary>
public sealed class ProjectFunction(Projector projector, EventDispatcher dispatcher)
{
    [Function("ProjectStream")]
    public async Task RunAsync([QueueTrigger(QueueNames.StreamAdvances)] string message, FunctionContext context)
    {
        var advanced = StreamAdvanced.Parse(message);
        await projector.ProjectAsync(advanced, context.CancellationToken);
        await dispatcher.HandleAsync(advanced, context.CancellationToken);
    }
}

/// <summary>Queues what the relay has missed, and deletes expired data.</summary>
public sealed class SweepFunction(
    SweepJobs jobs, Sweep sweep, DeliverySweep deliveries, TransferSweep transfers, AnswerRenewal answers, Retention retention, LagProbe lag, IMessageQueue queue, ISessions sessions,
    IRateCounters counters, IIdempotencyRecords idempotency, TimeProvider time, ILogger<SweepFunction> logger)
{
    private IReadOnlyList<SweepJob> Jobs =>
    [
        Job("streams", SweepStreamsAsync),
        Job("deliveries", deliveries.RunAsync),
        Job("moves", transfers.RunAsync),
        Job("answers", answers.RunAsync),
        .. retention.IsOn ? [Job("retention", retention.RunAsync)] : Array.Empty<SweepJob>(),
        Job("sessions", _ => sessions.PurgeAsync(time.Now())),
        Job("rate_counters", _ => counters.PurgeAsync(time.Now())),
        Job("idempotency_records", _ => idempotency.PurgeAsync(time.Now() - IdempotencyRecord.Retention)),
        Job("lag", async cancellation => EngineTelemetry.Lag.Record((await lag.MeasureAsync(cancellation)).Age.TotalSeconds)),
        Job("poison", async cancellation => EngineTelemetry.Poison.Record(await queue.CountPoisonAsync(cancellation))),
    ];

    [Function("SweepOnTimer")]
    public Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, FunctionContext context) => jobs.RunAsync(Jobs, context.CancellationToken);

    // On a pool thread: the embedded store works synchronously and would delay the start of the next job.
    private static SweepJob Job(string name, Func<CancellationToken, Task> run) => new(name, cancellation => Task.Run(() => run(cancellation), cancellation));

    private async Task SweepStreamsAsync(CancellationToken cancellation)
    {
        var found = await sweep.RunAsync(cancellation);
        if (found > 0)
        {
            logger.SweepFound(found);
        }
    }
}
