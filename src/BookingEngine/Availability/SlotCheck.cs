using NodaTime;

namespace BookingEngine.Availability;

/// <summary>What a command asks before it books, holds or moves.</summary>
public static class SlotCheck
{
    /// <summary>Whether the start can be booked now: the first obstacle, in the order of <see cref="SlotObstacle"/>; null for none, and then
    /// <see cref="AvailabilitySearch"/> offers it.</summary>
    public static SlotObstacle? ObstacleTo(Instant start, SlotTerms terms, ResourceCalendar calendar)
    {
        if (terms.ObstacleAt(calendar.Resource) is { } obstacle)
        {
            return obstacle;
        }

        var ticks = SlotRange.Ticks(start);
        return start < SlotRange.Latest || start <= terms.Now
            ? SlotJudge.Of(terms, calendar, ticks, ticks).ObstacleTo(ticks, out _)
            : SlotObstacle.OutOfRange;
    }

    /// <summary>The same for staff who override: off the grid, outside hours, against notice and horizon and over capacity. Nobody books the
    /// past, or what is no longer offered.</summary>
    public static SlotObstacle? ObstacleToOverride(Instant start, SlotTerms terms, ResourceCalendar calendar) => start switch
    {
        _ when terms.ObstacleAt(calendar.Resource) is { } obstacle && (obstacle != SlotObstacle.QuantityOutOfRange || terms.Quantity < 1) => obstacle,
        _ when start <= terms.Now => SlotObstacle.InThePast,
        _ when start >= SlotRange.Latest => SlotObstacle.OutOfRange,
        _ => null,
    };

    /// <summary>Whether what is there leaves room, at any time: for what is brought over from elsewhere.</summary>
    internal static bool HasRoom(Instant start, SlotTerms terms, ResourceCalendar calendar)
    {
        var ticks = SlotRange.Ticks(start);
        return new SlotRoom(terms, calendar, ticks, ticks).ObstacleTo(ticks, out _) is null;
    }

    /// <summary><see cref="ObstacleTo"/> or, with the override, <see cref="ObstacleToOverride"/>, as the API says it.</summary>
    public static Refusal? Check(Instant start, SlotTerms terms, ResourceCalendar calendar, bool isOverride) =>
        (isOverride ? ObstacleToOverride(start, terms, calendar) : ObstacleTo(start, terms, calendar)) is { } obstacle
            ? SlotRefusals.Of(obstacle)
            : null;
}
