using System.Text.Json;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;
using BookingEngine.Bookings.Show;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Guests;

namespace BookingEngine.Functions.Pages.Staff.Change;

/// <summary>A booking as the route shows it to staff, with its names.</summary>
/// <param name="Service">Null if it no longer exists.</param>
public sealed record StaffBooking(DetailedBooking Detailed, BookingNames Names, Service? Service)
{
    public Booking Booking => Detailed.Booking;

    public string? Person => Names.Guest ?? Names.Customer;

    /// <summary>A detail of the guest; null for an account, whose address staff do not see.</summary>
    public string? OfGuest(string member) =>
        Detailed.Details is { } details && details.TryGetProperty(Guest.Member, out var guest) && guest.TryGetProperty(member, out var value) ? value.GetString() : null;

    public string? Notes => Detailed.Details is { } details && details.TryGetProperty("notes", out var notes) ? notes.GetString() : null;

    /// <summary>The answers, each with its question as it is now.</summary>
    public IEnumerable<(string Question, JsonElement Answer)> Answers =>
        Detailed.Details is { } details && details.TryGetProperty("answers", out var answers)
            ? answers.EnumerateObject().Select(a => (Service?.Questions.FirstOrDefault(q => q.Id == a.Name)?.Text ?? a.Name, a.Value))
            : [];
}

/// <summary>Finds a booking for staff of its resource and administrators. For everyone else it does not exist.</summary>
public sealed class StaffBookings(GetBookingHandler bookings, BookingAccess access, BookingNamesReader names, CatalogueCache catalogue)
{
    public async Task<StaffBooking?> FindAsync(ApiCall call, BookingId id)
    {
        if ((await bookings.HandleAsync(new GetBookingQuery(id, call.Caller.Actor, null), call.Now, call.Cancellation)).IsRefused(out _, out var found)
            || await access.RightOfAsync(call.Caller.Actor, found.Booking, call.Cancellation) is not BookingRight.Staff)
        {
            return null;
        }

        var named = await names.FindAsync([found.Booking], call.Cancellation);
        return new(found, named[0], await catalogue.ServiceAsync(found.Booking.ServiceId, call.Cancellation));
    }
}
