using System.Text.Json;
using BookingEngine.Privacy;

namespace BookingEngine.Bookings;

public sealed record GetBookingQuery(BookingId Id, Actor Actor);

/// <summary>A booking with what the customer said when booking.</summary>
/// <param name="Details">Notes and answers; null where there are none, or the customer was erased.</param>
public sealed record DetailedBooking(Booking Booking, JsonElement? Details);

public sealed class GetBookingHandler(BookingFinder finder, StaffOfResources staff, PersonalData personal)
{
    public async Task<Outcome<DetailedBooking>> HandleAsync(GetBookingQuery query, CancellationToken cancellation)
    {
        if (await finder.FindAsync(query.Id, cancellation) is not { } booking
            || await staff.RightOfAsync(query.Actor, booking, cancellation) is BookingRight.None)
        {
            return BookingRefusals.Unknown;
        }

        return new DetailedBooking(booking, await OpenAsync(booking, cancellation));
    }

    private async Task<JsonElement?> OpenAsync(Booking booking, CancellationToken cancellation)
    {
        if (booking.Details is not { } details
            || await personal.FindKeyAsync(booking.UserId.ToString(), cancellation) is not { } key)
        {
            return null;
        }

        using var document = JsonDocument.Parse(key.Open(details));
        return document.RootElement.Clone();
    }
}
