using BookingEngine.Idempotency;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.RateLimiting;
using BookingEngine.Telemetry;
using BookingEngine.Transfers;
using BookingEngine.Users.Sessions;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Pipeline;

/// <summary>Carries new events towards the read models: woken by commands, and by a timer should a wake-up get lost.</summary>
public sealed class RelayFunctions(Relay relay)
{
    [Function("RelayOnWakeUp")]
    public Task OnWakeUpAsync([QueueTrigger(QueueNames.RelayWakeUps)] string message, FunctionContext context) =>
        relay.RunAsync(context.CancellationToken);

    [Function("RelayOnTimer")]
    public Task OnTimerAsync([TimerTrigger("0 */5 * * * *")] TimerInfo timer, FunctionContext context) =>
        relay.RunAsync(context.CancellationToken);
}

/// <summary>Brings the read models of one stream up to date, then what else follows from its events.</summary>
public sealed class ProjectFunction(Projector projector, EventDispatcher reactor)
{
    [Function("ProjectStream")]
    public async Task RunAsync([QueueTrigger(QueueNames.StreamAdvances)] string message, FunctionContext context)
    {
        var advanced = StreamAdvanced.Parse(message);
        await projector.ProjectAsync(advanced, context.CancellationToken);
        await reactor.HandleAsync(advanced, context.CancellationToken);
    }
}

/// <summary>Finds what the relay's way has missed, and clears away what has expired.</summary>
public sealed class SweepFunction(
    Sweep sweep, DeliverySweep deliveries, TransferSweep moves, LagProbe lag, IMessageQueue queue, ISessions sessions, IRateCounters counters,
    IIdempotencyRecords idempotency, TimeProvider time, ILogger<SweepFunction> logger)
{
    [Function("SweepOnTimer")]
    public async Task RunAsync([TimerTrigger("30 */5 * * * *")] TimerInfo timer, FunctionContext context)
    {
        var found = await sweep.RunAsync(context.CancellationToken);
        if (found > 0)
        {
            logger.SweepFound(found);
        }

        await deliveries.RunAsync(context.CancellationToken);
        await moves.RunAsync(context.CancellationToken);
        await sessions.PurgeAsync(time.Now());
        await counters.PurgeAsync(time.Now());
        await idempotency.PurgeAsync(time.Now() - IdempotencyRecord.Retention);
        EngineTelemetry.Lag.Record((await lag.MeasureAsync(context.CancellationToken)).Age.TotalSeconds);
        EngineTelemetry.Poison.Record(await queue.CountPoisonAsync(context.CancellationToken));
    }
}
