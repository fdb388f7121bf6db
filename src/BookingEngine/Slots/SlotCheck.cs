using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>What a command asks before it books, holds or moves.</summary>
public static class SlotCheck
{
    /// <summary>Whether the start can be booked now: the first obstacle, in the order of <see cref="Unavailability"/>; null for none, and then
    /// <see cref="SlotSearch"/> offers it.</summary>
    public static Unavailability? ObstacleTo(Instant start, SlotQuery terms, ResourceOccupancy calendar)
    {
        if (terms.ObstacleAt(calendar.Resource) is { } obstacle)
        {
            return obstacle;
        }

        var ticks = SlotRange.Ticks(start);
        return start < SlotRange.Latest || start <= terms.Now
            ? SlotRules.Of(terms, calendar, ticks, ticks).ObstacleTo(ticks, out _)
            : Unavailability.OutOfRange;
    }

    /// <summary>The same for staff who override: off the grid, outside hours, against notice and horizon and over capacity. Nobody books the
    /// past, or what is no longer offered.</summary>
    public static Unavailability? ObstacleToOverride(Instant start, SlotQuery terms, ResourceOccupancy calendar) =>
        terms.ObstacleAt(calendar.Resource, seatsMatter: false) ?? start switch
        {
            _ when start <= terms.Now => Unavailability.InThePast,
            _ when start >= SlotRange.Latest => Unavailability.OutOfRange,
            _ => null,
        };

    /// <summary>Whether what is there leaves room, at any time: for what is brought over from elsewhere.</summary>
    internal static bool HasRoom(Instant start, SlotQuery terms, ResourceOccupancy calendar)
    {
        var ticks = SlotRange.Ticks(start);
        return new SlotRoom(terms, calendar, ticks, ticks).ObstacleTo(ticks, out _) is null;
    }

    /// <summary><see cref="ObstacleTo"/> or, with the override, <see cref="ObstacleToOverride"/>, as the API says it.</summary>
    public static Refusal? Check(Instant start, SlotQuery terms, ResourceOccupancy calendar, bool isOverride) =>
        (isOverride ? ObstacleToOverride(start, terms, calendar) : ObstacleTo(start, terms, calendar)) is { } obstacle
            ? SlotRefusals.Of(obstacle)
            : null;
}
