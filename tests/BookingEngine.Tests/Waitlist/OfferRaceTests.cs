using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Tests.Transfers;
using BookingEngine.Transfers;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Between any two effects of a match, somebody else acts. Then the match goes on.</summary>
public sealed class OfferRaceTests
{
    [Theory]
    [InlineData(WaitlistFixture.InMemory)]
    [InlineData("ReplicaSet")]
    [InlineData("CosmosRu")]
    public Task Two_matchers_for_one_place_offer_it_once(string engine) => EachPauseAsync(engine, [Ann], (fixture, _) => LookAsync(fixture.By), async (fixture, entries) =>
        Assert.Equal([EntryStatus.Offered, EntryStatus.Waiting, EntryStatus.Waiting], await StatusesAsync(fixture, entries)));

    [Fact]
    public Task Two_matchers_for_two_places_offer_one_to_each_of_the_first_two() => EachPauseAsync(WaitlistFixture.InMemory, [Ann, Ben], (fixture, _) => LookAsync(fixture.By), async (fixture, entries) =>
        Assert.Equal([EntryStatus.Offered, EntryStatus.Offered, EntryStatus.Waiting], await StatusesAsync(fixture, entries)));

    [Fact]
    public async Task A_passer_by_or_the_first_who_waits_gets_the_place()
    {
        List<bool> booked = [];
        await EachPauseAsync(
            WaitlistFixture.InMemory, [Ann], async (fixture, _) => booked.Add((await fixture.TryBookAsync(fixture.By, 8)).Refusal is null),
            async (fixture, entries) => Assert.Equal(
                booked[^1] ? [EntryStatus.Waiting, EntryStatus.Waiting, EntryStatus.Waiting] : [EntryStatus.Offered, EntryStatus.Waiting, EntryStatus.Waiting],
                await StatusesAsync(fixture, entries)));
        Assert.Equal([true, false], booked.Distinct());
    }

    [Fact]
    public Task The_first_leaves_while_it_is_offered_a_place() => EachPauseAsync(WaitlistFixture.InMemory, [Ann], (fixture, entries) => fixture.LeaveAsync(entries[0]), async (fixture, entries) =>
        Assert.Equal([EntryStatus.Left, EntryStatus.Offered, EntryStatus.Waiting], await StatusesAsync(fixture, entries)));

    [Fact]
    public Task Settled_and_matched_by_another_the_late_matcher_changes_nothing() => EachPauseAsync(
        WaitlistFixture.InMemory, [Ann], async (fixture, _) =>
        {
            fixture.Pass(JointDecisions.RecoveryDelay);
            await LookAsync(fixture.By);
        },
        async (fixture, entries) => Assert.Equal([EntryStatus.Offered, EntryStatus.Waiting, EntryStatus.Waiting], await StatusesAsync(fixture, entries)));

    [Fact]
    public async Task Twenty_joins_at_once_of_one_customer_leave_ten_entries()
    {
        await using var fixture = await OpenAsync();
        await fixture.BookAsync(1);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.TryJoinAsync(fixture.By, 2)));
        Assert.Equal(10, outcomes.Count(outcome => outcome.Refusal is null));
        Assert.All(outcomes.Where(outcome => outcome.Refusal is not null), outcome => Assert.Equal("waitlist_full", outcome.Refusal!.Code));

        // A closed one makes room at once.
        await fixture.LeaveAsync((await fixture.WaitingAsync())[0]);
        Assert.Null((await fixture.TryJoinAsync(fixture.By, 2)).Refusal);
        Assert.Equal("waitlist_full", (await fixture.TryJoinAsync(fixture.By, 2)).Refusal!.Code);
    }

    private static async Task EachPauseAsync(
        string engine, ResourceId[] resources, Func<WaitlistFixture, WaitlistEntry[], Task> meanwhile, Func<WaitlistFixture, WaitlistEntry[], Task> then)
    {
        for (var n = 1; ; n++)
        {
            await using var fixture = await OpenAsync(engine, resources);
            var bookings = new List<Booking>();
            foreach (var resource in resources)
            {
                bookings.Add(await fixture.BookAsync(1, resource: resource));
            }

            WaitlistEntry[] entries = [await fixture.JoinAsync(2), await fixture.JoinAsync(3), await fixture.JoinAsync(4)];
            await fixture.DeliverAsync();
            foreach (var booking in bookings)
            {
                await fixture.CancelAsync(booking);
            }

            fixture.LoseMessages();
            var stop = new Stop(n, name => fixture.CheckAsync($"at {name}"));
            var isStopped = await stop.StopsAsync(LookAsync(fixture.NewInstance(stop.StepAsync)));
            await meanwhile(fixture, entries);
            await stop.ResumeAsync();
            fixture.Pass(JointDecisions.RecoveryDelay + Duration.FromSeconds(2));
            await LookAsync(fixture.By);
            await fixture.DeliverAsync();
            await fixture.AssertSettledAsync($"{engine}, {(isStopped ? $"paused at step {n}, {stop.Step}" : "one after the other")}");
            await then(fixture, entries);
            if (!isStopped)
            {
                Assert.True(n > 6, $"The match has {n} steps only.");
                return;
            }
        }
    }

    private static Task LookAsync(IServiceProvider by) =>
        by.GetRequiredService<WaitlistMessages>().HandleAsync($"{ServiceWaitlist.StreamOf(Cut)}", CancellationToken.None);

    private static async Task<EntryStatus[]> StatusesAsync(WaitlistFixture fixture, WaitlistEntry[] entries) =>
        [await fixture.StatusOfAsync(entries[0]), await fixture.StatusOfAsync(entries[1]), await fixture.StatusOfAsync(entries[2])];
}
