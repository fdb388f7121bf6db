using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace BookingEngine.Telemetry;

/// <summary>What the engine tells of itself while it works: traces and metrics under the name <c>BookingEngine</c>. Tags are names and
/// codes, never a person's data. Nothing is computed where nobody listens.</summary>
public static class EngineTelemetry
{
    public const string Name = "BookingEngine";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);

    /// <summary>Requests by function and status, in seconds.</summary>
    public static Histogram<double> Requests { get; } = Meter.CreateHistogram<double>("booking_engine.requests", "s");

    /// <summary>Commands by stream category and outcome: appended, unchanged, or the refusal's code.</summary>
    public static Counter<long> Commands { get; } = Meter.CreateCounter<long>("booking_engine.commands");

    /// <summary>Appends that another writer was ahead of, and that were decided again.</summary>
    public static Counter<long> Conflicts { get; } = Meter.CreateCounter<long>("booking_engine.append.conflicts");

    /// <summary>Commands whose own read model could not be written at once.</summary>
    public static Counter<long> OwnWriteFailures { get; } = Meter.CreateCounter<long>("booking_engine.own_write.failures");

    /// <summary>Snapshots that could not be kept, by stream category.</summary>
    public static Counter<long> SnapshotFailures { get; } = Meter.CreateCounter<long>("booking_engine.snapshot.failures");

    /// <summary>Messages that the relay put on the queue.</summary>
    public static Counter<long> Relayed { get; } = Meter.CreateCounter<long>("booking_engine.relay.messages");

    /// <summary>Lagging streams that a sweep found: what relay and queue had lost or left.</summary>
    public static Counter<long> SweepFinds { get; } = Meter.CreateCounter<long>("booking_engine.sweep.finds");

    /// <summary>Jobs of the sweep's timer that failed or took too long, by job.</summary>
    public static Counter<long> SweepFailures { get; } = Meter.CreateCounter<long>("booking_engine.sweep.failures");

    /// <summary>Tries to send a mail, by result.</summary>
    public static Counter<long> Mails { get; } = Meter.CreateCounter<long>("booking_engine.mails");

    /// <summary>The age of the oldest event that read models lack, in seconds, as of the last sweep.</summary>
    public static Gauge<double> Lag { get; } = Meter.CreateGauge<double>("booking_engine.lag", "s");

    /// <summary>Messages given up after too many tries, as of the last sweep.</summary>
    public static Gauge<long> Poison { get; } = Meter.CreateGauge<long>("booking_engine.poison.messages");

    /// <summary>The trace of what runs now, as events carry it; null where nobody listens.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C, Recorded: true } activity ? activity.Id : null;

    /// <summary>Begins at a request: in the caller's trace, or in one of its own. The web server's own activity is left aside, for nobody
    /// records it, and what hangs on an unrecorded one is not recorded either.</summary>
    public static Activity? StartRequest(string name, string? traceParent)
    {
        Activity.Current = null;
        return Start(name, ActivityKind.Server, traceParent);
    }

    /// <summary>Goes on in the trace that the text names (a W3C traceparent), or in the present one where it names none.</summary>
    public static Activity? Start(string name, ActivityKind kind, string? traceParent) =>
        ActivityContext.TryParse(traceParent, null, isRemote: true, out var parent)
            ? Source.StartActivity(name, kind, parent)
            : Source.StartActivity(name, kind);
}
