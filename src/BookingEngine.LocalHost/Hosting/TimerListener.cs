using BookingEngine.Ports;
using Microsoft.Azure.Functions.Worker;
using NCrontab;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>Invokes timer functions on their schedules, and once at the start. The first run finds the work that was in the memory queues of
/// an earlier process.</summary>
public sealed class TimerListener(FunctionInstances instances, IIds ids, TimeProvider time, ILogger<TimerListener> logger) : StartedService
{
    private static readonly CrontabSchedule.ParseOptions WithSeconds = new() { IncludingSeconds = true };

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from function in FoundFunction.All
        where function.Trigger is TimerTriggerAttribute
        select RepeatAsync(function, CrontabSchedule.Parse(((TimerTriggerAttribute)function.Trigger).Schedule, WithSeconds), stoppingToken));

    private async Task RepeatAsync(FoundFunction function, CrontabSchedule schedule, CancellationToken stopping)
    {
        await Task.Yield();
        while (!stopping.IsCancellationRequested)
        {
            await InvokeAsync(function, stopping);
            var now = time.GetUtcNow();
            var next = new DateTimeOffset(schedule.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);
            await Task.Delay(next - now, time, stopping).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private async Task InvokeAsync(FoundFunction function, CancellationToken stopping)
    {
        try
        {
            await function.InvokeAsync(instances.Of(function), new TimerInfo(), new LocalInvocation(ids, stopping), _ => null);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            logger.TimerFailed(function.Name, e);
        }
        catch (Exception)
        {
            // The host is stopping, and its store may already be closed. The next start runs the timer again.
        }
    }
}
