using Microsoft.Extensions.Logging;

namespace BookingEngine.Pipeline;

internal static partial class PipelineLog
{
    [LoggerMessage(101, LogLevel.Warning, "The relay signal could not be sent; the relay's timer finds the new events")]
    public static partial void RelaySignalFailed(this ILogger logger, Exception e);

    [LoggerMessage(102, LogLevel.Warning, "A command on {Stream} succeeded, but its read models could not be updated in the request; the pipeline updates them later")]
    public static partial void ReadModelWriteFailed(this ILogger logger, string stream, Exception e);

    [LoggerMessage(107, LogLevel.Error, "The sweep's job {Job} failed or took too long; the next sweep runs it again")]
    public static partial void SweepJobFailed(this ILogger logger, string job, Exception e);

    [LoggerMessage(110, LogLevel.Warning, "The sweep last ran at {LastRun}, so its timer seems to have stopped; a message runs it")]
    public static partial void SweepOverdue(this ILogger logger, NodaTime.Instant lastRun);
}
