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
    /// <summary>The move that brought it into this calendar; null where it was made here.</summary>
    public MoveId? Arrival { get; init; }

    /// <summary>Of one whose time is only kept for it: where it still is, until that calendar decides; null for one that is here.</summary>
    public MoveUnderWay? UnderWay { get; init; }

    internal static TakenEntry EntryOf(BookingMade e) => EntryOf(
        e.BookingId.Value, e.ServiceId, e.Start, e.End, e.Quantity, null,
        new BookingFacts(e.UserId, e.IsPending ? BookingStatus.Pending : BookingStatus.Confirmed, e.TimeZone, e.Terms));

    internal static TakenEntry EntryOf(HoldPlaced e) => EntryOf(
        e.HoldId, e.ServiceId, e.Time.Start, e.Time.End, e.Quantity, e.Expires,
        new BookingFacts(e.UserId, BookingStatus.Held, e.Time.TimeZone, e.Terms));

    internal static TakenEntry EntryOf(MoveReserved e, Instant at) => EntryOf(
        e.BookingId.Value, e.ServiceId, e.Time.Start, e.Time.End, e.Quantity, null,
        new BookingFacts(e.UserId, e.Status, e.Time.TimeZone, e.Terms) { Arrival = e.MoveId, UnderWay = new MoveUnderWay(e.From, at) });

    /// <param name="expires">Of a hold.</param>
    internal static TakenEntry EntryOf(
        Guid id, ServiceId service, Instant start, Instant end, int quantity, Instant? expires, BookingFacts facts) => new(
        id, facts.By, service, start, end, facts.Terms.BufferBefore, facts.Terms.BufferAfter, quantity, facts.Terms.Shared, facts.Blocks, expires)
        {
            Facts = facts,
        };

    private TakenBy By => Status switch
    {
        _ when UnderWay is not null => TakenBy.Move,
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

/// <summary>A move that has not come to its end yet.</summary>
/// <param name="Since">When it began: nothing of it was recorded earlier.</param>
public sealed record MoveUnderWay(ResourceId From, Instant Since);

internal static class TakenEntryChanges
{
    extension(TakenEntry entry)
    {
        /// <summary>The same with other facts, and what follows from them.</summary>
        public TakenEntry As(BookingFacts facts) =>
            BookingFacts.EntryOf(entry.Id, entry.ServiceId, entry.Start, entry.End, entry.Quantity, entry.Expires, facts);

        /// <summary>The same at another time.</summary>
        public TakenEntry At(AgreedTime time) => BookingFacts.EntryOf(
            entry.Id, entry.ServiceId, time.Start, time.End, entry.Quantity, entry.Expires, entry.Facts! with { TimeZone = time.TimeZone });
    }
}
