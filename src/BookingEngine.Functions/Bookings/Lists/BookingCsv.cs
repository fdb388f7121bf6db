using System.Globalization;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Lists;

namespace BookingEngine.Functions.Bookings.Lists;

/// <summary>Bookings as CSV: the JSON fields, then the names that belong to the ids. New columns come at the end, because programs may read the
/// columns by their number.</summary>
public static class BookingCsv
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "id", "user_id", "slot", "end", "time_zone", "service_id", "resource_id", "status", "quantity", "created_at", "override", "customer_name", "guest_name",
        "service_name", "resource_name", "location_id", "location_name",
    ];

    /// <param name="names">Of each booking, in the same order.</param>
    public static CsvAnswer Of(IReadOnlyList<Booking> bookings, IReadOnlyList<BookingNames> names, string? next, bool hasByteOrderMark) =>
        new("bookings.csv", Columns, bookings.Zip(names, (booking, of) => RowOf(BookingView.Of(booking), of)), next)
        {
            HasByteOrderMark = hasByteOrderMark,
        };

    public static string[] RowOf(BookingView booking, BookingNames names) =>
    [
        booking.Id.ToString("D"), booking.UserId.ToString("D"), booking.Slot, booking.End, booking.TimeZone, booking.ServiceId, booking.ResourceId,
        booking.Status, booking.Quantity.ToString(CultureInfo.InvariantCulture), booking.CreatedAt, booking.Override ? "true" : "false",
        names.Customer ?? "", names.Guest ?? "", names.Service ?? "", names.Resource ?? "", names.Location?.Id.Value ?? "", names.Location?.Name ?? "",
    ];
}
