using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BookingEngine.Telemetry;

/// <summary>Traces and metrics of the engine, under the name <c>BookingEngine</c>. Tags are names and codes, never personal data. Nothing
/// is computed without a listener.</summary>
public static class EngineTelemetry
{
    public const string Name = "BookingEngine";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    /// <summary>Requests by function and status, in seconds.</summary>
    public static Histogram<double> Requests { get; } = Meter.CreateHistogram<double>("booking_engine.requests", "s");

    /// <summary>Commands by stream category and outcome: appended, recognised, unchanged, or the refusal's code.</summary>
    public static Counter<long> Commands { get; } = Meter.CreateCounter<long>("booking_engine.commands");

    /// <summary>Appends that lost their race. The command decides again.</summary>
    public static Counter<long> Conflicts { get; } = Meter.CreateCounter<long>("booking_engine.append.conflicts");

    /// <summary>Commands whose read models could not be written at once.</summary>
    public static Counter<long> OwnWriteFailures { get; } = Meter.CreateCounter<long>("booking_engine.own_write.failures");

    /// <summary>Failed saves of snapshots, by stream category.</summary>
    public static Counter<long> SnapshotFailures { get; } = Meter.CreateCounter<long>("booking_engine.snapshot.failures");

    /// <summary>Messages that the relay has queued.</summary>
    public static Counter<long> Relayed { get; } = Meter.CreateCounter<long>("booking_engine.relay.messages");

    /// <summary>Lagging streams that a sweep found: relay and queue missed them.</summary>
    public static Counter<long> SweepFinds { get; } = Meter.CreateCounter<long>("booking_engine.sweep.finds");

    /// <summary>Jobs of the sweep's timer that failed or took too long, by job.</summary>
    public static Counter<long> SweepFailures { get; } = Meter.CreateCounter<long>("booking_engine.sweep.failures");

    /// <summary>Tries to send a mail, by result.</summary>
    public static Counter<long> Mails { get; } = Meter.CreateCounter<long>("booking_engine.mails");

    public static Counter<long> Webhooks { get; } = Meter.CreateCounter<long>("booking_engine.webhooks");

    /// <summary>What may be an attack, by event: failed and throttled sign-ins, refused rights and keys, and tokens that were used again.</summary>
    public static Counter<long> SecurityEvents { get; } = Meter.CreateCounter<long>("booking_engine.security.events");

    /// <summary>The age of the oldest event that a read model lacks, in seconds, at the last sweep.</summary>
    public static Gauge<double> Lag { get; } = Meter.CreateGauge<double>("booking_engine.lag", "s");

    /// <summary>Messages that were given up after too many tries, at the last sweep.</summary>
    public static Gauge<long> Poison { get; } = Meter.CreateGauge<long>("booking_engine.poison.messages");

    /// <summary>Decisions over several calendars that are unfinished for more than five minutes, at the last sweep.</summary>
    public static Gauge<long> OverdueTransfers { get; } = Meter.CreateGauge<long>("booking_engine.transfers.overdue");

    /// <summary>The present trace, as events store it; null if nothing is recorded.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true } activity ? activity.Id : null;

    /// <summary>Starts a request's activity: in the caller's trace, or in a new one. It ignores the web server's own activity: nobody
    /// records that one, and its children would not be recorded either.</summary>
    public static Activity? StartRequest(string name, string? traceParent)
    {
        Activity.Current = null;
        return Start(name, ActivityKind.Server, traceParent);
    }

    /// <summary>Continues the given W3C traceparent, or the present trace if there is none.</summary>
    public static Activity? Start(string name, ActivityKind kind, string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);
}
