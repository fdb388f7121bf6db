using BookingEngine.Languages;
using BookingEngine.Times;

namespace BookingEngine.Bookings.Lists;

/// <summary>The segments of a visit, as people read them.</summary>
public static class VisitLines
{
    /// <summary>When, what, and with whom: one line for each segment. Empty for another booking.</summary>
    public static IEnumerable<string> Of(Booking booking, BookingNames names, string language) => (booking.Segments ?? []).Zip(names.Parts, (segment, name) =>
        $"{DateTexts.Time(language, segment.Start.InZone(ZoneData.Zones[booking.TimeZone]).TimeOfDay)} "
        + string.Join(", ", new[] { name.Service ?? segment.ServiceId.Value, name.Resource }.OfType<string>()));
}
