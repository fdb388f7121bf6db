using System.Collections.Immutable;
using BookingEngine.Slots;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Availability;

/// <summary>A slot is offered if and only if it can be booked at that moment. <c>AVAILABILITY_CASES</c> sets the number of cases,
/// <c>AVAILABILITY_SEED</c> the first seed. A failure shows its seed.</summary>
public sealed class SearchAgainstCheckTests(ITestOutputHelper output)
{
    private static readonly int Cases = TestVariable.Whole("AVAILABILITY_CASES", 20_000), FirstSeed = TestVariable.Whole("AVAILABILITY_SEED", 1);

    /// <summary>Checks each case at one offered start, one refused start and one random minute.</summary>
    [Fact]
    public void Search_and_check_agree()
    {
        var (offered, refused) = (0L, 0L);
        Parallel.For(FirstSeed, FirstSeed + Cases, seed =>
        {
            var given = new RandomCase(seed);
            var (offers, refusals) = Search(given);
            Compare(given, offers, refusals, given.AnyOf(offers)?.Start);
            Compare(given, offers, refusals, given.AnyOf(refusals)?.Start);
            Compare(given, offers, refusals, given.AnyMinute());
            Interlocked.Add(ref offered, offers.Length);
            Interlocked.Add(ref refused, refusals.Length);
        });
        output.WriteLine($"AVAILABILITY_SEED={FirstSeed}, {Cases:N0} cases: {offered:N0} starts offered, {refused:N0} refused");
        Assert.True(offered > Cases && refused > Cases);
    }

    /// <summary>Checks each case at every start on the grid and at twenty random minutes.</summary>
    [Fact]
    public void Search_and_check_agree_with_a_minute_by_minute_model()
    {
        var (cases, won) = (Cases / 100, new int[Enum.GetValues<Unavailability>().Length + 1]);
        for (var seed = FirstSeed; seed < FirstSeed + cases; seed++)
        {
            var given = new RandomCase(seed);
            var reference = new MinuteByMinute(given);
            var (offers, refusals) = Search(given);
            var starts = offers.Select(o => o.Start).Concat(refusals.Select(r => r.Start)).Concat(Enumerable.Range(0, 20).Select(_ => given.AnyMinute()));
            foreach (var start in starts)
            {
                var (unavailability, places) = reference.Check(start);
                Agree(given, start, unavailability, Compare(given, offers, refusals, start));
                Agree(given, start, unavailability is null ? places : 0, offers.FirstOrDefault(o => o.Start == start).PlacesLeft);
                won[unavailability is { } o ? (int)o : ^1]++;
            }
        }

        output.WriteLine($"AVAILABILITY_SEED={FirstSeed}, {cases:N0} cases: {string.Join(", ", Enum.GetValues<Unavailability>().Select(o => $"{o} {won[(int)o]}"))}, offered {won[^1]}");
        Assert.All(Enum.GetValues<Unavailability>()[(int)Unavailability.OutsideValidity..], o => Assert.NotEqual(0, won[(int)o]));
    }

    private static (ImmutableArray<OfferedSlot> Offers, ImmutableArray<RefusedStart> Refusals) Search(RandomCase given) => (
        SlotSearch.Offers(given.Terms, [given.Calendar], given.From, given.To),
        SlotSearch.Explain(given.Terms, [given.Calendar], given.From, given.To));

    /// <summary>The result of the check. Asserts that the search agrees.</summary>
    private static Unavailability? Compare(
        RandomCase given, ImmutableArray<OfferedSlot> offers, ImmutableArray<RefusedStart> refusals, Instant? requested)
    {
        if (requested is not { } start)
        {
            return null;
        }

        var unavailability = SlotCheck.UnavailabilityAt(start, given.Terms, given.Calendar);
        var explained = refusals.Where(r => r.Start == start).Select(r => (Unavailability?)r.Reason).SingleOrDefault();
        Agree(given, start, unavailability is null ? 1 : 0, offers.Count(o => o.Start == start));
        Agree(given, start, explained ?? unavailability, unavailability);
        return unavailability;
    }

    private static void Agree<T>(RandomCase given, Instant start, T expected, T actual) =>
        Assert.True(Equals(expected, actual), $"AVAILABILITY_SEED={given.Seed}, {given.Day}, {start}: {expected} and {actual}");
}
