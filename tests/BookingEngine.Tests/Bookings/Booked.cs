using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings;

/// <summary>Bookings of the default resource, as events.</summary>
public static class Booked
{
    public static BookingConfirmed At(Instant start) => At(start, Duration.FromMinutes(30), Guid.CreateVersion7());

    public static BookingConfirmed At(Instant start, Duration length, Guid id) => new(
        new BookingId(id), new UserId(id), DefaultCatalogue.Service, DefaultCatalogue.Resource, start, start + length,
        start.InUtc().LocalDateTime, "Etc/UTC", ZoneData.Version, Quantity: 1);
}
