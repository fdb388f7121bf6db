using NodaTime;
using NodaTime.TimeZones;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>Converts local times of a file to instants. A time in a gap has the offset before the gap, and one that occurs twice is the first
/// (RFC 5545, section 3.3.5). This differs from opening hours.</summary>
internal abstract class FeedZone
{
    public static FeedZone Utc { get; } = Of(DateTimeZone.Utc);

    public static FeedZone Of(DateTimeZone zone) => new NamedZone(zone);

    public abstract Instant ToInstant(LocalDateTime local);

    public abstract LocalDateTime ToLocal(Instant instant);

    private sealed class NamedZone(DateTimeZone zone) : FeedZone
    {
        private static readonly ZoneLocalMappingResolver Resolver =
            Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnForwardShifted);

        public override Instant ToInstant(LocalDateTime local) => zone.ResolveLocal(local, Resolver).ToInstant();

        public override LocalDateTime ToLocal(Instant instant) => instant.InZone(zone).LocalDateTime;
    }
}
