using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Benchmarks.Stores;

/// <summary>Bookings as events, as the API records them.</summary>
public static class Bookings
{
    private static readonly SystemIds Ids = new(TimeProvider.System);
    private static readonly Instant StartOf2031 = Instant.FromUtc(2031, 1, 1, 0, 0);

    public static Guid NewId() => Ids.Next();

    /// <summary>The n-th half hour of 2031.</summary>
    public static BookingMade At(int n, ResourceId resource, UserId user) => At(StartOf2031 + Duration.FromMinutes(30L * n), resource, user);

    public static BookingMade At(Instant start, ResourceId resource, UserId user) => new(
        new BookingId(Ids.Next()), user, DefaultCatalogue.Service, resource, start, start + DefaultCatalogue.ServiceDuration,
        start.InUtc().LocalDateTime, DefaultCatalogue.Zone.Id, ZoneData.Version, Quantity: 1,
        BookingTerms.Of(DefaultCatalogue.InitialService), IsPending: false, IsOverride: false, HoldId: null, Details: null);

    public static Commit Commit(EventCatalogue catalogue, long expectedVersion, Instant recordedAt, params IReadOnlyList<BookingMade> bookings) => new(
        new CommitId(Ids.Next()), Calendar.StreamOf(bookings[0].ResourceId), expectedVersion, [.. bookings.Select(b => catalogue.Write(b))],
        new CommitMetadata(recordedAt, bookings[0].UserId.ToString(), Ids.Next().ToString("N")));

    public static ResourceId Resource(string prefix, int n) => new($"{prefix}-{n:00}");
}
