using BookingEngine.Ports;
using BookingEngine.Queues;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Pipeline.Feeds;

/// <summary>Has the sweep run by a message if its timer does not run it: on Flex Consumption, timers can stop for good after a deployment, while requests
/// and queues go on (azure-functions-host#11828). A process sends at most one such message per period of the timer.</summary>
public sealed class SweepReminder(IMessageQueue queue, TimeProvider time, ILogger<SweepReminder> logger)
{
    /// <summary>On the relay's queue. An earlier version takes it for a relay signal.</summary>
    public const string Message = "sweep";

    /// <summary>Three periods of the timer.</summary>
    public static readonly Duration Overdue = Duration.FromMinutes(15);

    private static readonly Duration Period = Duration.FromMinutes(5);
    private readonly Lock _lock = new();
    private Instant _next = Instant.MinValue;

    /// <summary>Call it with the sweep's checkpoint where that was read anyway. If the queue cannot be reached, this logs a warning and does not throw.
    /// </summary>
    /// <param name="last">Null if there was no sweep yet: then there is no deployment that it has stopped after.</param>
    public async Task LookAsync(SweepState? last)
    {
        if (last is null || !IsDue(LastRunOf(last), time.Now()))
        {
            return;
        }

        try
        {
            await queue.SendAsync(QueueNames.RelaySignals, Message);
            logger.SweepOverdue(LastRunOf(last));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            logger.RelaySignalFailed(e);
        }
    }

    // An earlier version saved no measurement. Then the position tells: it is the time of that sweep, or less.
    private static Instant LastRunOf(SweepState last) =>
        last.Status is { } status && InstantPattern.General.Parse(status.MeasuredAt) is { Success: true, Value: var measuredAt } ? measuredAt : last.AllApplied;

    private bool IsDue(Instant lastRun, Instant now)
    {
        lock (_lock)
        {
            if (now - lastRun < Overdue || now < _next)
            {
                return false;
            }

            _next = now + Period;
            return true;
        }
    }
}
