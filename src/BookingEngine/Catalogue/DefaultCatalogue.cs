using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>What a fresh deployment offers: one resource in UTC, open round the clock, and one service of 30 minutes on a 30-minute
/// grid, so that a slot can be booked before anyone configures anything.</summary>
public static class DefaultCatalogue
{
    public static DateTimeZone Zone => DateTimeZone.Utc;

    public static ResourceId Resource { get; } = new("default");

    public static ServiceId Service { get; } = new("default");

    public static Duration ServiceDuration { get; } = Duration.FromMinutes(30);

    /// <summary>Measured in elapsed time from midnight.</summary>
    public static Duration SlotInterval { get; } = Duration.FromMinutes(30);
}
