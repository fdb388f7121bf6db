using System.Globalization;
using BookingEngine.Bookings;

namespace BookingEngine.Functions.Bookings.Lists;

/// <summary>Bookings as CSV. The columns have the names of the JSON fields.</summary>
public static class BookingCsv
{
    public static IReadOnlyList<string> Columns { get; } =
        ["id", "user_id", "slot", "end", "time_zone", "service_id", "resource_id", "status", "quantity", "created_at", "override"];

    public static CsvAnswer Of(IReadOnlyList<Booking> bookings, string? next) =>
        new("bookings.csv", Columns, bookings.Select(booking => RowOf(BookingView.Of(booking))), next);

    public static string[] RowOf(BookingView booking) =>
    [
        booking.Id.ToString("D"), booking.UserId.ToString("D"), booking.Slot, booking.End, booking.TimeZone, booking.ServiceId, booking.ResourceId,
        booking.Status, booking.Quantity.ToString(CultureInfo.InvariantCulture), booking.CreatedAt, booking.Override ? "true" : "false",
    ];
}
