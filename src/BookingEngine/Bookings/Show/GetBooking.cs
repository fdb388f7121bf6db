using System.Text.Json;
using BookingEngine.Calendars.Events;
using BookingEngine.Privacy;
using NodaTime;

namespace BookingEngine.Bookings.Show;

/// <param name="AsOf">Null for now.</param>
public sealed record GetBookingQuery(BookingId Id, Actor Actor, Instant? AsOf);

/// <summary>A booking with the customer's notes and answers.</summary>
/// <param name="Details">Null if there are none, or the customer was erased.</param>
public sealed record DetailedBooking(Booking Booking, JsonElement? Details)
{
    /// <summary>Why it was last cancelled, declined or moved. Null if nobody said, or if the customer was erased.</summary>
    public string? Reason { get; init; }
}

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
        return shown is null ? BookingRefusals.DidNotExistYet : await DecryptAsync(shown, cancellation);
    }

    private async Task<DetailedBooking> DecryptAsync(Booking booking, CancellationToken cancellation)
    {
        if (booking is { Details: null, Reason: null } || await personal.FindKeyAsync(booking.UserId.ToString(), cancellation) is not { } key)
        {
            return new DetailedBooking(booking, null);
        }

        return new DetailedBooking(booking, booking.Details is { } details ? Read(key.Decrypt(details)) : null)
        {
            Reason = booking.Reason is { } reason ? key.Decrypt(reason) : null,
        };
    }

    private static JsonElement Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
