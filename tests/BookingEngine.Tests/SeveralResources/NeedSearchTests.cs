using BookingEngine.Catalogue;
using BookingEngine.Slots;
using BookingEngine.Slots.Needs;
using BookingEngine.Slots.Occupied;
using BookingEngine.Tests.Availability;
using NodaTime;
using Xunit.Abstractions;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>A start is offered if and only if a command finds resources for it at that moment, which is so if and only if each set of needs has enough free
/// resources together (Hall's condition).</summary>
public sealed class NeedSearchTests(ITestOutputHelper output)
{
    [Fact]
    public void Search_command_and_Halls_condition_agree()
    {
        var (offered, refused) = SearchAgreement.CheckAll(seed =>
        {
            var given = new RandomNeeds(seed);
            return new SearchAgreement(seed, given.Query, given.Plan, given.Day)
            {
                Others = [given.AnyMinute(), given.AnyMinute()],
                IsPossible = start => BruteForce.IsPossible(given, start),
                IsValid = (start, found) => BruteForce.IsValid(given, start, found),
            };
        });
        output.WriteLine($"SEVERAL_SEED={SearchAgreement.FirstSeed}, {SearchAgreement.Cases:N0} cases: {offered:N0} starts offered, {refused:N0} refused");
    }

    [Fact]
    public void The_only_resource_of_one_need_is_not_given_to_another()
    {
        var (a, b) = (Of("a", "x"), Of("b", "x"));
        var plan = NeedPlan.Of([new(1) { ResourceIds = [a.Resource.Id, b.Resource.Id] }, new(1) { ResourceIds = [a.Resource.Id] }], [At(a), At(b)], (_, some) => some);
        var (found, _) = NeedSearch.AssignmentAt(Given.At("2030-01-01T10:00Z"), QueryOf(a, b), plan);
        Assert.Equal(["b", "a"], found!.Value.Select(r => r.Value));
    }

    [Fact]
    public void A_start_on_the_first_needs_grid_is_offered_off_the_others_grids()
    {
        var (person, room) = (Of("a", "09:00-17:00"), Of("b", "09:15-17:15"));
        var plan = NeedPlan.Of([new(1) { ResourceIds = [person.Resource.Id] }, new(1) { ResourceIds = [room.Resource.Id] }], [At(person), At(room)], (_, some) => some);
        var starts = NeedSearch.Offers(QueryOf(person, room), plan, Given.At("2030-01-01T00:00Z"), Given.At("2030-01-01T11:00Z")).Select(o => o.Start.Text());
        Assert.Equal(["2030-01-01T09:30Z", "2030-01-01T10:00Z", "2030-01-01T10:30Z"], starts);
    }

    [Fact]
    public void A_start_that_only_a_closing_resource_has_on_its_grid_is_closed()
    {
        var (early, late) = (Of("a", "09:00-12:00"), Of("b", "09:10-17:10"));
        Assert.Equal([("2030-01-01T11:30Z", Unavailability.Closed)], ExplainFrom("2030-01-01T11:30Z", new(1), early, late)[..1]);
        Assert.Equal(Unavailability.OffGrid, ReasonAt("2030-01-01T10:45Z", new(1), early, late));
    }

    [Fact]
    public void A_need_of_two_with_one_closed_resource_is_closed_and_not_taken()
    {
        var (always, morning) = (Of("a", "00:00-24:00"), Of("b", "00:00-12:00"));
        Assert.Equal([("2030-01-01T11:30Z", Unavailability.Closed), ("2030-01-01T12:00Z", Unavailability.Closed)], ExplainFrom("2030-01-01T11:00Z", new(2), always, morning)[..2]);
        var taken = Of("b", "00:00-24:00", Given.Booking("2030-01-01T12:00Z", "2030-01-01T13:00Z"));
        Assert.Equal(("2030-01-01T11:30Z", Unavailability.Taken), ExplainFrom("2030-01-01T11:00Z", new(2), always, taken)[0]);
    }

    [Fact]
    public void Starts_are_not_explained_where_the_resources_of_a_need_are_retired()
    {
        var (active, retired) = (Of("a", "x"), Of("b", "x"));
        retired = retired with { Resource = retired.Resource with { Active = false } };
        Assert.Empty(ExplainFrom("2030-01-01T00:00Z", new(2), active, retired));
        Assert.Equal(Unavailability.ResourceInactive, ReasonAt("2030-01-01T09:00Z", new(2), active, retired));
    }

