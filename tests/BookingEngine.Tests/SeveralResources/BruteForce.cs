using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>The rules of needs, written in another way than the engine's: by trying everything, and by Hall's condition.</summary>
internal static class BruteForce
{
    /// <summary>Whether resources can be found for a booking at the start.</summary>
    public static bool IsPossible(RandomNeeds given, Instant start) =>
        given.Plan.Candidates.Select(c => c.Location(start)).Distinct().Any(location => given.Plan.Required.IsEmpty
            ? HasEnough(given, start, location)
            : CanFill(given, start, location, place: 0, []));

    /// <summary>Whether these resources are different, free, at one place, and have the required one.</summary>
    public static bool IsValid(RandomNeeds given, Instant start, ImmutableArray<ResourceId> resources)
    {
        var chosen = resources.Select(id => given.Plan.Candidates.Index().Single(c => c.Item.Calendar.Resource.Id == id).Index).ToList();
        return chosen.Distinct().Count() == given.Plan.Needs.Length && chosen.Index().All(c => IsFree(given, start, c.Index, c.Item))
            && chosen.Select(c => given.Plan.Candidates[c].Location(start)).Distinct().Count() == 1 && given.Plan.Required.All(chosen.Contains);
    }

    /// <summary>At how many of the starts the best of all assignments is free, if each keeps its resources and they are together at each start. Null if there is no
    /// assignment.</summary>
    public static int? MostFree(RandomNeeds given, IReadOnlyList<Instant> starts) => MostFree(given, starts, place: 0, []);

    /// <summary>At how many of the starts these resources are free.</summary>
    public static int FreeAt(RandomNeeds given, IReadOnlyList<Instant> starts, ImmutableArray<ResourceId> resources) =>
        starts.Count(start => IsValid(given, start, resources));

    private static int? MostFree(RandomNeeds given, IReadOnlyList<Instant> starts, int place, ImmutableList<int> taken)
    {
        if (place == given.Plan.Needs.Length)
        {
            var isTogether = starts.All(start => taken.Select(c => given.Plan.Candidates[c].Location(start)).Distinct().Count() == 1);
            return isTogether && given.Plan.Required.All(taken.Contains) ? starts.Count(start => taken.Index().All(c => IsFree(given, start, c.Index, c.Item))) : null;
        }

        return given.Plan.ByPlace[place].Where(c => !taken.Contains(c)).Max(c => MostFree(given, starts, place + 1, taken.Add(c)));
    }

    // Hall: for each set of needs, the free resources that serve any of them are as many as the needs ask for together.
    private static bool HasEnough(RandomNeeds given, Instant start, LocationId location)
    {
        for (var set = 1; set < 1 << given.Needs.Length; set++)
        {
            var places = Enumerable.Range(0, given.Plan.Needs.Length).Where(place => (set >> given.Plan.Needs[place] & 1) == 1).ToList();
            var free = Enumerable.Range(0, given.Plan.Candidates.Length)
                .Count(c => given.Plan.Candidates[c].Location(start) == location && places.Exists(place => IsFree(given, start, place, c)));
            if (free < places.Count)
            {
                return false;
            }
        }

        return true;
    }

    private static bool CanFill(RandomNeeds given, Instant start, LocationId location, int place, ImmutableHashSet<int> taken) =>
        place == given.Plan.Needs.Length
            ? given.Plan.Required.All(taken.Contains)
            : Enumerable.Range(0, given.Plan.Candidates.Length).Any(c =>
                !taken.Contains(c) && given.Plan.Candidates[c].Location(start) == location && IsFree(given, start, place, c)
                    && CanFill(given, start, location, place + 1, taken.Add(c)));

    // The check of a command in one calendar. Only the first need has a grid.
    private static bool IsFree(RandomNeeds given, Instant start, int place, int candidate) => given.Plan.ByPlace[place].Contains(candidate)
        && SlotCheck.UnavailabilityAt(start, given.Query with { AllowsAnyStart = given.Plan.Needs[place] != 0 }, given.Plan.Candidates[candidate].Calendar) is null;
}
