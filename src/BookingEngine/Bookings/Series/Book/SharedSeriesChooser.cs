using System.Collections.Immutable;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using NodaTime;

namespace BookingEngine.Bookings.Series.Book;

/// <summary>Chooses the resources of a series: those that are free at each time, or else at most times; then by the service's assignment.</summary>
public sealed class SharedSeriesChooser(ResourceChooser chooser, IRecurringDates dates)
{
    /// <param name="id">The id of the command. Each of its tries has another one.</param>
    public async Task<Outcome<SharedSeries>> ChooseAsync(BookSeries command, CommitId id, Instant now, CancellationToken cancellation)
    {
        if ((await chooser.FindAsync(command.First, now, isNewest: true, cancellation)).IsRefused(out var refusal, out var found))
        {
            return refusal;
        }

        if (SlotRefusals.OfRange(found.Start) is { } outside)
        {
            return outside;
        }

        if (TimesOf(command, found.Candidates, found.Start).IsRefused(out refusal, out var ways))
        {
            return refusal;
        }

        return ways.Select(way => SeriesAt(way.Times, way.Plan, command, id, found.Candidates, found.Start)).OfType<(SharedSeries Series, int Missing)>()
            .OrderBy(way => way.Missing).Select(way => way.Series).FirstOrDefault() is { } best ? best : SlotRefusals.NeedsNotMet;
    }

    // Resources of the first need may stand at places with other clocks, so that the rule has other times there.
    private Outcome<ImmutableArray<(ImmutableArray<RuleTime> Times, NeedPlan Plan)>> TimesOf(BookSeries command, NeedCandidates candidates, Instant start)
    {
        var (expanded, ways) = (new RememberedDates(dates), new List<(ImmutableArray<RuleTime> Times, HashSet<int> By)>());
        foreach (var index in candidates.Plan.GridCandidates)
        {
            var at = candidates.Resources[index].Locations;
            var local = command.First.When.Instant is null ? command.First.When.Local : start.InZone(at.ZoneAt(start)).LocalDateTime;
            if (SeriesTimes.Of(command.Rule, local, start, at, expanded).IsRefused(out var refusal, out var times))
            {
                return refusal;
            }

            if (ways.Find(way => way.Times.SequenceEqual(times)).By is { } same)
            {
                same.Add(index);
            }
            else
            {
                ways.Add((times, [index]));
            }
        }

        return ways.Select(way => (way.Times, PlanOf(candidates.Plan, way.By))).ToImmutableArray();
    }

    private static NeedPlan PlanOf(NeedPlan plan, HashSet<int> first) =>
        plan with { ByPlace = [.. plan.ByPlace.Select((by, place) => plan.HasGrid(place) ? by.RemoveAll(candidate => !first.Contains(candidate)) : by)] };

    private static (SharedSeries Series, int Missing)? SeriesAt(
        ImmutableArray<RuleTime> times, NeedPlan plan, BookSeries command, CommitId id, NeedCandidates candidates, Instant start)
    {
        var isOverride = command.First.OverridesAs is not null;
        ImmutableArray<Instant> starts = [.. times.Select(time => time.Start).OfType<Instant>()];
        var found = new RepeatedNeeds(starts, candidates.Query, plan, isOverride: false).Find();
        if (isOverride && found?.Free != starts.Length)
        {
            found = new RepeatedNeeds(starts, candidates.Query, plan, isOverride).Find();
        }

        if (found is not { } chosen)
        {
            return null;
        }

        var choice = new ResourceChoice(candidates, [.. chosen.Resources.Select((resource, place) => new BookedResource(resource, plan.Needs[place]))], start, isOverride);
        return (SharedSeries.Of(SeriesId.Of(id, starts.Length), command, choice, times), starts.Length - chosen.Free);
    }
}
