using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Guests;
using BookingEngine.Privacy;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Holds;

/// <summary>Books a hold. Optional members must equal the hold's values.</summary>
/// <param name="Service">The hold's service, from <see cref="BookHoldHandler.ServiceOfAsync"/>. Null if the hold is gone; then the decision
/// refuses.</param>
public sealed record BookHold(UserId UserId, HoldId Id, Service? Service)
{
    public SlotInput? When { get; init; }

    public ServiceId? ServiceId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public int? Quantity { get; init; }

    public Duration? Length { get; init; }

    /// <summary>Notes and answers as JSON; null for none.</summary>
    public string? Details { get; init; }

    /// <summary>The languages that the request accepts, the best first, separated by commas; null if it does not say.</summary>
    public string? Languages { get; init; }

    /// <summary>The guest and the member of staff who holds the slot; null for customers who book for themselves.</summary>
    public (Guest Guest, Actor By)? For { get; init; }

    /// <summary>The visitor who holds the slot; null for others.</summary>
    public VisitorGuest? Visitor { get; init; }

    /// <summary>The guest for whom the waitlist holds the slot, in the guest's own name; null for others.</summary>
    public Guest? Waiting { get; init; }

    internal Guest? GuestToBookFor => For?.Guest ?? Visitor?.Guest ?? Waiting;

    internal bool Matches(OccupiedSlot hold) =>
        (ServiceId ?? hold.ServiceId) == hold.ServiceId
        && (ResourceId is not { } resource || (hold.State.Shared?.Resources is { } several ? several.Any(r => r.ResourceId == resource) : resource == Id.ResourceId))
        && (Quantity ?? hold.Quantity) == hold.Quantity
        && (Length ?? hold.End - hold.Start) == hold.End - hold.Start
        && (When is not { } when || Matches(when, hold));

    private static bool Matches(SlotInput when, OccupiedSlot hold) =>
        when.Instant is { } instant ? instant == hold.Start : hold.Start.InZone(ZoneData.Zones[hold.State.TimeZone]).LocalDateTime == when.Local;
}

/// <param name="HasProvedAddress">Whether the visitor has followed a link in a mail to the address.</param>
public sealed record VisitorGuest(Guest Guest, bool HasProvedAddress);

/// <summary>The data of a booking that a hold becomes.</summary>
/// <param name="Id">The hold's id, so that its claims become the booking's.</param>
/// <param name="Details">Encrypted with the customer's key.</param>
public sealed record HoldBooking(BookHold Command, BookingId Id, UserId Customer, bool IsPending, Encrypted? Details)
{
    /// <summary>For a hold of several resources: the decision that turns it into a booking.</summary>
    public MoveId? DecisionId { get; init; }

    internal BookingMade Make(OccupiedSlot hold)
    {
        var time = BookHoldHandler.TimeOf(hold);
        return new(
            Id, Customer, hold.ServiceId, Command.Id.ResourceId, time.Start, time.End, time.LocalStart, time.TimeZone, time.ZoneData,
            hold.Quantity, hold.State.Terms, IsPending, IsOverride: false, hold.Id, Details)
        {
            ResourceId = hold.State.Shared?.Resources is [var first, ..] ? first.ResourceId : Command.Id.ResourceId,
            Resources = hold.State.Shared?.Resources,
            Segments = hold.State.Shared?.Segments,
            DecisionId = hold.State.Shared is null ? null : DecisionId,
            IsGuest = Command.GuestToBookFor is not null,
            IsUnproved = Command.Visitor is { HasProvedAddress: false },
            Languages = Command.Languages,
            Reminders = Command.Service?.Reminders,
        };
    }
}
