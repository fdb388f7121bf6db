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

    /// <summary>The starts on the grids of the first need's resources that cannot be booked, each once, under the first resource whose grid has it.</summary>
    public static ImmutableArray<RefusedStart> Explain(SlotQuery query, NeedPlan plan, Instant from, Instant to, CancellationToken cancellation = default)
    {
        var (begin, end) = (SlotRange.Ticks(from), SlotRange.Ticks(to));
        if (begin >= end || !plan.IsPossible)
        {
            return [];
        }

        var rules = new NeedRules(query, plan, begin, end);
        var refused = ImmutableArray.CreateBuilder<RefusedStart>();
        foreach (var start in rules.GridStarts(begin, end))
        {
            cancellation.ThrowIfCancellationRequested();
            if (rules.AssignmentAt(start) is null)
            {
                refused.Add(new(Instant.FromUnixTimeTicks(start), rules.OwnerOf(start), ReasonAt(start, rules, plan)));
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

    // The place that is hardest to fill tells why: the first without any free resource. Of its resources, the mildest reason counts, as that one is nearest
    // to being free.
    private static Unavailability ReasonAt(long start, NeedRules rules, NeedPlan plan)
    {
        for (var place = 0; place < plan.Needs.Length; place++)
        {
            var reasons = plan.ByPlace[place].Select(candidate => rules.UnavailabilityAt(place, candidate, start)).ToList();
            if (reasons.Count > 0 && reasons.All(reason => reason is not null))
            {
                return reasons.Contains(Unavailability.Held) ? Unavailability.Held : reasons.Max()!.Value;
            }
        }

        return IsHeld(start, rules, plan) ? Unavailability.Held : Unavailability.Taken;
    }

    private static bool IsHeld(long start, NeedRules rules, NeedPlan plan) => Enumerable.Range(0, plan.Needs.Length)
        .Any(place => plan.ByPlace[place].Any(candidate => rules.UnavailabilityAt(place, candidate, start) is Unavailability.Held));

    private static ImmutableArray<ResourceId> ResourcesOf(NeedPlan plan, int[] assignment) =>
        [.. assignment.Select(candidate => plan.Candidates[candidate].Calendar.Resource.Id)];
}
