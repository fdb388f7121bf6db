using System.Collections.Immutable;
using System.Text.Json;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Bookings.Show;

/// <param name="AsOf">When; now, where null.</param>
public sealed record GetBookingQuery(BookingId Id, Actor Actor, Instant? AsOf);

/// <summary>A booking with what the customer said when booking.</summary>
/// <param name="Details">Notes and answers; null where there are none, or the customer was erased.</param>
public sealed record DetailedBooking(Booking Booking, JsonElement? Details);

public sealed class GetBookingHandler(BookingFinder finder, BookingHistory history, BookingAccess staff, PersonalData personal)
{
    public async Task<Outcome<DetailedBooking>> HandleAsync(GetBookingQuery query, Instant now, CancellationToken cancellation)
    {
        if (await finder.FindAsync(query.Id, cancellation) is not { } booking
            || await staff.RightOfAsync(query.Actor, booking, cancellation) is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        if (query.AsOf > now)
        {
            return BookingRefusals.InTheFuture;
        }

        var then = query.AsOf is { } asOf ? BookingHistory.At(asOf, await history.ReadAsync(query.Id, cancellation)) : booking;
        return then is null ? BookingRefusals.NotThen : new DetailedBooking(then, await OpenAsync(then, cancellation));
    }

    private async Task<JsonElement?> OpenAsync(Booking booking, CancellationToken cancellation)
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

/// <summary>One thing that happened to a booking.</summary>
/// <param name="Booking">What it was from then on.</param>
public sealed record BookingChange(RecordedEvent Recorded, Booking Booking);

/// <summary>Who did what when with a booking, from its events alone, the oldest first.</summary>
public sealed class GetBookingHistoryHandler(BookingFinder finder, BookingHistory history, BookingAccess staff)
{
    public async Task<Outcome<ImmutableArray<BookingChange>>> HandleAsync(BookingId id, Actor actor, CancellationToken cancellation)
    {
        if (await finder.FindAsync(id, cancellation) is not { } booking
            || await staff.RightOfAsync(actor, booking, cancellation) is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        Booking? now = null;
        var changes = ImmutableArray.CreateBuilder<BookingChange>();
        foreach (var recorded in await history.ReadAsync(id, cancellation))
        {
            now = BookingHistory.After(now, recorded);

            // Of a move the calendar that was left tells, and the other only how it got there.
            if (recorded.Event is not (MoveReserved or BookingMovedIn))
            {
                changes.Add(new BookingChange(recorded, now));
            }
        }

        return changes.ToImmutable();
    }
}
