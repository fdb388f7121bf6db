using System.Text.Json;

namespace BookingEngine.FunctionsHost.Timers;

/// <summary>The schedule information of a timer function.</summary>
internal sealed record TimerStatus(DateTimeOffset Last, DateTimeOffset Next)
{
    public static TimerStatus At(DateTimeOffset now) => new(now, now);

    /// <summary>A <c>TimerInfo</c> as the Functions host writes it.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        Schedule = new { AdjustForDST = true },
        ScheduleStatus = new { Last, Next, LastUpdated = Last },
        IsPastDue = false,
    });
}
