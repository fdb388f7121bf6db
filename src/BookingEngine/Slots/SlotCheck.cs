using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots;

/// <summary>Checks a slot before a command books, holds or moves.</summary>
public static class SlotCheck
{
    /// <summary>Why the start cannot be booked now: the first reason, in the order of <see cref="Unavailability"/>. If null,
    /// <see cref="SlotSearch"/> offers the start.</summary>
    public static Unavailability? UnavailabilityAt(Instant start, SlotQuery query, ResourceOccupancy calendar)
    {
        if (query.UnavailabilityOf(calendar.Resource) is { } unavailability)
        {
            return unavailability;
        }

        var ticks = SlotRange.Ticks(start);
        return start < SlotRange.Latest || start <= query.Now
            ? SlotRules.Of(query, calendar, ticks, ticks).UnavailabilityAt(ticks, out _)
            : Unavailability.OutOfRange;
    }

    /// <summary>The same for staff who override: off the grid, outside hours and validity, in external busy times, despite notice and horizon, and over capacity. Nobody can
    /// book the past, or what is no longer offered.</summary>
    public static Unavailability? UnavailabilityForOverride(Instant start, SlotQuery query, ResourceOccupancy calendar) =>
        query.UnavailabilityOf(calendar.Resource, checkSeats: false) ?? start switch
        {
            _ when start <= query.Now => Unavailability.InThePast,
            _ when start >= SlotRange.Latest => Unavailability.OutOfRange,
            _ => null,
        };

    /// <summary>Why a booking cannot last longer.</summary>
    /// <param name="until">Its present end.</param>
    /// <param name="query">With the new duration, and without the booking.</param>
    public static Unavailability? UnavailabilityToExtend(Instant start, Instant until, SlotQuery query, ResourceOccupancy calendar)
    {
        var ticks = SlotRange.Ticks(start);
        return SlotRules.Of(query, calendar, ticks, ticks).UnavailabilityToExtend(ticks, SlotRange.Ticks(until));
    }

    /// <summary>Whether the resource has room, whatever its hours and the service's rules say.</summary>
    internal static bool HasRoom(Instant start, SlotQuery query, ResourceOccupancy calendar)
    {
        var ticks = SlotRange.Ticks(start);
        return new SlotRoom(query, calendar, ticks, ticks).UnavailabilityAt(ticks, out _) is null;
    }

    /// <summary>The refusal for <see cref="UnavailabilityAt"/> or, with an override, for <see cref="UnavailabilityForOverride"/>.</summary>
    public static Refusal? Check(Instant start, SlotQuery query, ResourceOccupancy calendar, bool isOverride) =>
        (isOverride ? UnavailabilityForOverride(start, query, calendar) : UnavailabilityAt(start, query, calendar)) is { } unavailability
            ? SlotRefusals.Of(unavailability)
            : null;
}
