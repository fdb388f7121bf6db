using System.Collections.Immutable;
using BookingEngine.Aggregates;
using BookingEngine.BookingLimits;
using BookingEngine.Bookings;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Availability;

/// <summary>What to look for when a booking is to be moved.</summary>
/// <param name="ResourceId">The new resource of a booking of one.</param>
public sealed record MoveQuery(SlotQuery Query, ResourceId ResourceId)
{
    /// <summary>For a booking of several resources: what it needs.</summary>
    public ImmutableArray<ResourceNeed>? Needs { get; init; }

    /// <summary>Its present resources.</summary>
    public IReadOnlyCollection<ResourceId> Preferred { get; init; } = [];
}

/// <summary>Reads the booking that is to be moved. A reschedule decides by the same rules.</summary>
public sealed class MoveQueryReader(
    BookingFinder finder, BookingAccess access, AggregateLoader loader, CatalogueCache catalogue, CustomerLimitCheck customers)
{
    public async Task<Outcome<MoveQuery>> ReadAsync(
        AvailabilityRequest request, BookingId id, Actor by, Instant now, CancellationToken cancellation)
    {
        if (await finder.FindAsync(id, cancellation) is not { } booking
            || await access.RightOfAsync(by, booking, cancellation) is var right && right is BookingRight.None
            || await catalogue.ServiceAsync(booking.ServiceId, cancellation) is not { } present)
        {
            return BookingRefusals.Unknown;
        }

        if (RescheduleRules.OfVisit(booking, present) is not { } service)
        {
            return BookingRefusals.VisitChanged;
        }

        var calendar = (await loader.RefreshAsync<Calendar>(Calendar.StreamOf(booking.CalendarId), cancellation)).State;
        if (calendar.Find(id, now) is not { } known)
        {
            return booking.IsActive ? BookingRefusals.EndedLongAgo : BookingRefusals.WrongState(booking.Status);
        }

        var resource = request.ResourceId ?? booking.ResourceId;
        if (RescheduleRules.Check(known, right, now) is { } refusal)
        {
            return refusal;
        }

        var limits = booking.IsLimited ? await customers.ReadAsync(booking.UserId, service, id, now, cancellation) : null;
        if (booking.Resources is not null)
        {
            return new MoveQuery(RescheduleRules.QueryOf(known, service, sameResource: null, now) with { Limits = limits }, resource)
            {
                Needs = RescheduleRules.NeedsOf(booking, service),
                Preferred = [.. booking.ResourceIds],
            };
        }

        return new MoveQuery(
            RescheduleRules.QueryOf(known, service, resource == booking.ResourceId ? resource : null, now) with
            {
                Limits = limits,
            },
            resource);
    }
}
