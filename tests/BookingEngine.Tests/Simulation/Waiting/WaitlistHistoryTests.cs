using BookingEngine.Pipeline;
using BookingEngine.Ports;
using BookingEngine.Tests.Waitlist;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Waiting;

/// <summary>Histories of customers who wait for what others hold, book and cancel, while nodes crash and messages are lost. <c>SIMULATION_WAITLISTS</c> and
/// <c>SIMULATION_SEED</c> set the number and the first seed. <see cref="Bugs.WaitlistBugTests"/> has the planted bugs that they find.</summary>
public sealed class WaitlistHistoryTests(ITestOutputHelper output)
{
    private const int Enough = 20;

    private static readonly int Histories = TestVariable.Whole("SIMULATION_WAITLISTS", Enough), FirstSeed = TestVariable.Whole("SIMULATION_SEED", 1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_history_keeps_every_invariant(bool blocksCustomers)
    {
        output.WriteLine($"SIMULATION_SEED={FirstSeed}");
        var (steps, longest, crashes, looks, commits, acts, types) = (0L, (Steps: 0, Seed: 0), 0L, 0L, 0L, new List<string>(), new List<string>());
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var history = NewHistory(seed);
            var findings = FindingsOf(history, blocksCustomers);
            Assert.True(findings.Count == 0, $"SIMULATION_SEED={seed}: {string.Join("; ", findings)}");
            steps += history.Scheduler.Trace.Count;
            longest = history.Scheduler.Trace.Count > longest.Steps ? (history.Scheduler.Trace.Count, seed) : longest;
            crashes += history.Crashes;
            looks += history.World.AskedLooks;
            commits += history.World.Events.Commits.Count;
            acts.AddRange(history.World.Acts);
            types.AddRange(history.World.Events.Commits.Where(c => c.Stream.Category is "waitlist" or "customer").SelectMany(c => c.Events).Select(e => e.Type));
        }

        output.WriteLine($"{Histories} histories: {steps} steps, {longest.Steps} of them with the seed {longest.Seed}, {crashes} crashes; {looks} messages to waitlists for {commits} commits");
        output.WriteLine(string.Join(", ", acts.CountBy(act => act).OrderBy(act => act.Key, StringComparer.Ordinal)));
        output.WriteLine(string.Join(", ", types.CountBy(type => type).OrderBy(type => type.Key, StringComparer.Ordinal)));
        if (Histories >= Enough)
        {
            AssertProves(crashes, acts, types);
            Assert.Equal(blocksCustomers, types.Contains("waitlist-opened.v1") && types.Contains("waitlist-closed.v1"));
        }
    }

    private static void AssertProves(long crashes, List<string> acts, List<string> types)
    {
        Assert.True(crashes > Histories && acts.Contains("take: done") && acts.Contains("refuse: done"), "The histories had too few crashes or offers to prove anything.");
        Assert.All(
            ["entry-offered.v1", "entry-taken.v1", "entry-left.v1", "offer-lapsed.v1", "offer-refused.v1", "offer-withdrawn.v1", "offer-released.v1"],
            type => Assert.Contains(type, types));
    }

    internal static History NewHistory(int seed, PlantedBug bug = PlantedBug.None) =>
        new(seed, bug, PeopleOf)
        {
            Pace = new(CrashEvery: 200, CrashesAtMost: 8, JumpEvery: 1000, StepAtMost: 10, WorkEvery: 600),
        };

    private static IEnumerable<IPerson> PeopleOf(World world)
    {
        world.Waitlists = new(Duration.FromSeconds(SimulatedTenant.LongestOffer)); // offers that expire within a history
        return Enumerable.Range(0, 5).Select(n => new WaitingCustomer(world, n));
    }

    /// <param name="blocksCustomers">Whether customers have limits, and bookings that exclude others.</param>
    internal static IReadOnlyList<string> FindingsOf(History history, bool blocksCustomers = false)
    {
        try
        {
            history.Drive([() => WaitlistTenant.BuildAsync(history.Observer, blocksCustomers)], _ => { });
            history.Run(quietRounds: 8);
            history.World.Monitor.CheckNewCommits();
            List<string> findings = [.. history.World.Monitor.Findings];
            var checks = new WaitlistChecks(history.Observer.Services, history.World.Now());
            history.Drive(
                [
                    async () =>
                    {
                        await SettleAsync(history);
                        findings.AddRange(await checks.FindFaultsAsync());
                        findings.AddRange(await checks.FindUnsettledAsync());
                    },
                ],
                _ => { });
            findings.AddRange(history.People.OfType<WaitingCustomer>().SelectMany(person => person.Taken)
                .Where(taken => history.World.Monitor.EventsOf(taken.Id).Count == 0).Select(taken => $"{taken.Id} was taken and is not there"));
            history.Run(quietRounds: 20); // until no offer goes from one to the next any more
            return [.. findings, .. new Invariants(history).CheckStored()];
        }
        catch (Exception e) when (e is InvalidOperationException or StreamNotFoundException or KeyNotFoundException or ArgumentException or NullReferenceException)
        {
            return [e.Message];
        }
    }

    // The last message about an expiry may be lost. No time passes between this and the checks.
    private static async Task SettleAsync(History history)
    {
        var sweep = history.Observer.Get<Sweep>();
        await history.World.SweepWaitlistsAsync(history.Observer, await sweep.RunAsync(CancellationToken.None));
        await sweep.RunAsync(CancellationToken.None);
    }
}
