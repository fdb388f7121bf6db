using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>One job of the sweep's timer.</summary>
/// <param name="Name">Used in logs and metrics.</param>
public sealed record SweepJob(string Name, Func<CancellationToken, Task> RunAsync);

/// <summary>Runs the jobs of the sweep's timer in parallel, so that none waits for another.</summary>
public sealed class SweepJobs(TimeProvider time, ILogger<SweepJobs> logger)
{
    /// <summary>The time limit of a job. It is less than the timer's period, so that a job that never ends does not delay the next run.</summary>
    public static readonly Duration TimeLimit = Duration.FromMinutes(4);

    /// <summary>Starts all jobs. Waits for each until it ends, fails or reaches the time limit.</summary>
    /// <exception cref="AggregateException">Some jobs failed or reached the time limit. The others have ended.</exception>
    public async Task RunAsync(IReadOnlyList<SweepJob> jobs, CancellationToken cancellation)
    {
        List<Task<Exception?>> running = [.. jobs.Select(job => TryAsync(job, cancellation))];
        Exception[] failures = [.. (await Task.WhenAll(running)).OfType<Exception>()];
        if (failures.Length > 0)
        {
            throw new AggregateException($"{failures.Length} of {jobs.Count} sweep jobs failed. The next sweep runs them again.", failures);
        }
    }

    private async Task<Exception?> TryAsync(SweepJob job, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await job.RunAsync(stop.Token).WaitAsync(TimeLimit.ToTimeSpan(), time, cancellation);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            await stop.CancelAsync();
            EngineTelemetry.SweepFailures.Add(1, new KeyValuePair<string, object?>("job", job.Name));
            logger.SweepJobFailed(job.Name, e);
            return e;
        }
    }
}
