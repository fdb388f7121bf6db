using NCrontab;

namespace BookingEngine.FunctionsHost.Timers;

/// <summary>Fires a timer on its schedule (UTC), never twice at a time. A failure is not tried again before the next occurrence.</summary>
internal sealed class TimerListener(string schedule, Func<TimerStatus, CancellationToken, Task> fire, TimeProvider time)
{
    private readonly CrontabSchedule _schedule = CrontabSchedule.Parse(schedule, new() { IncludingSeconds = true });

    public async Task RunAsync(CancellationToken stopping)
    {
        for (var last = time.GetUtcNow(); ;)
        {
            // A delay may end a little early: the next occurrence counts from the last one then.
            var now = time.GetUtcNow();
            var next = NextAfter(now > last ? now : last);
            await Task.Delay(next - now, time, stopping);
            await fire(new(last, NextAfter(next)), stopping);
            last = next;
        }
    }

    private DateTimeOffset NextAfter(DateTimeOffset instant) => new(_schedule.GetNextOccurrence(instant.UtcDateTime), TimeSpan.Zero);
}
