using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.ReadModels;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings.Lists;

/// <summary>Which bookings to list. Without a user, a resource or <see cref="OfAll"/>: the caller's own.</summary>
public sealed record BookingFilter
{
    public static BookingFilter None { get; } = new();

    /// <summary>All bookings that the caller may see.</summary>
    public bool OfAll { get; init; }

    /// <summary>The caller's own bookings, also of one resource. False if the caller did not say so.</summary>
    public bool OfOwn { get; init; }

    public UserId? UserId { get; init; }

    public ResourceId? ResourceId { get; init; }

    public ServiceId? ServiceId { get; init; }

    public SeriesId? SeriesId { get; init; }

    /// <summary>Only bookings ahead that could not keep their local time when the rules of their zone changed.</summary>
    public bool HasRezoneConflict { get; init; }

    /// <summary>Empty for any.</summary>
    public ImmutableArray<BookingStatus> Statuses { get; init; } = [];

    public RangeBound? From { get; init; }

    /// <summary>Excluded.</summary>
    public RangeBound? To { get; init; }

    /// <summary>The zone of the dates. If null: the zone of the resource's location, or of the default location.</summary>
    public DateTimeZone? Zone { get; init; }

    /// <summary>Whether it selects the caller's own bookings only. Everyone may list these.</summary>
    public bool IsOwn(UserId caller) =>
        !HasRezoneConflict && (OfOwn || (!OfAll && ResourceId is null && (UserId is null || UserId == caller)));

    /// <summary>Whether it selects all of the caller's own bookings.</summary>
    public bool IsAllOwn(UserId caller) =>
        IsOwn(caller) && SeriesId is null && ResourceId is null && ServiceId is null && Statuses.IsEmpty && From is null && To is null;

    /// <summary>Whether a booking matches, apart from its time.</summary>
    internal bool Matches(ListKeys booking) =>
        (ResourceId is not { } resource || resource.Value == booking.Resource)
        && (ServiceId is not { } service || service.Value == booking.Service)
        && (Statuses.IsEmpty || Statuses.Any(status => status.Name == booking.Status));

    /// <summary>The same for a booking of several resources, each of which can be asked for.</summary>
    internal bool Matches(Booking booking) =>
        (ResourceId is not { } resource || booking.ResourceIds.Contains(resource))
        && (ServiceId is not { } service || service == booking.ServiceId)
        && (Statuses.IsEmpty || Statuses.Contains(booking.Status));
}
