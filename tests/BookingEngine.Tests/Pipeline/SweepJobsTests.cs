using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using BookingEngine.Pipeline;
using BookingEngine.Tests.Recovery;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace BookingEngine.Tests.Pipeline;

public sealed class SweepJobsTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly LogLines _logs = new();
    private readonly List<string> _ran = [];
    private readonly CancellationTokenSource _stop = new();

    public void Dispose() => _stop.Dispose();

    [Fact]
    public async Task All_jobs_run_and_nothing_is_logged_without_failures()
    {
        await RunAsync(Ends("a"), Ends("b"));
        Assert.Equal(["a", "b"], _ran);
        Assert.Empty(_logs.All);
    }

    [Fact]
    public async Task A_failing_job_stops_no_other_and_fails_the_run()
    {
        var (first, second) = (new InvalidOperationException("at once"), new TimeoutException("later"));
        var failed = await Assert.ThrowsAsync<AggregateException>(() => RunAsync(
            new("a", _ => throw first), Ends("b"), new("c", _ => Task.FromException(second)), Ends("d")));

        Assert.Equal(["b", "d"], _ran);
        Assert.Equal([first, second], failed.InnerExceptions);
        AssertLogged("a", "c");
    }

    [Fact]
    public async Task A_hanging_job_stops_no_other_and_fails_the_run()
    {
        CancellationToken given = default;
        var never = new TaskCompletionSource();
        var run = RunAsync(new("a", cancellation => (given = cancellation).CanBeCanceled ? never.Task : Task.CompletedTask), Ends("b"));
        Assert.Equal(["b"], _ran);

        _time.Advance(SweepJobs.TimeLimit.ToTimeSpan() - TimeSpan.FromTicks(1));
        Assert.False(run.IsCompleted || given.IsCancellationRequested);
        _time.Advance(TimeSpan.FromTicks(1));

        var failed = await Assert.ThrowsAsync<AggregateException>(() => run);
        Assert.IsType<TimeoutException>(Assert.Single(failed.InnerExceptions));
        Assert.True(given.IsCancellationRequested);
        AssertLogged("a");
    }

    [Fact]
    public async Task A_stopping_host_ends_the_run_without_counting_a_failure()
    {
        var run = RunAsync(new SweepJob("a", cancellation => Task.Delay(Timeout.Infinite, cancellation)));
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        Assert.Empty(_logs.All);
    }

    [Fact]
    public async Task Failures_are_counted_by_job()
    {
        const string job = "a job of this test alone";
        ConcurrentQueue<(long, string)> counted = [];
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "booking_engine.sweep.failures")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Enqueue((value, string.Join(' ', tags.ToArray()))));
        listener.Start();

        await Assert.ThrowsAsync<AggregateException>(() => RunAsync(new SweepJob(job, _ => throw new InvalidOperationException("A bug."))));

        Assert.Equal([(1, $"[job, {job}]")], counted.Where(c => c.Item2.Contains(job, StringComparison.Ordinal)));
    }

    private async Task RunAsync(params SweepJob[] jobs)
    {
        using var factory = new LoggerFactory([_logs]);
        await new SweepJobs(_time, factory.CreateLogger<SweepJobs>()).RunAsync(jobs, _stop.Token);
    }

    private SweepJob Ends(string name) => new(name, _ =>
    {
        _ran.Add(name);
        return Task.CompletedTask;
    });

    private void AssertLogged(params string[] jobs) => Assert.Equal(
        jobs.Select(job => $"{typeof(SweepJobs)} The sweep's job {job} failed or took too long; the next sweep runs it again"),
        _logs.All.Select(line => line[..line.IndexOf(" [Job,", StringComparison.Ordinal)]));
}
