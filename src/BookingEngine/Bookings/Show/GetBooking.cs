using System.Collections.Immutable;
using System.Text.Json;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Bookings.Show;

/// <param name="AsOf">Null for now.</param>
public sealed record GetBookingQuery(BookingId Id, Actor Actor, Instant? AsOf);

/// <summary>A booking with the customer's notes and answers.</summary>
/// <param name="Details">Null if there are none, or the customer was erased.</param>
public sealed record DetailedBooking(Booking Booking, JsonElement? Details);

public sealed class GetBookingHandler(BookingFinder finder, BookingHistory history, BookingAccess access, PersonalData personal)
{
    public async Task<Outcome<DetailedBooking>> HandleAsync(GetBookingQuery query, Instant now, CancellationToken cancellation)
    {
        if (await finder.FindAsync(query.Id, cancellation) is not { } booking
            || await access.RightOfAsync(query.Actor, booking, cancellation) is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        if (query.AsOf > now)
        {
            return BookingRefusals.InTheFuture;
        }

        var shown = query.AsOf is { } asOf ? BookingHistory.At(asOf, await history.ReadAsync(query.Id, cancellation)) : booking;
        return shown is null ? BookingRefusals.DidNotExistYet : new DetailedBooking(shown, await DecryptDetailsAsync(shown, cancellation));
    }

    private async Task<JsonElement?> DecryptDetailsAsync(Booking booking, CancellationToken cancellation)
    {
        if (booking.Details is not { } details
            || await personal.FindKeyAsync(booking.UserId.ToString(), cancellation) is not { } key)
        {
            return null;
        }

        using var document = JsonDocument.Parse(key.Decrypt(details));
        return document.RootElement.Clone();
    }
}

/// <summary>One event of a booking.</summary>
/// <param name="Booking">The booking after the event.</param>
public sealed record BookingChange(RecordedEvent Recorded, Booking Booking);

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
