using System.Collections.Immutable;
using System.Diagnostics;
using BookingEngine.Availability;
using BookingEngine.Benchmarks.Figures;
using BookingEngine.Catalogue;
using BookingEngine.Hours;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Benchmarks.Domain;

/// <summary>A search over 31 days from 9 to 17 on a 30-minute grid, with 200 bookings per resource and a clock change, grouped by date. Also the
/// check of one slot.</summary>
public static class AvailabilityMeasure
{
    private const int Bookings = 200, Resources = 50, Rounds = 2_000, Checks = 100;
    private static readonly Duration HalfHour = Duration.FromMinutes(30);
    private static readonly DateTimeZone Zone = ZoneData.TryFind("Europe/Berlin")!;
    private static readonly Instant From = Instant.FromUtc(2026, 10, 1, 0, 0), To = From + Duration.FromDays(31);
    private static readonly OpeningHours Hours = new(
        [.. Enumerable.Repeat<ImmutableArray<HoursInterval>>([new(new(9 * 60), new(17 * 60))], 7)], []);

    private static readonly SlotQuery Terms = new(
        new(DefaultCatalogue.Service, "Default", null, HalfHour, Duration.Zero, Duration.Zero, HalfHour, Duration.Zero, null, 1,
            [.. Enumerable.Range(0, Resources).Select(IdOf)], Assignment.FirstAvailable, null, null, false, true, new(null, null), null, [], true),
        From - Duration.FromDays(1));

    public static void Run(Table table)
    {
        Console.WriteLine($"Searching 31 days with {Bookings} bookings a resource");
        ResourceOccupancy[] calendars = [.. Enumerable.Range(0, Resources).Select(Calendar)];
        var (one, bytes) = Measure(() => Search(calendars[..1]), Rounds, (31 * 16) - Bookings);
        var (all, _) = Measure(() => Search(calendars), Rounds / Resources * 5, 31 * 16);
        var (checks, _) = Measure(() => Enumerable.Range(0, Checks).Count(_ => IsTaken(From + Duration.FromHours(7), calendars[0])), Rounds, Checks);
        Add(table, "Availability, one resource, 31 days", one, 50);
        table.Add("The same, allocated", $"{bytes / 1_000.0:0} KB", "100 KB", bytes < 100_000 ? "yes" : "no");
        Add(table, $"Availability, {Resources} resources, 31 days", all, 2_000);
        table.Add("Check of one start", $"{checks / Checks:0.0} µs", "", "");
    }

    private static void Add(Table table, string what, double microseconds, double target) =>
        table.Add(what, $"{microseconds:0} µs", $"{target:0} µs", microseconds < target ? "yes" : "no");

    private static int Search(ResourceOccupancy[] calendars) =>
        AvailabilityDays.Of(SlotSearch.Offers(Terms, calendars, From, To), Zone).Sum(day => day.Slots.Length);

    private static bool IsTaken(Instant start, ResourceOccupancy calendar) => SlotCheck.UnavailabilityAt(start, Terms, calendar) == Unavailability.Taken;

    /// <summary>The median of the rounds in microseconds, and the allocated bytes.</summary>
    private static (double Microseconds, long Bytes) Measure(Func<int> work, int rounds, int expected)
    {
        if (work() is var found && found != expected)
        {
            throw new BenchmarkException($"{found} found instead of {expected}.");
        }

        var times = new double[rounds];
        for (var warmUp = 0; warmUp < 3; warmUp++)
        {
            for (var n = 0; n < rounds; n++)
            {
                var begin = Stopwatch.GetTimestamp();
                work();
                times[n] = Stopwatch.GetElapsedTime(begin).TotalMicroseconds;
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return (times.Order().ElementAt(rounds / 2), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ResourceOccupancy Calendar(int n) => new(
        new(IdOf(n), "Room", "room", new("here"), 1, Hours, [], true), Zone,
        Occupancy.Of(Enumerable.Range(0, Bookings).Select(i => Booking(i, n))));

    // On the grid, spread over days and hours, in a different pattern for each resource.
    private static OccupiedSlot Booking(int i, int resource)
    {
        var local = new LocalDateTime(2026, 10, 1, 9, 0).PlusDays(i % 31).PlusMinutes(30 * (((i / 31 * 2) + resource) % 16));
        var start = local.InZoneStrictly(Zone).ToInstant();
        return new(
            Stores.Bookings.NewId(), OccupiedBy.Booking, DefaultCatalogue.Service, start, start + HalfHour, Duration.Zero, Duration.Zero, 1, false, true, null);
    }

    private static ResourceId IdOf(int n) => new($"room-{n}");
}
