using System.Collections.Immutable;
using BookingEngine.Calendars.Events;
using BookingEngine.Privacy;

namespace BookingEngine.Bookings.Show;

/// <summary>Who did what to a booking, and when. From its events, the oldest first.</summary>
public sealed class GetBookingHistoryHandler(BookingFinder finder, BookingHistory history, BookingAccess access, BookingTexts texts)
{
    public async Task<Outcome<ImmutableArray<BookingChange>>> HandleAsync(BookingId id, Actor actor, CancellationToken cancellation)
    {
        if (await finder.FindAsync(id, cancellation) is not { } booking
            || !await access.CanReadAsync(actor, booking, cancellation))
        {
            return BookingRefusals.Unknown;
        }

        Booking? current = null;
        var changes = ImmutableArray.CreateBuilder<BookingChange>();
        foreach (var recorded in await history.ReadAsync(id, cancellation))
        {
            current = BookingHistory.Apply(current, recorded);

            // A move is shown once, by the event in the old calendar.
            if (recorded.Event is not (MoveReserved or BookingMovedIn))
            {
                changes.Add(new BookingChange(recorded, current));
            }
        }

        return await WithReasonsAsync(changes.ToImmutable(), cancellation);
    }

    // A reason is encrypted for the customer of its time. An account may have taken the booking over from a guest since.
    private async Task<ImmutableArray<BookingChange>> WithReasonsAsync(ImmutableArray<BookingChange> changes, CancellationToken cancellation)
    {
        var reasoned = changes.Where(change => ReasonOf(change) is not null).Select(change => (change.Booking.UserId, change.Booking.Id)).Distinct().ToList();
        var keys = await texts.FindKeysAsync(reasoned, cancellation);
        return [.. changes.Select(change => ReasonOf(change) is { } reason ? WithReason(change, reason, keys.GetValueOrDefault((change.Booking.UserId, change.Booking.Id))) : change)];
    }

    private static BookingChange WithReason(BookingChange change, Encrypted reason, MatterKey? key) =>
        key?.Decrypt(reason) is { } text ? change with { Reason = text } : change with { IsErased = true };

    private static Encrypted? ReasonOf(BookingChange change) => (change.Recorded.Event as IReasonedEvent)?.Reason;
}
