namespace BookingEngine.Functions.Pipeline;

internal static partial class PipelineFunctionLog
{
    [LoggerMessage(301, LogLevel.Information, "The sweep queued {Streams} streams whose read models lagged")]
    public static partial void SweepFound(this ILogger logger, int streams);
}
