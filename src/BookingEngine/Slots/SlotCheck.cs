using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>What a command asks before it books, holds or moves.</summary>
public static class SlotCheck
{
    /// <summary>Whether the start can be booked now: the first unavailability, in the order of <see cref="Unavailability"/>; null for none, and then
    /// <see cref="SlotSearch"/> offers it.</summary>
    public static Unavailability? UnavailabilityAt(Instant start, SlotQuery terms, ResourceOccupancy calendar)
    {
        if (terms.UnavailabilityOf(calendar.Resource) is { } unavailability)
        {
            return unavailability;
        }

        var ticks = SlotRange.Ticks(start);
        return start < SlotRange.Latest || start <= terms.Now
            ? SlotRules.Of(terms, calendar, ticks, ticks).UnavailabilityAt(ticks, out _)
            : Unavailability.OutOfRange;
    }

    /// <summary>The same for staff who override: off the grid, outside hours, against notice and horizon and over capacity. Nobody books the
    /// past, or what is no longer offered.</summary>
    public static Unavailability? UnavailabilityForOverride(Instant start, SlotQuery terms, ResourceOccupancy calendar) =>
        terms.UnavailabilityOf(calendar.Resource, seatsMatter: false) ?? start switch
        {
            _ when start <= terms.Now => Unavailability.InThePast,
            _ when start >= SlotRange.Latest => Unavailability.OutOfRange,
            _ => null,
        };

    /// <summary>Whether what is there leaves room, at any time: for what is brought over from elsewhere.</summary>
    internal static bool HasRoom(Instant start, SlotQuery terms, ResourceOccupancy calendar)
    {
        var ticks = SlotRange.Ticks(start);
        return new SlotRoom(terms, calendar, ticks, ticks).UnavailabilityAt(ticks, out _) is null;
    }

    /// <summary><see cref="UnavailabilityAt"/> or, with the override, <see cref="UnavailabilityForOverride"/>, as the API says it.</summary>
    public static Refusal? Check(Instant start, SlotQuery terms, ResourceOccupancy calendar, bool isOverride) =>
        (isOverride ? UnavailabilityForOverride(start, terms, calendar) : UnavailabilityAt(start, terms, calendar)) is { } unavailability
            ? SlotRefusals.Of(unavailability)
            : null;
}
