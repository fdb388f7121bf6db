using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace BookingEngine.ExternalCalendars;

/// <summary>Times when a resource is busy elsewhere: joined intervals in rising order, each without its end.</summary>
/// <param name="Edges">Starts and ends by turns, in ticks of 100 ns since 1970.</param>
public sealed record BusyTimes(ImmutableArray<long> Edges)
{
    public static BusyTimes None { get; } = new(ImmutableArray<long>.Empty);

    public bool IsEmpty => Edges.IsEmpty;

    /// <summary>Tells them apart from other busy times.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Edges.AsSpan())).AsSpan(0, 8));

    public IEnumerable<(long From, long To)> Intervals => Enumerable.Range(0, Edges.Length / 2).Select(i => (Edges[2 * i], Edges[(2 * i) + 1]));

    public static BusyTimes Of(IEnumerable<(long From, long To)> intervals)
    {
        var edges = ImmutableArray.CreateBuilder<long>();
        foreach (var (from, to) in intervals.Where(i => i.From < i.To).Order())
        {
            if (edges.Count > 0 && from <= edges[^1])
            {
                edges[^1] = Math.Max(edges[^1], to);
            }
            else
            {
                edges.Add(from);
                edges.Add(to);
            }
        }

        return edges.Count == 0 ? None : new(edges.ToImmutable());
    }

    /// <summary>The times of several calendars together.</summary>
    public static BusyTimes Join(IReadOnlyCollection<BusyTimes> all) => all.Count == 0 ? None : all.Count == 1 ? all.First() : Of(all.SelectMany(busy => busy.Intervals));

    /// <summary>Reads what <see cref="ToText"/> has written.</summary>
    public static BusyTimes Parse(string text) =>
        text.Length == 0 ? None : new(ImmutableCollectionsMarshal.AsImmutableArray(MemoryMarshal.Cast<byte, long>(Convert.FromBase64String(text)).ToArray()));

    /// <summary>The edges in little-endian order, in Base64.</summary>
    public string ToText() => Convert.ToBase64String(MemoryMarshal.AsBytes(Edges.AsSpan()));

    public bool Overlaps(long start, long end)
    {
        if (Edges.IsEmpty)
        {
            return false;
        }

        // The first edge after the start: an odd index is the end of an interval that has begun.
        var index = Edges.BinarySearch(start);
        index = index >= 0 ? index + 1 : ~index;
        return index % 2 == 1 || (index < Edges.Length && Edges[index] < end);
    }

    public bool Equals(BusyTimes? other) => other is not null && Edges.AsSpan().SequenceEqual(other.Edges.AsSpan());

    public override int GetHashCode() => Edges.IsEmpty ? 0 : HashCode.Combine(Edges.Length, Edges[0], Edges[^1]);
}
