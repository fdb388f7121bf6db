using NCrontab;

namespace BookingEngine.FunctionsHost.Timers;

/// <summary>Fires a timer on its UTC schedule, never concurrently. A failure is not retried before the next occurrence.</summary>
internal sealed class TimerListener(string schedule, Func<TimerStatus, CancellationToken, Task> fire, TimeProvider time)
{
    private readonly CrontabSchedule _schedule = CrontabSchedule.Parse(schedule, new() { IncludingSeconds = true });

    public async Task RunAsync(CancellationToken stopping)
    {
        for (var last = time.GetUtcNow(); ;)
        {
            // A delay may end slightly early. Then the next occurrence is computed from the last one.
            var now = time.GetUtcNow();
            var next = NextAfter(now > last ? now : last);
            await Task.Delay(next - now, time, stopping);
            await fire(new(last, NextAfter(next)), stopping);
            last = next;
        }
    }

    private DateTimeOffset NextAfter(DateTimeOffset instant) => new(_schedule.GetNextOccurrence(instant.UtcDateTime), TimeSpan.Zero);
}
