using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>A zone that the file itself describes by a VTIMEZONE. The rules are yearly, so only the years around a time are computed.</summary>
internal sealed class DescribedZone : FeedZone
{
    private readonly List<Observance> _observances;

    private DescribedZone(List<Observance> observances) => _observances = observances;

    /// <summary>Null if the description has no usable rule.</summary>
    public static DescribedZone? Of(CalendarComponent component)
    {
        var observances = component.Components.Where(c => c.Name is "STANDARD" or "DAYLIGHT").Select(Observance.Of).OfType<Observance>().ToList();
        return observances.Count == 0 ? null : new DescribedZone(observances);
    }

    public override Instant ToInstant(LocalDateTime local)
    {
        var changes = ChangesAround(local.Year);
        Instant[] possible = [.. _observances.SelectMany(o => new[] { o.Before, o.After }).Distinct().Select(offset => local.WithOffset(offset).ToInstant()).Order()];
        foreach (var instant in possible)
        {
            if (instant.WithOffset(OffsetAt(instant, changes)).LocalDateTime == local)
            {
                return instant;
            }
        }

        // In a gap: the earliest reading lies before it, so it has the offset before.
        return local.WithOffset(OffsetAt(possible[0], changes)).ToInstant();
    }

    public override LocalDateTime ToLocal(Instant instant) => instant.WithOffset(OffsetAt(instant, ChangesAround(instant.InUtc().Year))).LocalDateTime;

    private static Offset OffsetAt(Instant instant, List<(Instant At, Observance To)> changes) => changes.FindLast(change => change.At <= instant) switch
    {
        { To: { } to } => to.After,
        _ => changes[0].To.Before,
    };

    // Those of the years before matter if a rule has ended.
    private List<(Instant At, Observance To)> ChangesAround(int year) =>
    [
        .. _observances.SelectMany(observance => observance.OnsetsAround(year).Select(onset => (At: onset.WithOffset(observance.Before).ToInstant(), To: observance)))
            .OrderBy(change => change.At),
    ];
}
