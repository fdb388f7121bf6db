using Microsoft.Extensions.Logging;

namespace BookingEngine.Rezoning;

internal static partial class RezoneLog
{
    [LoggerMessage(112, LogLevel.Error, "Bookings of the resource {Resource} did not get the instants that keep their local times. The next look tries again")]
    public static partial void BookingsNotRezoned(this ILogger logger, string resource, Exception e);
}
