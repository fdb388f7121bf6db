using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Functions.Http;

public static class Rfc3339
{
    /// <summary>The instant with the offset that the zone has at it: <c>2030-05-12T14:30:00+02:00</c>, <c>Z</c> for none.</summary>
    public static string Format(Instant instant, DateTimeZone zone) =>
        OffsetDateTimePattern.Rfc3339.Format(instant.InZone(zone).ToOffsetDateTime());

    public static string Format(Instant instant) => Format(instant, DateTimeZone.Utc);
}
