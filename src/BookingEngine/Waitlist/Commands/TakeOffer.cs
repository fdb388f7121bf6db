using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;

namespace BookingEngine.Waitlist.Commands;

/// <param name="OfferId">Only this offer; null for the present one. A link names its offer.</param>
public sealed record TakeOffer(EntryId Id, OfferId? OfferId)
{
    /// <summary>Notes and answers to the service's questions as JSON; null for none.</summary>
    public string? Details { get; init; }

    /// <summary>The languages that the request accepts, the best first, separated by commas; null if it does not say.</summary>
    public string? Languages { get; init; }
}

/// <summary>Books what was offered. The caller has checked who may.</summary>
public sealed class TakeOfferHandler
{
    /// <summary>Taking it again gives the same booking.</summary>
    /// <returns>The booking, or a refusal: <see cref="BookingRefusals.HoldExpired"/> at or after the expiry, and for an offer that was refused, has lapsed or
    /// was revoked; <see cref="WaitlistRefusals.NoOffer"/>, <see cref="WaitlistRefusals.Closed"/>, <see cref="WaitlistRefusals.NotFound"/>, and those of
    /// booking a hold.</returns>
    public Task<Outcome<Booking>> HandleAsync(TakeOffer command, CommandContext context, CancellationToken cancellation) => throw new NotSupportedException();
}
