using Microsoft.Extensions.Logging;

namespace BookingEngine.Pipeline;

internal static partial class PipelineLog
{
    [LoggerMessage(101, LogLevel.Warning, "The relay could not be woken; its timer will find the work")]
    public static partial void WakeUpFailed(this ILogger logger, Exception e);

    [LoggerMessage(102, LogLevel.Warning, "A command succeeded, but its read model could not be written at once: {Stream}")]
    public static partial void OwnWriteFailed(this ILogger logger, string stream, Exception e);

    [LoggerMessage(107, LogLevel.Error, "The sweep's job {Job} failed or took too long; the next sweep runs it again")]
    public static partial void SweepJobFailed(this ILogger logger, string job, Exception e);
}
