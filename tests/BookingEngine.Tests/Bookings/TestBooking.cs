using BookingEngine.Bookings.Candidates;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

/// <summary>Builds events of bookings of the default resource.</summary>
public static class TestBooking
{
    /// <summary>An instant before all bookings.</summary>
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 0, 0);

    public static BookingMade At(Instant start) => At(start, Duration.FromMinutes(30), Guid.CreateVersion7());

    public static BookingMade At(Instant start, Duration length, Guid id) => new(
        new BookingId(id), new UserId(id), DefaultCatalogue.Service, DefaultCatalogue.Resource, start, start + length,
        start.InUtc().LocalDateTime, "Etc/UTC", ZoneData.Version, Quantity: 1, BookingTerms.Of(DefaultCatalogue.InitialService),
        IsPending: false, IsOverride: false, HoldId: null, Details: null);

    public static BookingMade At(Instant start, Service service) => At(start) with { Terms = BookingTerms.Of(service) };

    /// <summary>The events that lead the booking to this status.</summary>
    public static IDomainEvent[] Until(this BookingMade made, BookingStatus status) => status switch
    {
        BookingStatus.Confirmed => [made],
        BookingStatus.Pending => [made with { IsPending = true }],
        BookingStatus.Cancelled => [made, new BookingCancelled(made.BookingId, null, IsOverride: false)],
        BookingStatus.Declined => [made with { IsPending = true }, new BookingDeclined(made.BookingId, null)],
        BookingStatus.Completed => [made, new BookingCompleted(made.BookingId, null)],
        BookingStatus.NoShow => [made, new NoShowRecorded(made.BookingId, null)],
        _ => throw new ArgumentOutOfRangeException(nameof(status)),
    };

    /// <summary>Decides about a booking of the default service with the wanted duration.</summary>
    /// <param name="now">Null for an instant long before the booking.</param>
    public static Decision Book(this Calendar calendar, BookingMade wanted, Instant? now = null)
    {
        var service = DefaultCatalogue.InitialService with { Duration = wanted.End - wanted.Start, SlotInterval = Duration.FromMinutes(1) };
        var at = new ResourceAtLocation(DefaultCatalogue.InitialResource, DefaultCatalogue.InitialLocation, calendar);
        var candidate = new SlotCandidate(new SlotQuery(service, now ?? Now), at, wanted.Start, wanted.IsOverride);
        return candidate.Check(calendar) is { } refusal ? refusal : Decision.Of(wanted);
    }
}