    [Fact]
    public void Resources_that_are_free_at_two_locations_are_closed_and_not_taken()
    {
        var (here, there) = (Of("a", "x"), Of("b", "x"));
        there = there with { Resource = there.Resource with { LocationId = new("there") } };
        Assert.Equal(("2030-01-01T09:00Z", Unavailability.Closed), ExplainFrom("2030-01-01T00:00Z", new(2), here, there)[0]);
    }

    [Fact]
    public void The_first_starts_are_given_up_where_nothing_is_free()
    {
        var from = Given.At("2030-01-01T00:00Z");
        var taken = new OccupiedSlot(
            Guid.CreateVersion7(), OccupiedBy.Booking, Given.Massage, from, from + Duration.FromDays(100), Duration.Zero, Duration.Zero, 1, false, true, null);
        var candidates = Enumerable.Range(0, 100).Select(n => At(Of($"r{n}", "00:00-24:00", taken))).ToArray();
        var plan = NeedPlan.Of([new(2) { ResourceIds = [.. candidates.Select(c => c.Calendar.Resource.Id)] }], [.. candidates], (_, some) => some);
        var query = QueryOf([.. candidates.Select(c => c.Calendar)]) with { Now = from };
        query = query with { Service = query.Service with { SlotInterval = Duration.FromMinutes(1) } };

        Assert.Empty(NeedSearch.Next(query, plan, from, from + Duration.FromDays(101), 1));
        Assert.Single(NeedSearch.Next(query, plan, from + Duration.FromDays(99), from + Duration.FromDays(101), 1));
    }

    /// <summary>50 resources that are booked half the time, and a month of starts every 15 minutes. It prints the best of 20 runs.</summary>
    [Fact]
    public void A_month_over_50_resources_with_two_needs_has_its_time_printed()
    {
        var random = new Random(1);
        var from = Given.At("2030-01-01T00:00Z");
        var candidates = Enumerable.Range(0, 50).Select(n => At(Of($"r{n}", "08:00-18:00", [.. Enumerable.Range(0, 200).Select(_ =>
        {
            var start = from + Duration.FromMinutes(15 * random.Next(4 * 24 * 31));
            return new OccupiedSlot(
                Guid.CreateVersion7(), OccupiedBy.Booking, Given.Massage, start, start + Duration.FromHours(1), Duration.Zero, Duration.Zero, 1, false, true, null);
        })]))).ToArray();
        var plan = NeedPlan.Of(
            [new(1) { ResourceIds = [.. candidates[..25].Select(c => c.Calendar.Resource.Id)] }, new(2) { ResourceIds = [.. candidates[25..].Select(c => c.Calendar.Resource.Id)] }],
            [.. candidates], (_, some) => some);
        var query = QueryOf([.. candidates.Select(c => c.Calendar)]) with { Now = from };
        var (offers, best) = SearchAgreement.Time(query, plan, from);

        output.WriteLine($"50 resources, 3 places, a month: {offers} starts in {best.TotalMilliseconds:0.00} ms at best");
        Assert.InRange(offers, 500, 1_240);
    }

    /// <summary>The refused starts of a need that is met by any of the resources, until the end of the day.</summary>
    private static (string Start, Unavailability Reason)[] ExplainFrom(string from, ResourceNeed need, params ResourceOccupancy[] calendars) =>
    [
        .. NeedSearch.Explain(QueryOf(calendars), PlanOf(need, calendars), Given.At(from), Given.At("2030-01-02T00:00Z")).Select(refused => (refused.Start.Text(), refused.Reason)),
    ];

    private static Unavailability? ReasonAt(string start, ResourceNeed need, params ResourceOccupancy[] calendars) =>
        NeedSearch.AssignmentAt(Given.At(start), QueryOf(calendars), PlanOf(need, calendars)).Reason;

    private static NeedPlan PlanOf(ResourceNeed need, params ResourceOccupancy[] calendars) =>
        NeedPlan.Of([need with { ResourceIds = [.. calendars.Select(c => c.Resource.Id)] }], [.. calendars.Select(At)], (_, some) => some);

    private static SlotQuery QueryOf(params ResourceOccupancy[] calendars) =>
        new(Given.Service("60/30") with { ResourceIds = [.. calendars.Select(c => c.Resource.Id)] }, Given.LongBefore);

    private static NeedCandidate At(ResourceOccupancy calendar) => new(calendar, _ => calendar.Resource.LocationId);

    private static ResourceOccupancy Of(string id, string hours, params OccupiedSlot[] taken) => new(
        new Resource(new(id), id, "person", new("here"), 1, Given.Daily(hours == "x" ? "09:00-17:00" : hours), [], true), DateTimeZone.Utc, Occupancy.Of(taken));
}
