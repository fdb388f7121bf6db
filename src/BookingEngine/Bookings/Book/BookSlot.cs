using BookingEngine.Bookings.Candidates;
using BookingEngine.Catalogue;
using BookingEngine.Guests;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Book;

/// <param name="Service">As the caller has read it. The handler does not read it again.</param>
/// <param name="When">When the slot begins. Without an offset: local time at the resource's location.</param>
public sealed record BookSlot(UserId UserId, Service Service, SlotInput When)
{
    public BookSlot(UserId userId, Service service, Instant start)
        : this(userId, service, new SlotInput(default, start))
    {
    }

    /// <summary>Null for any resource of the service.</summary>
    public ResourceId? ResourceId { get; init; }

    /// <summary>For a service that takes several resources: those that must be among them, besides <see cref="ResourceId"/>.</summary>
    public IReadOnlyList<ResourceId> ResourceIds { get; init; } = [];

    internal IReadOnlyCollection<ResourceId> RequiredResources => ResourceId is { } one ? [one, .. ResourceIds] : ResourceIds;

    /// <summary>The number of seats.</summary>
    public int Quantity { get; init; } = 1;

    /// <summary>The length of the appointment; null for the service's duration.</summary>
    public Duration? Length { get; init; }

    /// <summary>Notes and answers as JSON; null for none.</summary>
    public string? Details { get; init; }

    /// <summary>The languages that the request accepts, the best first, separated by commas; null if it does not say.</summary>
    public string? Languages { get; init; }

    /// <summary>The guest and the member of staff who books for them; null for customers who book for themselves.</summary>
    public (Guest Guest, Actor By)? For { get; init; }

    /// <summary>The role of a caller who overrides the rules; null for no override.</summary>
    public Role? OverridesAs { get; init; }

    public SlotRequest Request => new(For?.By ?? new Actor(UserId, OverridesAs ?? Role.Customer), Service, When, ResourceId, Quantity)
    {
        Length = Length,
        IsOverride = OverridesAs is not null,
        IsForGuest = For is not null,
    };
}
