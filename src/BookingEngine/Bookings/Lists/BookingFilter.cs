using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Lists;

/// <summary>Which bookings somebody asks for. Whoever names nobody means their own.</summary>
public sealed record BookingFilter
{
    public static BookingFilter None { get; } = new();

    /// <summary>Everybody's, as far as the caller may see them.</summary>
    public bool OfAll { get; init; }

    public UserId? UserId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public ServiceId? ServiceId { get; init; }

    /// <summary>Any where empty.</summary>
    public ImmutableArray<BookingStatus> Statuses { get; init; } = [];

    public RangeBound? From { get; init; }

    /// <summary>Excluded.</summary>
    public RangeBound? To { get; init; }

    /// <summary>Whose dates are meant; where null, that of the resource's location, or of the default one.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>Whether it asks for the caller's own bookings and no others, which is everybody's right.</summary>
    public bool IsOwn(UserId caller) => !OfAll && ResourceId is null && (UserId is null || UserId == caller);

    /// <summary>Whether a booking is one of those, its time apart.</summary>
    internal bool Fits(Booking booking) =>
        (ResourceId is null || ResourceId == booking.ResourceId)
        && (ServiceId is null || ServiceId == booking.ServiceId)
        && (Statuses.IsEmpty || Statuses.Contains(booking.Status));
}
