using BookingEngine.Availability;
using BookingEngine.Catalogue;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>What later decisions about a booking, or a hold, ask for besides its time.</summary>
/// <param name="UserId">Whose it is.</param>
/// <param name="TimeZone">In which its local time was agreed on.</param>
public sealed record BookingFacts(UserId UserId, BookingStatus Status, string TimeZone, BookingTerms Terms)
{
    internal static TakenEntry EntryOf(BookingMade e) => EntryOf(
        e.BookingId.Value, e.ServiceId, e.Start, e.End, e.Quantity, null,
        new BookingFacts(e.UserId, e.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed, e.TimeZone, e.Terms));

    /// <param name="expires">Of a hold.</param>
    internal static TakenEntry EntryOf(
        Guid id, ServiceId service, Instant start, Instant end, int quantity, Instant? expires, BookingFacts facts) => new(
        id, facts.By, service, start, end, facts.Terms.BufferBefore, facts.Terms.BufferAfter, quantity, facts.Terms.Shared, facts.Blocks, expires)
        {
            Facts = facts,
        };

    private TakenBy By => Status switch
    {
        BookingStatus.Pending => TakenBy.Pending,
        BookingStatus.Held => TakenBy.Hold,
        _ => TakenBy.Booking,
    };

    private bool Blocks => Status switch
    {
        BookingStatus.Pending => Terms.PendingBlocks,
        BookingStatus.Cancelled or BookingStatus.Declined => false,
        _ => true,
    };
}
