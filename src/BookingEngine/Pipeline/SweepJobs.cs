using BookingEngine.Telemetry;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace BookingEngine.Pipeline;

/// <summary>One of the jobs of the sweep's timer.</summary>
/// <param name="Name">For logs and metrics.</param>
public sealed record SweepJob(string Name, Func<CancellationToken, Task> RunAsync);

/// <summary>Runs the jobs of the sweep's timer side by side, so that none waits for another.</summary>
public sealed class SweepJobs(TimeProvider time, ILogger<SweepJobs> logger)
{
    /// <summary>How long a job may take. Less than the timer's period: a job that never ends delays no later run.</summary>
    public static readonly Duration Share = Duration.FromMinutes(4);

    /// <summary>Starts all jobs and waits for each until it ends, fails or has used up its share.</summary>
    /// <exception cref="AggregateException">Some jobs failed or did not end; the others have ended.</exception>
    public async Task RunAsync(IReadOnlyList<SweepJob> jobs, CancellationToken cancellation)
    {
        List<Task<Exception?>> running = [.. jobs.Select(job => TryAsync(job, cancellation))];
        Exception[] failures = [.. (await Task.WhenAll(running)).OfType<Exception>()];
        if (failures.Length > 0)
        {
            throw new AggregateException($"{failures.Length} of {jobs.Count} jobs of the sweep failed.", failures);
        }
    }

    private async Task<Exception?> TryAsync(SweepJob job, CancellationToken cancellation)
    {
        using var share = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            await job.RunAsync(share.Token).WaitAsync(Share.ToTimeSpan(), time, cancellation);
            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            await share.CancelAsync();
            EngineTelemetry.SweepFailures.Add(1, new KeyValuePair<string, object?>("job", job.Name));
            logger.SweepJobFailed(job.Name, e);
            return e;
        }
    }
}
