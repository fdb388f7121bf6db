using System.Collections.Immutable;
using BookingEngine.Calendars.Events;

namespace BookingEngine.Bookings.Show;

/// <summary>Who did what to a booking, and when. From its events, the oldest first.</summary>
public sealed class GetBookingHistoryHandler(BookingFinder finder, BookingHistory history, BookingAccess access)
{
    public async Task<Outcome<ImmutableArray<BookingChange>>> HandleAsync(BookingId id, Actor actor, CancellationToken cancellation)
    {
        if (await finder.FindAsync(id, cancellation) is not { } booking
            || await access.RightOfAsync(actor, booking, cancellation) is BookingRight.None)
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

        return changes.ToImmutable();
    }
}
