using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Simulation.Series;

/// <summary>Histories in which series are booked, moved and cancelled beside single bookings, while nodes crash and messages are lost.
/// <c>SIMULATION_HISTORIES</c> and <c>SIMULATION_SEED</c> set the number and the first seed.</summary>
public sealed class SeriesHistoryTests(ITestOutputHelper output)
{
    private static readonly int Histories = TestVariable.Whole("SIMULATION_HISTORIES", 100), FirstSeed = TestVariable.Whole("SIMULATION_SEED", 1);

    [Fact]
    public void Every_history_with_series_keeps_every_invariant()
    {
        output.WriteLine($"SIMULATION_SEED={FirstSeed}");
        var (crashes, booked, changed) = (0L, 0, 0);
        for (var seed = FirstSeed; seed < FirstSeed + Histories; seed++)
        {
            var (history, people) = NewHistory(seed, PlantedBug.None);
            var findings = FindingsOf(history);
            Assert.True(findings.Count == 0, $"SIMULATION_SEED={seed}: {string.Join("; ", findings)}");
            crashes += history.Crashes;
            booked += people.Sum(p => p.Booked);
            changed += people.Sum(p => p.Changed);
        }

        output.WriteLine($"{Histories} histories: {crashes} crashes, {booked} series booked, {changed} times several bookings changed");
        Assert.True(crashes > Histories && booked > 2 * Histories && changed > Histories, $"Too little happened: {crashes} {booked} {changed}");
    }

    [Theory]
    [InlineData(PlantedBug.AppendsAtAnyVersion)]
    [InlineData(PlantedBug.AnswersBeforeDurable)]
    [InlineData(PlantedBug.NeverSweeps)]
    public void A_planted_bug_is_noticed_with_series(PlantedBug bug) => Assert.Contains(
        Enumerable.Range(FirstSeed, 60), seed => FindingsOf(NewHistory(seed, bug).History).Count > 0);

    private static (History History, SeriesCustomer[] People) NewHistory(int seed, PlantedBug bug)
    {
        SeriesCustomer[] people = [];
        var history = new History(seed, bug, world =>
        {
            people = [.. Enumerable.Range(0, 3).Select(n => new SeriesCustomer(world, n))];
            return [.. Enumerable.Range(0, 2).Select(n => new SimulatedCustomer(world, n)), .. people];
        })
        {
            Pace = new(CrashEvery: 150, CrashesAtMost: 8, JumpEvery: 300, StepAtMost: 40, WorkEvery: 1_000),
        };
        return (history, people);
    }

    private static IReadOnlyList<string> FindingsOf(History history)
    {
        try
        {
            history.Drive([() => SimulatedTenant.BuildAsync(history.Observer)], _ => { });
            history.Run(quietRounds: 8);
            var offers = BookingInvariants.CheckOffers(history).ToList();
            return [.. offers, .. new BookingInvariants(history).Check(), .. new Invariants(history).CheckStored(), .. Parted(history)];
        }
        catch (Exception e) when (e is InvalidOperationException or StreamNotFoundException or KeyNotFoundException or ArgumentException or NullReferenceException)
        {
            return [e.Message];
        }
    }

    // What an operation did is one commit, with all its parts in order.
    internal static IEnumerable<string> Parted(History history)
    {
        var catalogue = history.Observer.Get<EventCatalogue>();
        foreach (var operation in history.World.Events.Commits.SelectMany(c => catalogue.Read(c).Select(e => (c.Id, e))).Where(e => e.e.Event.Part is not null).GroupBy(e => e.e.Event.Part!.Operation))
        {
            if (operation.Select(e => e.Id).Distinct().Count() > 1 || !operation.Select(e => e.e.Event.Part!.Number).SequenceEqual(Enumerable.Range(0, operation.Count())))
            {
                yield return $"the operation {operation.Key} is in several commits, or not in order";
            }
        }
    }
}
