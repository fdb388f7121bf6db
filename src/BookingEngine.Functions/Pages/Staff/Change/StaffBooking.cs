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

    /// <summary>Whether the caller may change it. Staff of its other resources may read it.</summary>
    public bool CanChange { get; init; }

    /// <summary>The names of its resources.</summary>
    public IReadOnlyList<string> Resources { get; init; } = [];

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

/// <summary>Finds a booking for staff of its resources and administrators. For everyone else it does not exist.</summary>
public sealed class StaffBookings(
    GetBookingHandler bookings, BookingAccess access, BookingNamesReader names, CatalogueCache catalogue, CatalogueReader<Resource> resources)
{
    public async Task<StaffBooking?> FindAsync(ApiCall call, BookingId id)
    {
        if ((await bookings.HandleAsync(new GetBookingQuery(id, call.Caller.Actor, null), call.Now, call.Cancellation)).IsRefused(out _, out var found)
            || (await access.VisibleResourcesAsync(call.Caller.UserId, call.Caller.Role, call.Cancellation) is { } visible
                && !found.Booking.ResourceIds.Any(resource => visible.Contains(resource))))
        {
            return null;
        }

        var named = await names.FindAsync([found.Booking], call.Cancellation);
        return new(found, named[0], await catalogue.ServiceAsync(found.Booking.ServiceId, call.Cancellation))
        {
            CanChange = await access.RightOfAsync(call.Caller.Actor, found.Booking, call.Cancellation) is BookingRight.Staff,
            Resources = await ResourcesAsync(found.Booking, call),
        };
    }

    private async Task<IReadOnlyList<string>> ResourcesAsync(Booking booking, ApiCall call)
    {
        List<string> found = [];
        foreach (var id in booking.ResourceIds)
        {
            found.Add((await resources.FindAsync(id.Value, call.Cancellation))?.Value?.Name ?? id.Value);
        }

        return found;
    }
}
