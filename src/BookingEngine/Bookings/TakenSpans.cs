using System.Collections.Immutable;
using NodaTime;

namespace BookingEngine.Bookings;

/// <summary>The spans of a calendar that are taken, by start. Half-open: spans may touch. Immutable.</summary>
public sealed class TakenSpans
{
    public static readonly TakenSpans None = new([], Duration.Zero);
    private readonly ImmutableSortedSet<TakenSpan> _spans;
    private readonly Duration _longest;

    private TakenSpans(ImmutableSortedSet<TakenSpan> spans, Duration longest) => (_spans, _longest) = (spans, longest);

    public int Count => _spans.Count;

    /// <summary>By start.</summary>
    public IReadOnlyList<TakenSpan> All => _spans;

    /// <summary>The longest span that ever was.</summary>
    public Duration Longest => _longest;

    /// <summary>What <see cref="All"/> and <see cref="Longest"/> once said.</summary>
    public static TakenSpans Of(IEnumerable<TakenSpan> spans, Duration longest) => new([.. spans], longest);

    public TakenSpans Add(TakenSpan span) => new(_spans.Add(span), Duration.Max(_longest, span.End - span.Start));

    public bool Contains(TakenSpan span) => _spans.Contains(span);

    /// <summary>Without the spans that began more than the longest span before the instant: all those that ended before it, in time.</summary>
    public TakenSpans Forget(Instant endedBefore)
    {
        var spans = _spans;
        while (!spans.IsEmpty && spans.Min.Start + _longest < endedBefore)
        {
            spans = spans.Remove(spans.Min);
        }

        return ReferenceEquals(spans, _spans) ? this : new(spans, _longest);
    }

    /// <summary>Whether any taken span overlaps the one given. Costs the logarithm of how many there are.</summary>
    public bool Overlaps(Instant start, Instant end)
    {
        // Those that could reach into [start, end) begin after start − longest and before end.
        for (var i = IndexOfFirstFrom(end) - 1; i >= 0 && _spans[i].Start + _longest > start; i--)
        {
            if (_spans[i].End > start)
            {
                return true;
            }
        }

        return false;
    }

    private int IndexOfFirstFrom(Instant start)
    {
        var index = _spans.IndexOf(new TakenSpan(start, Instant.MinValue, default));
        return index >= 0 ? index : ~index;
    }
}

public readonly record struct TakenSpan(Instant Start, Instant End, BookingId By) : IComparable<TakenSpan>
{
    public int CompareTo(TakenSpan other) => (Start.CompareTo(other.Start), By.Value.CompareTo(other.By.Value)) switch
    {
        (0, var byId) => byId,
        (var byStart, _) => byStart,
    };

    public static bool operator <(TakenSpan left, TakenSpan right) => left.CompareTo(right) < 0;

    public static bool operator >(TakenSpan left, TakenSpan right) => left.CompareTo(right) > 0;

    public static bool operator <=(TakenSpan left, TakenSpan right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TakenSpan left, TakenSpan right) => left.CompareTo(right) >= 0;
}
