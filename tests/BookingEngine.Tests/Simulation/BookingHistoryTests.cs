using BookingEngine.Pipeline;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation;

/// <summary>Histories of bookings that are made, held, moved, approved, cancelled and completed while the resources change, nodes crash and messages
/// are lost. <c>SIMULATION_HISTORIES</c> and <c>SIMULATION_SEED</c> set the number and the first seed. <see cref="Bugs.BookingBugTests"/> has the
/// planted bugs that they find.</summary>
public sealed class BookingHistoryTests(ITestOutputHelper output)
{
    private static readonly int Histories = TestVariable.Whole("SIMULATION_HISTORIES", 100), FirstSeed = TestVariable.Whole("SIMULATION_SEED", 1);

    [Fact]
    public void Every_history_keeps_every_invariant()
    {
        output.WriteLine($"SIMULATION_SEED={FirstSeed}");
        var (steps, crashes, moves, operations) = (0L, 0L, 0L, new List<SimulatedOperation>());
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var history = NewHistory(seed);
            var findings = FindingsOf(history);
            Assert.True(findings.Count == 0, $"SIMULATION_SEED={seed}: {string.Join("; ", findings)}");
            steps += history.Scheduler.Trace.Count;
            crashes += history.Crashes;
            operations.AddRange(history.World.Operations);
            moves += history.World.Events.Commits.Count(c => c.Events[0].Type == "booking-moved-away.v1");
        }

        var done = operations.Count(d => d.Refusal is null);
        output.WriteLine($"{Histories} histories: {steps} steps, {crashes} crashes, {done} operations acknowledged, {moves} moves across calendars");
        output.WriteLine(string.Join(", ", operations.CountBy(d => (d.Kind, d.Refusal ?? "done")).OrderBy(d => d.Key)));
        Assert.True(crashes > 2 * Histories && done > 10 * Histories && moves > Histories, "The histories had too few crashes or operations to prove anything.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        var (first, second) = (NewHistory(42), NewHistory(42));
        FindingsOf(first);
        FindingsOf(second);
        Assert.Equal(first.Scheduler.Trace, second.Scheduler.Trace);
    }

    // A relay, sweep or rebuild takes up to a hundred steps. When they start faster than they end, people rarely run. One history in twenty is like
    // that.
    internal static History NewHistory(int seed, PlantedBug bug = PlantedBug.None) => new(
        seed, bug, world => [.. Enumerable.Range(0, 4).Select(n => new SimulatedCustomer(world, n)), new SimulatedStaff(world, "staff", operations: 14, atTheEnd: false), new SimulatedAdmin(world)])
    {
        Pace = new(CrashEvery: 150, CrashesAtMost: 8, JumpEvery: 300, StepAtMost: 40, WorkEvery: seed % 20 == 0 ? 150 : 1_000),
    };

    internal static IReadOnlyList<string> FindingsOf(History history)
    {
        try
        {
            history.Drive([() => SimulatedTenant.BuildAsync(history.Observer)], _ => { });
            history.Run(quietRounds: 8);
            var offers = BookingInvariants.CheckOffers(history).ToList();
            history.World.Pass(TimeSpan.FromDays(365) + TimeSpan.FromHours(14));
            history.Add(new SimulatedStaff(history.World, "closing staff", operations: 6, atTheEnd: true));
            history.Run(quietRounds: 8);
            return [.. offers, .. new BookingInvariants(history).Check(), .. new Invariants(history).CheckStored()];
        }
        catch (Exception e) when (e is InvalidOperationException or StreamNotFoundException or KeyNotFoundException or ArgumentException or NullReferenceException)
        {
            return [e.Message];
        }
    }
}
