using BookingEngine.Catalogue;
using BookingEngine.Guests;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Book;

/// <param name="When">When the slot begins; without an offset, in local time where the resource stands.</param>
public sealed record BookSlot(UserId UserId, SlotInput When)
{
    public BookSlot(UserId userId, Instant start)
        : this(userId, new SlotInput(default, start))
    {
    }

    public ServiceId ServiceId { get; init; } = DefaultCatalogue.Service;

    /// <summary>Any that gives the service, where null.</summary>
    public ResourceId? ResourceId { get; init; }

    /// <summary>Seats.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>Notes and answers as JSON; null where there are none.</summary>
    public string? Details { get; init; }

    /// <summary>Whom it is booked for, and by whom; null for who books for themselves.</summary>
    public (Guest Guest, Actor By)? For { get; init; }

    /// <summary>The role of a caller who books against the rules; null for who keeps to them.</summary>
    public Role? OverridesAs { get; init; }
}
