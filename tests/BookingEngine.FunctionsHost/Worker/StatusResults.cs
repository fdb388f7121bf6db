using BookingEngine.FunctionsHost.Protocol;

namespace BookingEngine.FunctionsHost.Worker;

internal static class StatusResults
{
    /// <summary>The error, or null after a success.</summary>
    public static string? Error(this StatusResult? result) => result switch
    {
        { Status: StatusResult.Types.Status.Success } => null,
        { Exception: { } e } => e.Type.Length > 0 ? $"{e.Type}: {e.Message}" : e.Message,
        _ => $"{result?.Status} {result?.Result}",
    };

    public static void ThrowIfFailed(this StatusResult? result, string step)
    {
        if (result.Error() is { } error)
        {
            throw new WorkerException($"The worker's {step} failed: {error}");
        }
    }
}
