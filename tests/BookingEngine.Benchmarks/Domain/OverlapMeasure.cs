using System.Diagnostics;
using BookingEngine.Bookings;
using NodaTime;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>The question that every booking asks, on a calendar with 10,000 spans.</summary>
public static class OverlapMeasure
{
    private const int Spans = 10_000, Questions = 1_000_000;
    private static readonly Instant Begin = Instant.FromUtc(2031, 1, 1, 0, 0);
    private static readonly Duration Length = Duration.FromMinutes(30);

    public static void Run(Table table)
    {
        var taken = Enumerable.Range(0, Spans).Aggregate(TakenSpans.None, (spans, n) =>
            spans.Add(new TakenSpan(StartOf(2 * n), StartOf(2 * n) + Length, new BookingId(Stores.Bookings.NewId()))));
        Ask(taken);
        var clock = Stopwatch.StartNew();
        var overlapping = Ask(taken);
        var nanoseconds = clock.Elapsed.TotalNanoseconds / Questions;
        table.Add($"Overlaps, on {Spans:N0} spans", $"{nanoseconds:N0} ns", "", overlapping == Questions / 2 ? "" : "WRONG");
    }

    private static int Ask(TakenSpans taken) => Enumerable.Range(0, Questions)
        .Count(n => taken.Overlaps(StartOf(n % (2 * Spans)), StartOf(n % (2 * Spans)) + Length));

    private static Instant StartOf(int n) => Begin + Duration.FromMinutes(30L * n);
}
