using BookingEngine.Calendars.Events;
using BookingEngine.Functions.Pages.Book;

namespace BookingEngine.Functions.Pages.Staff;

/// <summary>The addresses of the pages of staff.</summary>
internal static class StaffPaths
{
    public const string Calendar = "/staff", New = "/staff/new", TimeOff = "/staff/time-off", ClosedDays = "/staff/closed-days";

    public static string Booking(BookingId id) => $"/staff/bookings/{id}";

    public static string Join(string path, IEnumerable<(string Name, string Value)> parameters) => BookAddress.Join(path, parameters);
}
