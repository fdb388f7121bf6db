using System.Collections.Immutable;
using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Occupied;
using NodaTime;

namespace BookingEngine.Tests.Visits;

/// <summary>The rules of visits, written in another way than the engine's: parts are put into the calendars one after the other, and everything is
/// tried.</summary>
internal static class VisitBruteForce
{
    /// <summary>Whether resources can be found for a visit at the start.</summary>
    public static bool IsPossible(RandomVisit given, Instant start) =>
        given.Plan.Candidates.Select(c => c.Location(start)).Distinct().Any(location => CanFill(given, start, location, []));

    /// <summary>Whether these resources are free one after the other, at one place, and have the required one.</summary>
    public static bool IsValid(RandomVisit given, Instant start, ImmutableArray<ResourceId> resources)
    {
        ImmutableList<int> chosen = [.. resources.Select(id => given.Plan.Candidates.Index().Single(c => c.Item.Calendar.Resource.Id == id).Index)];
        return Enumerable.Range(0, chosen.Count).All(n => CanTake(given, start, chosen[n], chosen.GetRange(0, n)))
            && chosen.Select(c => given.Plan.Candidates[c].Location(start)).Distinct().Count() == 1 && given.Plan.Required.All(chosen.Contains);
    }

    private static bool CanFill(RandomVisit given, Instant start, LocationId location, ImmutableList<int> chosen) =>
        chosen.Count == given.Plan.Visit!.Value.Length
            ? given.Plan.Required.All(chosen.Contains)
            : Enumerable.Range(0, given.Plan.Candidates.Length).Any(c =>
                given.Plan.Candidates[c].Location(start) == location && CanTake(given, start, c, chosen) && CanFill(given, start, location, chosen.Add(c)));

    // The check of a command in one calendar, in which the earlier parts are booked already.
    private static bool CanTake(RandomVisit given, Instant start, int candidate, ImmutableList<int> before)
    {
        var (visit, place, calendar) = (given.Query.Service, before.Count, given.Plan.Candidates[candidate].Calendar);
        var segment = visit.Segments!.Value[place];
        var service = visit.Parts!.Value[place].Service with
        {
            MinimumNotice = place == 0 ? visit.MinimumNotice : Duration.Zero,
            Horizon = place == 0 ? visit.Horizon : null,
            SlotInterval = visit.SlotInterval,
            Active = visit.Active,
        };
        var taken = before.Index().Where(b => b.Item == candidate).Aggregate(calendar.Occupied, (occupied, part) => occupied.Add(PartOf(visit, part.Index, start)));
        return (!segment.IsWithSame || before[^1] == candidate)
            && SlotCheck.UnavailabilityAt(StartOf(visit, place, start), given.Query with { Service = service, AllowsAnyStart = place > 0 }, calendar with { Occupied = taken }) is null;
    }

    private static OccupiedSlot PartOf(Service visit, int place, Instant start)
    {
        var (service, at) = (visit.Parts!.Value[place].Service, StartOf(visit, place, start));
        return new(Guid.CreateVersion7(), OccupiedBy.Booking, service.Id, at, at + service.Duration, service.BufferBefore, service.BufferAfter, 1, false, true, null);
    }

    private static Instant StartOf(Service visit, int place, Instant start) => place == 0 ? start
        : StartOf(visit, place - 1, start) + visit.Parts!.Value[place - 1].Service.Duration + visit.Parts!.Value[place - 1].Service.BufferAfter
            + visit.Parts!.Value[place].Service.BufferBefore;
}
