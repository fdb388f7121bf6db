using BookingEngine.Catalogue;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Calendars.Events;

/// <summary>A booking from when there was only one service, without buffers, notices or approval.</summary>
internal sealed record BookingConfirmedV1(
    BookingId BookingId, UserId UserId, ServiceId ServiceId, ResourceId ResourceId, Instant Start, Instant End,
    LocalDateTime LocalStart, string TimeZone, string ZoneData, int Quantity)
{
    private static readonly BookingTerms Terms = BookingTerms.Of(DefaultCatalogue.InitialService);

    public BookingMade ToMade() => new(
        BookingId, UserId, ServiceId, ResourceId, Start, End, LocalStart, TimeZone, ZoneData, Quantity, Terms, IsPending: false,
        IsOverride: false, HoldId: null, Details: null);
}
