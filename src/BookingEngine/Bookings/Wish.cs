using BookingEngine.Availability;
using BookingEngine.Catalogue;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>A wish to book whose service and instant are known.</summary>
internal sealed record Wish(BookSlot Command, Service Service, Instant Start, CommandContext Context)
{
    /// <summary>How many free starts an answer names in place of a taken one.</summary>
    public const int NextStarts = 3;

    /// <summary>How far ahead they are looked for.</summary>
    public static readonly Duration Horizon = Duration.FromDays(31);

    public SlotTerms Terms => new(Service, Context.Now, Command.Quantity);

    public BookingMade Make(PlacedCalendar placed) =>
        Make(new BookingId(Context.CommitId.Derive("booking")), Command, Service, Start, placed.Resource.Id, placed.Location);

    public static BookingMade Make(BookingId id, BookSlot command, Service service, Instant at, ResourceId resource, Location location)
    {
        // Beyond the range nothing is booked, and no clock on a wall shows it.
        var start = Instant.Max(SlotRange.Earliest, Instant.Min(at, SlotRange.Latest));
        var isOverride = command.OverridesAs is not null;
        return new(
            id, command.UserId, service.Id, resource, start, start + service.Duration,
            start.InZone(ZoneData.Zones[location.TimeZone]).LocalDateTime, location.TimeZone, ZoneData.Version, command.Quantity,
            BookingTerms.Of(service), service.Approval && !isOverride, isOverride, HoldId: null, Details: null);
    }
}
