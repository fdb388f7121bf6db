using System.Collections.Immutable;
using System.Diagnostics;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>Whether the search, the command at one start, and an independent answer agree about a random plan of a day. <c>SEVERAL_CASES</c> sets the number of
/// cases, <c>SEVERAL_SEED</c> the first seed. A failure shows its seed.</summary>
internal sealed record SearchAgreement(int Seed, SlotQuery Query, NeedPlan Plan, Instant Day)
{
    public static int Cases { get; } = TestVariable.Whole("SEVERAL_CASES", 4_000);

    public static int FirstSeed { get; } = TestVariable.Whole("SEVERAL_SEED", 1);

    /// <summary>Starts beside those that the search names.</summary>
    public required ImmutableArray<Instant> Others { get; init; }

    /// <summary>By another method.</summary>
    public required Func<Instant, bool> IsPossible { get; init; }

    /// <inheritdoc cref="IsPossible"/>
    public required Func<Instant, ImmutableArray<ResourceId>, bool> IsValid { get; init; }

    /// <summary>Checks all cases, several at once.</summary>
    /// <param name="of">Of a seed.</param>
    /// <returns>How many starts are offered, and how many are refused.</returns>
    public static (long Offered, long Refused) CheckAll(Func<int, SearchAgreement> of)
    {
        var (offered, refused) = (0L, 0L);
        Parallel.For(FirstSeed, FirstSeed + Cases, seed =>
        {
            var (offers, refusals) = of(seed).Check();
            Interlocked.Add(ref offered, offers);
            Interlocked.Add(ref refused, refusals);
        });
        Assert.True(offered > Cases && refused > Cases);
        return (offered, refused);
    }

    /// <summary>The search over a month: how many starts it finds, and the time of the best of 20 runs.</summary>
    public static (int Offers, TimeSpan Best) Time(SlotQuery query, NeedPlan plan, Instant from)
    {
        var (best, offers) = (TimeSpan.MaxValue, 0);
        for (var run = 0; run < 20; run++)
        {
            var watch = Stopwatch.GetTimestamp();
            offers = NeedSearch.Offers(query, plan, from, from + Duration.FromDays(31)).Length;
            var took = Stopwatch.GetElapsedTime(watch);
            best = took < best ? took : best;
        }

        return (offers, best);
    }

    private (int Offers, int Refusals) Check()
    {
        var offers = NeedSearch.Offers(Query, Plan, Day, Day + Duration.FromDays(1));
        var refusals = NeedSearch.Explain(Query, Plan, Day, Day + Duration.FromDays(1));
        Assert.All(refusals, refused => Assert.NotEmpty(SlotRefusals.ReasonOf(refused.Reason))); // it throws for a reason that `explain` cannot show
        foreach (var start in offers.Select(o => o.Start).Concat(refusals.Select(r => r.Start)).Concat(Others))
        {
            var (resources, reason) = NeedSearch.AssignmentAt(start, Query, Plan);
            var isOffered = offers.Any(o => o.Start == start);
            Agree(start, isOffered, resources is not null);
            Agree(start, isOffered, IsPossible(start));
            Agree(start, isOffered, reason is null);
            Agree(start, true, resources is not { } found || IsValid(start, found));
            Agree(start, true, isOffered || refusals.All(r => r.Start != start || r.Reason == reason));
        }

        return (offers.Length, refusals.Length);
    }

    private void Agree(Instant start, bool expected, bool actual) =>
        Assert.True(expected == actual, $"SEVERAL_SEED={Seed}, {start}: {expected} and {actual}");
}
