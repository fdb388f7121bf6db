using System.Diagnostics;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Catalogue;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>Adds a million bookings, each made 30 days before its start, to the occupancy of a resource, which drops old ones.</summary>
public static class OccupancyMeasure
{
    private const int Bookings = 1_000_000, Rounds = 3;
    private static readonly Instant Begin = Instant.FromUtc(2000, 1, 1, 0, 0);
    private static readonly Duration HalfHour = Duration.FromMinutes(30), Ahead = Duration.FromDays(30);

    public static void Run(Table table)
    {
        Console.WriteLine($"Adding {Bookings:N0} bookings to what is taken");
        OccupiedSlot[] entries = [.. Enumerable.Range(0, Bookings).Select(Booking)];
        table.AtLeast("Bookings added to what is taken", Enumerable.Range(0, Rounds).Max(_ => Fold(entries)), 500_000);
    }

    private static double Fold(OccupiedSlot[] entries)
    {
        var clock = Stopwatch.StartNew();
        var taken = entries.Aggregate(Occupancy.None, (taken, entry) => taken.Forget(entry.Start - Ahead).Add(entry));
        return taken.Count is > 2_000 and < 4_000
            ? Bookings / clock.Elapsed.TotalSeconds
            : throw new BenchmarkException($"{taken.Count} bookings are remembered.");
    }

    private static OccupiedSlot Booking(int n)
    {
        var start = Begin + (HalfHour * n);
        return new(
            Stores.Bookings.NewId(), OccupiedBy.Booking, DefaultCatalogue.Service, start, start + HalfHour, Duration.Zero, Duration.Zero, 1, false, true, null);
    }
}
