using System.Text.Json;
using BookingEngine.Calendars.Events;
using NodaTime;

namespace BookingEngine.Bookings.Show;

/// <param name="AsOf">Null for now.</param>
public sealed record GetBookingQuery(BookingId Id, Actor Actor, Instant? AsOf);

/// <summary>A booking with the customer's notes and answers.</summary>
/// <param name="Details">Null if there are none, or if they or the customer were erased.</param>
public sealed record DetailedBooking(Booking Booking, JsonElement? Details)
{
    /// <summary>Why it was last cancelled, declined or moved. Null if nobody said, or if the customer was erased.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it had notes, answers or a reason that can no longer be read.</summary>
    public bool IsErased { get; init; }
}

public sealed class GetBookingHandler(BookingFinder finder, BookingHistory history, BookingAccess access, BookingTexts texts)
{
    public async Task<Outcome<DetailedBooking>> HandleAsync(GetBookingQuery query, Instant now, CancellationToken cancellation)
    {
        if (await finder.FindAsync(query.Id, cancellation) is not { } booking
            || !await access.CanReadAsync(query.Actor, booking, cancellation))
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
        if (booking is { Details: null, Reason: null })
        {
            return new DetailedBooking(booking, null);
        }

        var key = await texts.FindKeyAsync(booking.UserId, booking.Id, cancellation);
        var (details, reason) = (booking.Details is { } text ? key?.Decrypt(text) : null, booking.Reason is { } why ? key?.Decrypt(why) : null);
        return new DetailedBooking(booking, details is null ? null : Read(details))
        {
            Reason = reason,
            IsErased = (details is null && booking.Details is not null) || (reason is null && booking.Reason is not null),
        };
    }

    private static JsonElement Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }
}
