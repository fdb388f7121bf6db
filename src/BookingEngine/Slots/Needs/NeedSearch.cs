using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Slots.Needs;

/// <summary>A start at which a booking of several resources is possible, with one way to give it its resources.</summary>
/// <param name="Resources">Of each place.</param>
public readonly record struct NeedSlot(Instant Start, ImmutableArray<ResourceId> Resources);

/// <summary>Finds the starts at which all needs of a service are met. It decides each like <see cref="AssignmentAt"/>.</summary>
public static class NeedSearch
{
    private const int CheckedAtOnce = 256;

    /// <param name="to">Excluded.</param>
    public static ImmutableArray<NeedSlot> Offers(SlotQuery query, NeedPlan plan, Instant from, Instant to, CancellationToken cancellation = default) =>
        Offers(query, plan, from, to, cancellation, out _);

    /// <param name="examined">How many starts it looked at.</param>
    private static ImmutableArray<NeedSlot> Offers(SlotQuery query, NeedPlan plan, Instant from, Instant to, CancellationToken cancellation, out int examined)
    {
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        examined = 0;
        if (begin >= end || !plan.IsPossible)
        {
            return [];
        }

        var rules = new NeedRules(query, plan, begin, end);
        var (slots, grid) = (ImmutableArray.CreateBuilder<NeedSlot>(), rules.GridStarts(begin, end));
        examined = grid.Count;
        foreach (var (index, start) in grid.Index())
        {
            if (index % CheckedAtOnce == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (rules.AssignmentAt(start) is { } assignment)
            {
                slots.Add(new(Instant.FromUnixTimeTicks(start), ResourcesOf(plan, assignment)));
            }
        }

        return slots.ToImmutable();
    }

    /// <summary>The starts on the grids of the first need's resources that cannot be booked, each once, under the first resource whose grid has it. None if
    /// the resources that are not retired are never enough.</summary>
    public static ImmutableArray<RefusedStart> Explain(SlotQuery query, NeedPlan plan, Instant from, Instant to, CancellationToken cancellation = default)
    {
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        if (begin >= end || !plan.IsPossible)
        {
            return [];
        }

        var rules = new NeedRules(query, plan, begin, end);
        var refused = ImmutableArray.CreateBuilder<RefusedStart>();
        foreach (var start in rules.AreEverEnough ? rules.GridStarts(begin, end) : [])
        {
            cancellation.ThrowIfCancellationRequested();
            if (rules.AssignmentAt(start) is null && ReasonAt(start, rules, plan) is not Unavailability.OffGrid and var reason)
            {
                refused.Add(new(Instant.FromUnixTimeTicks(start), rules.OwnerOf(start), reason));
            }
        }

        return refused.ToImmutable();
    }

    /// <summary>The first <paramref name="count"/> starts in the range; fewer if there are fewer, or if it has asked <see cref="SlotSearch.MaximumExamined"/> times whether
    /// a resource is free.</summary>
    public static ImmutableArray<NeedSlot> Next(
        SlotQuery query, NeedPlan plan, Instant from, Instant to, int count, CancellationToken cancellation = default)
    {
        var (found, asked) = (ImmutableArray.CreateBuilder<NeedSlot>(), 0L);
        var (grid, calendars) = (plan.QueryOf(0, query), plan.GridCandidates.Select(candidate => plan.Candidates[candidate].Calendar).ToList());
        for (var stride = SlotSearch.FirstStride; from < to && found.Count < count && asked < SlotSearch.MaximumExamined; stride = Duration.Min(stride + stride, SlotSearch.LongestStride))
        {
            stride = SlotSearch.Bounded(stride, grid, calendars, from);
            var until = to - from > stride ? from + stride : to;
            found.AddRange(Offers(query, plan, from, until, cancellation, out var starts));
            (from, asked) = (until, asked + ((long)starts * plan.Candidates.Length));
        }

        return [.. found.Take(count)];
    }

    /// <summary>The resources of a booking at the start, one for each place; otherwise why there are none.</summary>
    public static (ImmutableArray<ResourceId>? Resources, Unavailability? Reason) AssignmentAt(Instant start, SlotQuery query, NeedPlan plan)
    {
        if (start >= SlotRange.Latest)
        {
            return (null, Unavailability.OutOfRange);
        }

        var ticks = SlotRange.Ticks(start);
        var rules = new NeedRules(query, plan, ticks, ticks);
        return rules.AssignmentAt(ticks) is { } found ? (ResourcesOf(plan, found), null) : (null, ReasonAt(ticks, rules, plan));
    }

    /// <summary>The same for staff who override the rules.</summary>
    public static (ImmutableArray<ResourceId>? Resources, Unavailability? Reason) AssignmentForOverride(Instant start, SlotQuery query, NeedPlan plan)
    {
        if (start >= SlotRange.Latest)
        {
            return (null, Unavailability.OutOfRange);
        }

        var matching = new PlaceMatching(plan);
        foreach (var location in plan.Candidates.Select(c => c.Location(start)).Distinct().ToList())
        {
            if (matching.Find(
                (place, c) => plan.Candidates[c].Location(start) == location
                    && SlotCheck.UnavailabilityForOverride(plan.StartOf(place, start), plan.QueryOf(place, query), plan.Candidates[c].Calendar) is null) is { } found)
            {
                return (ResourcesOf(plan, found), null);
            }
        }

        return (null, plan.Candidates.Select(c => SlotCheck.UnavailabilityForOverride(start, query, c.Calendar)).FirstOrDefault(r => r is not null) ?? Unavailability.Taken);
    }

    // The first need without enough free resources tells why. If each need has enough, but all together do not, all resources tell.
    private static Unavailability ReasonAt(long start, NeedRules rules, NeedPlan plan) =>
        ShortageOf(plan, rules.PermanentReason)
        ?? ShortageOf(plan, (place, candidate) => rules.UnavailabilityAt(place, candidate, start))
        ?? (rules.AreApart(start) ? Unavailability.Closed : MildestOf(ReasonsAt(start, rules, plan)) ?? Unavailability.Taken);

    private static Unavailability? ShortageOf(NeedPlan plan, Func<int, int, Unavailability?> reasonOf)
    {
        for (int place = 0, count; place < plan.Needs.Length; place += count)
        {
            count = plan.Needs.Count(need => need == plan.Needs[place]);
            var reasons = plan.ByPlace[place].Select(candidate => reasonOf(place, candidate)).ToList();
            if (reasons.Count(reason => reason is null) < count && MildestOf(reasons) is { } mildest)
            {
                return mildest;
            }
        }

        return null;
    }

    private static IEnumerable<Unavailability?> ReasonsAt(long start, NeedRules rules, NeedPlan plan) => Enumerable.Range(0, plan.Needs.Length)
        .SelectMany(place => plan.ByPlace[place].Select(candidate => rules.UnavailabilityAt(place, candidate, start)));

    // Of several resources the mildest reason counts, as that resource is nearest to being free. That a start is on the grid of none of them counts only if the
    // others are permanent.
    private static Unavailability? MildestOf(IEnumerable<Unavailability?> reasons)
    {
        var given = reasons.OfType<Unavailability>().ToList();
        return given.Count == 0 ? null
            : given.Contains(Unavailability.Held) ? Unavailability.Held
            : given.Where(reason => !NeedRules.IsPermanent(reason) && reason is not Unavailability.OffGrid).Select(reason => (Unavailability?)reason).Max()
                ?? (given.Contains(Unavailability.OffGrid) ? Unavailability.OffGrid : given.Max());
    }

    private static ImmutableArray<ResourceId> ResourcesOf(NeedPlan plan, int[] assignment) =>
        [.. assignment.Select(candidate => plan.Candidates[candidate].Calendar.Resource.Id)];
}
