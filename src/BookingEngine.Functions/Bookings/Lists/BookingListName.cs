using BookingEngine.Bookings.Lists;
using BookingEngine.Times;
using BookingEngine.Users;
using NodaTime.Text;

namespace BookingEngine.Functions.Bookings.Lists;

internal static class BookingListName
{
    /// <summary>The name of the list for its cursors, unique per caller and filter.</summary>
    public static string NameFor(this BookingFilter filter, UserId caller) => string.Join(
        ' ',
        [
            $"bookings of {caller}",
            .. Part("scope", filter.OfAll ? "all" : filter is { OfOwn: true, ResourceId: not null } ? "own" : null), .. Part("user", filter.UserId?.ToString()),
            .. Part("resource", filter.ResourceId?.Value), .. Part("service", filter.ServiceId?.Value),
            .. Part("rezone_conflict", filter.HasRezoneConflict ? "true" : null),
            .. Part("series", filter.SeriesId?.ToString()),
            .. Part("status", filter.Statuses is [] ? null : string.Join(',', filter.Statuses.Order())),
            .. Part("from", TextOf(filter.From)), .. Part("to", TextOf(filter.To)), .. Part("zone", filter.Zone?.Id),
        ]);

    private static IEnumerable<string> Part(string name, string? value) => value is null ? [] : [$"{name}={value}"];

    private static string? TextOf(RangeBound? bound) => bound switch
    {
        null => null,
        { Date: { } date } => LocalDatePattern.Iso.Format(date),
        { Instant: var instant } => InstantPattern.ExtendedIso.Format(instant),
    };
}
