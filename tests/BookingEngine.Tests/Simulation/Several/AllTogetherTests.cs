using BookingEngine.Catalogue;
using BookingEngine.Tests.Simulation.Series;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Several;

/// <summary>Histories in which everything that spans several bookings or calendars happens at the same resources, while nodes crash and messages are lost:
/// bookings of several resources, visits, holds of both, and series of one and of several resources. <c>SIMULATION_SEVERAL</c> and <c>SIMULATION_SEED</c> set
/// the number and the first seed.</summary>
public sealed class AllTogetherTests(ITestOutputHelper output)
{
    private static readonly int Histories = TestVariable.Whole("SIMULATION_SEVERAL", 40), FirstSeed = TestVariable.Whole("SIMULATION_SEED", 1);
    private static readonly string[] OfSeries = ["time-reserved.v1", "time-kept.v1", "time-released.v1", "booking-cancelled.v1", "booking-rescheduled.v1"];
    private static readonly Service Alone = DefaultCatalogue.InitialService with { Id = SeveralTenant.Alone, ResourceIds = [SeveralTenant.Resources[1], SeveralTenant.Resources[2]] };

    [Fact]
    public void Every_history_of_all_together_keeps_every_invariant()
    {
        output.WriteLine($"SIMULATION_SEED={FirstSeed}");
        var (steps, crashes, operations, types) = (0L, 0L, new List<SimulatedOperation>(), new List<string>());
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var history = NewHistory(seed);
            var findings = FindingsOf(history);
            Assert.True(findings.Count == 0, $"SIMULATION_SEED={seed}: {string.Join("; ", findings)}");
            steps += history.Scheduler.Trace.Count;
            crashes += history.Crashes;
            operations.AddRange(history.World.Operations);
            types.AddRange(history.World.Events.Commits.SelectMany(c => c.Events).Where(e => e.Count > 1).Select(e => e.Type.Split('*')[0]));
        }

        var series = types.Count(type => type == "booking-made.v1");
        output.WriteLine($"{Histories} histories: {steps} steps, {crashes} crashes, {series} series");
        output.WriteLine(string.Join(", ", types.CountBy(type => type).OrderBy(type => type.Key, StringComparer.Ordinal)));
        output.WriteLine(string.Join(", ", operations.CountBy(d => (d.Kind, d.Refusal ?? "done")).OrderBy(d => d.Key)));
        OperationKind[] kinds = [OperationKind.Book, OperationKind.Hold, OperationKind.BookHold, OperationKind.Cancel, OperationKind.Reschedule];
        Assert.True(crashes > Histories && series > Histories / 2, "The histories had too few crashes or series to prove anything.");
        Assert.All(OfSeries, type => Assert.Contains(type, types));
        Assert.All(kinds, kind => Assert.Contains(operations, o => o.Kind == kind && o.Refusal is null));
    }

    internal static History NewHistory(int seed, PlantedBug bug = PlantedBug.None) => new(seed, bug, world => PeopleOf(world, bug))
    {
        // Faster than elsewhere: an attempt at a series has many steps, and has to end in time although all others take theirs in between.
        Pace = new(CrashEvery: 150, CrashesAtMost: 8, JumpEvery: 600, StepAtMost: 20, WorkEvery: seed % 20 == 0 ? 150 : 1_000),
    };

    internal static IReadOnlyList<string> FindingsOf(History history)
    {
        var findings = SeveralHistoryTests.FindingsOf(history, visits: true);
        return findings.Count > 0 ? findings : [.. SeriesHistoryTests.Parted(history), .. OffersOf(history)];
    }

    // Who uses another feature at these resources joins here. What must hold of it at the end belongs into FindingsOf.
    private static IEnumerable<IPerson> PeopleOf(World world, PlantedBug bug) =>
    [
        .. Enumerable.Range(0, 4).Select(n => new SeveralCustomer(world, n, visits: n % 2 == 0, holds: true)),
        new SeriesCustomer(world, 0, SeveralTenant.Alone),
        new SeriesCustomer(world, 1, SeveralTenant.Pair),
        .. bug is PlantedBug.FreesReservationsByClock ? [new ReservationClock(world)] : Array.Empty<IPerson>(),
    ];

    // All holds have expired. Exactly the free times are offered.
    private static IEnumerable<string> OffersOf(History history)
    {
        var now = Ports.Clock.Now(history.World);
        foreach (var resource in Alone.ResourceIds)
        {
            var offered = history.OfferedBy(SeveralTenant.Alone, resource);
            var free = Enumerable.Range(0, SimulatedTenant.SlotsInDemand).Select(SimulatedTenant.SlotAt)
                .Where(start => history.World.Monitor.SimulatedOccupancy.IsFree(resource, Alone, start, now));
            if (!offered.SequenceEqual(free))
            {
                yield return $"{resource}: offered {string.Join(", ", offered)}, free {string.Join(", ", free)}";
            }
        }
    }
}
