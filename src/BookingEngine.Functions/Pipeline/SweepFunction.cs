using BookingEngine.Erasure;
using BookingEngine.ExternalCalendars.Fetch;
using BookingEngine.Idempotency;
using BookingEngine.Notifications;
using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Feeds;
using BookingEngine.Pipeline.Quiet;
using BookingEngine.Pipeline.Renewal;
using BookingEngine.Ports;
using BookingEngine.Queues;
using BookingEngine.Rezoning;
using BookingEngine.Telemetry;
using BookingEngine.Transfers;
using BookingEngine.Users.Sessions;
using BookingEngine.Waitlist.Offers;
using BookingEngine.Webhooks.Deliveries;
using NodaTime;

namespace BookingEngine.Functions.Pipeline;

/// <summary>The only timer. Queues what messages have missed, deletes expired data and measures the lag. If nothing was written since a run that
/// left nothing to do, it makes three store operations, and two more if a mail is due soon.</summary>
public sealed class SweepFunction(
    QuietCheck quiet, SweepJobs jobs, Relay relay, Sweep sweep, DeliverySweep deliveries, WebhookSweep webhooks, TransferSweep transfers, AnswerRenewal answers, HandlerStarts starts, Retention retention, FeedSweep calendars, RezoneSweep rezone,
    WaitlistSweep waitlists, IMessageQueue queue, ISessions sessions, IRateCounters counters, IIdempotencyRecords idempotency, TimeProvider time, ILogger<SweepFunction> logger)
{
    /// <summary>In the function app, the minute and second follow from the tenant's name.</summary>
    public const string Schedule = "30 */5 * * * *";

    [Function("SweepOnTimer")]
    public Task RunAsync([TimerTrigger(Schedule)] TimerInfo timer, FunctionContext context) => SweepAsync(context.CancellationToken);

    /// <summary>Two at the same time do no harm.</summary>
    public async Task SweepAsync(CancellationToken stop)
    {
        if (await quiet.RenewAsync(() => CountPoisonAsync(stop), () => QueueMailsAsync(stop), stop))
        {
            EngineTelemetry.Lag.Record(0);
            return;
        }

        var (measured, poison, failing, endpoints, waiting) = (new Lag(0, Duration.Zero), 0, 0, new WebhookSweepResult(0, 0), 0);
        var leavesMore = await jobs.RunAsync(
            [
                .. Jobs,
                Lasting("streams", async cancellation =>
                {
                    measured = await SweepStreamsAsync(cancellation);
                    waiting = await waitlists.RunAsync(measured, cancellation);
                    return measured.Streams + waiting;
                }),
                Lasting("webhooks", async cancellation => (endpoints = await webhooks.RunAsync(cancellation)).Waiting),
                Job("external_calendars", async cancellation => failing = await calendars.RunAsync(cancellation)),
                Job("poison", async cancellation => poison = await CountPoisonAsync(cancellation)),
            ],
            stop);
        await quiet.SaveAsync(measured, poison, new Failing(failing, endpoints.Disabled), isQuiet: !leavesMore, await deliveries.FindNextAsync(stop), waiting, stop);
    }

    private async Task<Instant?> QueueMailsAsync(CancellationToken cancellation)
    {
        await deliveries.RunAsync(cancellation);
        return await deliveries.FindNextAsync(cancellation);
    }

    private IReadOnlyList<SweepJob> Jobs =>
    [
        Job("relay", relay.RunAsync),
        Job("deliveries", deliveries.RunAsync),
        Lasting("moves", transfers.RunAsync),
        Job("answers", answers.RunAsync),
        Job("handler_starts", starts.RecordAsync),
        Job("rezone", rezone.RunAsync),
        .. retention.IsOn ? [Job("retention", retention.RunAsync)] : Array.Empty<SweepJob>(),
        Job("sessions", _ => sessions.PurgeAsync(time.Now())),
        Job("rate_counters", _ => counters.PurgeAsync(time.Now())),
        Job("idempotency_records", _ => idempotency.PurgeAsync(time.Now() - IdempotencyRecord.Retention)),
    ];

    // On a pool thread: the embedded store works synchronously and would delay the start of the next job.
    private static SweepJob Job(string name, Func<CancellationToken, Task> run) => new(name, cancellation => Task.Run(() => run(cancellation), cancellation));

    // What it found must be looked at again, whether or not something is written meanwhile.
    private static SweepJob Lasting(string name, Func<CancellationToken, Task<int>> run) =>
        new(name, cancellation => Task.Run(async () => await run(cancellation) > 0, cancellation));

    private async Task<int> CountPoisonAsync(CancellationToken cancellation)
    {
        var poison = await queue.CountPoisonAsync(cancellation);
        EngineTelemetry.Poison.Record(poison);
        return poison;
    }

    private async Task<Lag> SweepStreamsAsync(CancellationToken cancellation)
    {
        var lag = await sweep.RunAsync(cancellation);
        EngineTelemetry.Lag.Record(lag.Age.TotalSeconds);
        if (lag.Streams > 0)
        {
            logger.SweepFound(lag.Streams);
        }

        return lag;
    }
}
