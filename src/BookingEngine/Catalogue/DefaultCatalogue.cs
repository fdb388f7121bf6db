using BookingEngine.Hours;
using NodaTime;

namespace BookingEngine.Catalogue;

/// <summary>The catalogue of a new deployment: one resource in UTC, always open, and one service of 30 minutes on a 30-minute grid. So
/// slots can be booked before anyone configures anything.</summary>
public static class DefaultCatalogue
{
    public static DateTimeZone Zone => DateTimeZone.Utc;

    public static ResourceId Resource { get; } = new("default");

    public static ServiceId Service { get; } = new("default");

    public static Duration ServiceDuration { get; } = Duration.FromMinutes(30);

    /// <summary>In elapsed time from midnight.</summary>
    public static Duration SlotInterval { get; } = Duration.FromMinutes(30);

    public static LocationId Location { get; } = new("default");

    public static Location InitialLocation { get; } = new(Location, "Default", Zone.Id, null);

    public static Resource InitialResource { get; } =
        new(Resource, "Default", "resource", Location, Capacity: 1, OpeningHours.AroundTheClock, [], Active: true);

    public static Service InitialService { get; } = new(
        Service, "Default", null, ServiceDuration, Duration.Zero, Duration.Zero, SlotInterval, Duration.Zero, Horizon: null, Capacity: 1,
        [Resource], Assignment.FirstAvailable, CancellationNotice: null, RescheduleNotice: null, Approval: false, PendingBlocks: true,
        new CustomerLimits(null, null), Price: null, [], Active: true);
}
