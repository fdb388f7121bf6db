using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>One job of the sweep's timer.</summary>
/// <param name="Name">Used in logs and metrics.</param>
/// <param name="RunAsync">Returns whether a later sweep has to look again although no event is written meanwhile.</param>
public sealed record SweepJob(string Name, Func<CancellationToken, Task<bool>> RunAsync)
{
    /// <summary>A job that leaves nothing.</summary>
    public SweepJob(string name, Func<CancellationToken, Task> runAsync)
        : this(name, async cancellation =>
        {
            await runAsync(cancellation);
            return false;
        })
    {
    }
}

/// <summary>Runs the jobs of the sweep's timer in parallel, so that none waits for another.</summary>
public sealed class SweepJobs(TimeProvider time, ILogger<SweepJobs> logger)
{
    /// <summary>The time limit of a job. It is less than the timer's period, so that a job that never ends does not delay the next run.</summary>
    public static readonly Duration TimeLimit = Duration.FromMinutes(4);

    /// <summary>Starts all jobs. Waits for each until it ends, fails or reaches the time limit.</summary>
    /// <returns>Whether a job left something for a later sweep.</returns>
    /// <exception cref="AggregateException">Some jobs failed or reached the time limit. The others have ended.</exception>
    public async Task<bool> RunAsync(IReadOnlyList<SweepJob> jobs, CancellationToken cancellation)
    {
        var ended = await Task.WhenAll(jobs.Select(job => TryAsync(job, cancellation)).ToList());
        Exception[] failures = [.. ended.Select(job => job.Failure).OfType<Exception>()];
        if (failures.Length > 0)
        {
            throw new AggregateException($"{failures.Length} of {jobs.Count} sweep jobs failed. The next sweep runs them again.", failures);
        }

        return ended.Any(job => job.LeavesMore);
    }

    private async Task<(bool LeavesMore, Exception? Failure)> TryAsync(SweepJob job, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            return (await job.RunAsync(stop.Token).WaitAsync(TimeLimit.ToTimeSpan(), time, cancellation), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            await stop.CancelAsync();
            EngineTelemetry.SweepFailures.Add(1, new KeyValuePair<string, object?>("job", job.Name));
            logger.SweepJobFailed(job.Name, e);
            return (true, e);
        }
    }
}
