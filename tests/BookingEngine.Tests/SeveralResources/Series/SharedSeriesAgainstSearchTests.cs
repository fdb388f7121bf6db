using System.Collections.Immutable;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Tests.Bookings;
using BookingEngine.Users;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.SeveralResources.Series;

/// <summary>Random series of one of two persons and one of two rooms, in random calendars. A time is booked if and only if the search offers it with these resources, after the times
/// before it are booked. All calendars then agree to exactly these times, and refuse all of them if one of them is taken.</summary>
public sealed class SharedSeriesAgainstSearchTests(ITestOutputHelper output)
{
    private static readonly ImmutableDictionary<BookingId, Refusal> NoRefusals = ImmutableDictionary<BookingId, Refusal>.Empty;
    private static readonly ImmutableArray<ResourceNeed> Needs = [new(1) { Kind = "person" }, new(1) { Kind = "room" }];
    private static readonly Instant Now = Instant.FromUtc(2031, 3, 1, 0, 0);

    [Fact]
    public void A_series_of_several_resources_books_exactly_what_the_search_offers()
    {
        var (cases, seed) = (TestVariable.Whole("AVAILABILITY_CASES", 20_000) / 20, TestVariable.Whole("AVAILABILITY_SEED", 1));
        var (booked, skipped) = (0, 0);
        for (var n = 0; n < cases; n++)
        {
            var (made, left) = Check(seed + n);
            (booked, skipped) = (booked + made, skipped + left);
        }

        output.WriteLine($"AVAILABILITY_SEED={seed}, {cases:N0} series: {booked:N0} times booked, {skipped:N0} skipped");
        Assert.True(booked > cases && skipped > cases / 4, $"{booked} {skipped}");
    }

    private static (int Booked, int Skipped) Check(int seed)
    {
        var random = new Random(seed);
        var service = DefaultCatalogue.InitialService with
        {
            Duration = Duration.FromMinutes(30 * random.Next(1, 40)),
            SlotInterval = Duration.FromMinutes(30),
            BufferAfter = Duration.FromMinutes(15 * random.Next(3)),
            Needs = Needs,
            ResourceIds = [],
        };
        ImmutableArray<ResourceAtLocation> resources = [.. new[] { "person-1", "person-2", "room-1", "room-2" }.Select(id => ResourceOf(id, random))];
        var start = Now + Duration.FromMinutes(30 * random.Next(1, 600));
        ImmutableArray<RuleTime> times = [.. Enumerable.Range(0, random.Next(1, 12)).Select(n => start + Duration.FromHours(12 * n)).Select(t => new RuleTime(t.InUtc().LocalDateTime, t))];
        Assert.False(NeedCandidates.Of(new SlotQuery(service, Now), Needs, resources, start, [], []).IsRefused(out _, out var candidates));
        var (chosen, free) = new RepeatedNeeds([.. times.Select(t => t.Start!.Value)], candidates.Query, candidates.Plan, isOverride: false).Find()!.Value;
        var choice = new ResourceChoice(candidates, [.. chosen.Select((resource, place) => new BookedResource(resource, place))], start, IsOverride: false);
        var command = new BookSeries(new BookSlot(new UserId(Guid.Empty), service, start), new SeriesRule("FREQ=DAILY", times.Length, null), Skips: true);
        var series = SharedSeries.Of(SeriesId.Of(new CommitId(Guid.CreateVersion7()), times.Length), command, choice, times);
        var check = series.Check(NoRefusals);
        Assert.True(Offered(candidates, chosen, times).SequenceEqual(check.Made.Select(made => made.Start)), $"AVAILABILITY_SEED={seed}");
        Assert.True(check.Made.Length <= free, $"AVAILABILITY_SEED={seed}"); // its own times may overlap
        if (!check.Made.IsEmpty)
        {
            CheckAct(series, check, candidates, random);
        }

        return (check.Made.Length, check.Skipped.Length);
    }

    private static void CheckAct(SharedSeries series, SeriesCheck check, NeedCandidates candidates, Random random)
    {
        var act = series.ActOf(check, details: null, new CommandContext(new CommitId(Guid.CreateVersion7()), Now, null, "test"));
        var (lead, other) = (StateOf(candidates, act.Lead), Assert.Single(act.Participants));
        var calendar = StateOf(candidates, other.ResourceId);
        Assert.Equal(check.Made.Select(m => (m.BookingId, m.Start)), other.Reserve(calendar).Events.Cast<TimeReserved>().Select(r => (r.BookingId, r.Time.Start)));
        Assert.Equal(check.Made.Select(m => (m.BookingId, m.Start)), act.Decide(lead).Events.Cast<BookingMade>().Select(m => (m.BookingId, m.Start)));
        var taken = TestBooking.At(check.Made[random.Next(check.Made.Length)].Start, Duration.FromMinutes(15), Guid.CreateVersion7());
        Assert.NotNull(other.Reserve(Given(calendar, taken)).Refusal);
        Assert.NotNull(act.Decide(Given(lead, taken)).Refusal);
    }

    // One by one: each time that the search offers with these resources is booked before the next is looked for.
    private static List<Instant> Offered(NeedCandidates candidates, ImmutableArray<ResourceId> chosen, ImmutableArray<RuleTime> times)
    {
        List<Instant> offered = [];
        var (resources, indexes) = (candidates.Resources, chosen.Select(id => candidates.Resources.IndexOf(candidates.Resources.First(r => r.Resource.Id == id))).ToImmutableArray());
        foreach (var start in times.Select(time => time.Start!.Value))
        {
            var plan = NeedCandidateReader.PlanOf(Needs, resources, (_, some) => some) with { Required = indexes };
            if (NeedSearch.Offers(candidates.Query, plan, start, start + Duration.FromTicks(1)).Length == 1)
            {
                offered.Add(start);
                var booking = TestBooking.At(start, candidates.Query.Service.Duration, Guid.CreateVersion7()) with { Terms = BookingTerms.Of(candidates.Query.Service) };
                resources = [.. resources.Select(at => chosen.Contains(at.Resource.Id) ? at with { State = Given(at.State, booking) } : at)];
            }
        }

        return offered;
    }

    private static ResourceAtLocation ResourceOf(string id, Random random)
    {
        var resource = DefaultCatalogue.InitialResource with { Id = new(id), Kind = id.Split('-')[0] };
        var stream = Calendar.StreamOf(resource.Id);
        var calendar = Given(Calendar.InitialOf(stream), new ResourceCreated(resource));
        for (var n = random.Next(8); n > 0; n--)
        {
            calendar = Given(calendar, TestBooking.At(Now + Duration.FromHours(random.Next(1, 400)), Duration.FromMinutes(30 * random.Next(1, 8)), Guid.CreateVersion7()));
        }

        return new(resource, DefaultCatalogue.InitialLocation, calendar);
    }

    private static Calendar StateOf(NeedCandidates candidates, ResourceId resource) => candidates.Resources.First(at => at.Resource.Id == resource).State;

    private static Calendar Given(Calendar calendar, IDomainEvent recorded) => calendar.Apply(
        new RecordedEvent(Calendar.StreamOf(DefaultCatalogue.Resource), 1, recorded, new CommitMetadata(Instant.FromUtc(2031, 1, 1, 0, 0), null, "test")));
}
