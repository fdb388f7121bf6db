using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation;

/// <summary>Histories of customers who register, book and recover their accounts. <c>SIMULATION_HISTORIES</c> sets the number, <c>SIMULATION_SEED</c>
/// the first seed. To repeat a failure, set them to 1 and the seed that it shows. <see cref="Bugs.SimulationBugTests"/> has the planted bugs that
/// they find.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private static readonly int Histories = TestVariable.Whole("SIMULATION_HISTORIES", 400), FirstSeed = TestVariable.Whole("SIMULATION_SEED", 1);

    [Fact]
    public void Every_history_keeps_every_invariant()
    {
        output.WriteLine($"SIMULATION_SEED={FirstSeed}");
        var (steps, crashes, bookings) = (0L, 0L, 0L);
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var history = new History(seed);
            var findings = FindingsOf(history);
            Assert.True(findings.Count == 0, $"SIMULATION_SEED={seed}: {string.Join("; ", findings)}");
            steps += history.Scheduler.Trace.Count;
            crashes += history.Crashes;
            bookings += history.Customers.Sum(c => c.Acknowledged.Count);
        }

        output.WriteLine($"{Histories} histories: {steps} steps, {crashes} crashes, {bookings} acknowledged bookings");
        Assert.True(crashes > Histories && bookings > Histories, "The histories had too few crashes or bookings to prove anything.");
    }

    [Fact]
    public void The_same_seed_gives_the_same_history()
    {
        var (first, second) = (new History(42), new History(42));
        FindingsOf(first);
        FindingsOf(second);
        Assert.Equal(first.Scheduler.Trace, second.Scheduler.Trace);
    }

    internal static IReadOnlyList<string> FindingsOf(History history)
    {
        try
        {
            history.Run();
            history.AwaitMails();
            return new Invariants(history).Check();
        }
        catch (Exception e) when (e is InvalidOperationException or BookingEngine.Pipeline.StreamNotFoundException)
        {
            return [e.Message];
        }
    }
}
