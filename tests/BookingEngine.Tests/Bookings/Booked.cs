using BookingEngine.Availability;
using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

/// <summary>Bookings of the default resource, as events.</summary>
public static class Booked
{
    /// <summary>Before all of them.</summary>
    private static readonly Instant Now = Instant.FromUtc(2030, 1, 1, 0, 0);

    public static BookingMade At(Instant start) => At(start, Duration.FromMinutes(30), Guid.CreateVersion7());

    public static BookingMade At(Instant start, Duration length, Guid id) => new(
        new BookingId(id), new UserId(id), DefaultCatalogue.Service, DefaultCatalogue.Resource, start, start + length,
        start.InUtc().LocalDateTime, "Etc/UTC", ZoneData.Version, Quantity: 1, BookingTerms.Of(DefaultCatalogue.InitialService),
        IsPending: false, IsOverride: false, HoldId: null, Details: null);

    /// <summary>What the calendar says to a booking of the default service, for as long as it takes.</summary>
    public static Decision Book(this Calendar calendar, BookingMade wanted)
    {
        var service = DefaultCatalogue.InitialService with { Duration = wanted.End - wanted.Start, SlotInterval = Duration.FromMinutes(1) };
        return TakeSlot.Decide(
            calendar, wanted.ResourceId, DefaultCatalogue.InitialLocation, wanted.Start, new SlotTerms(service, Now), wanted.IsOverride, wanted);
    }
}
