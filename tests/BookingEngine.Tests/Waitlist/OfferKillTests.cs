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

/// <summary>An instance that offers, books or ends stops between any two effects. Another one goes on, by the messages or by the timer alone.</summary>
public sealed class OfferKillTests
{
    private static readonly Duration Recovery = JointDecisions.RecoveryDelay + Duration.FromSeconds(2);
    private static readonly ResourceId[] Several = [new("person-1"), new("room-1")];

    // On a database one recovery has to do: each test begins with a new one.
    public static TheoryData<string, bool> Engines => new()
    {
        { WaitlistFixture.InMemory, false }, { WaitlistFixture.InMemory, true }, { FixtureInstances.Embedded, false }, { FixtureInstances.Embedded, true },
        { "ReplicaSet", true }, { "CosmosRu", false },
    };

    public static TheoryData<string, string, bool> Acts
    {
        get
        {
            TheoryData<string, string, bool> acts = new();
            foreach (var act in new[] { "take", "refuse", "leave", "lapse" })
            {
                foreach (var (engine, loseMessages) in Engines.Select(e => ((string)e[0], (bool)e[1])))
                {
                    acts.Add(act, engine, loseMessages);
                }
            }

            return acts;
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public Task Killed_while_it_offers_a_place_it_is_offered_once(string engine, bool loseMessages) => EachStopAsync(
        engine, several: false, loseMessages, 3, FreedAsync, (fixture, by, _) => LookAsync(by),
        async (fixture, entries) => Assert.Equal(
            [EntryStatus.Offered, EntryStatus.Waiting], [await fixture.StatusOfAsync(entries[0]), await fixture.StatusOfAsync(entries[1])]));

    [Theory]
    [InlineData(WaitlistFixture.InMemory)]
    [InlineData(FixtureInstances.Embedded)]
    [InlineData("CosmosRu")]
    public Task Killed_while_it_offers_several_resources_all_are_held_once(string engine) => EachStopAsync(
        engine, several: true, loseMessages: false, 5, FreedAsync, (fixture, by, _) => LookAsync(by),
        async (fixture, entries) => Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(entries[0])));

    [Theory]
    [MemberData(nameof(Acts))]
    public Task Killed_while_an_offer_ends_the_place_is_one_persons(string act, string engine, bool loseMessages) =>
        EndedAtEachStopAsync(act, engine, several: false, loseMessages);

    [Theory]
    [InlineData("take")]
    [InlineData("refuse")]
    [InlineData("leave")]
    [InlineData("lapse")]
    public Task Killed_while_an_offer_of_several_ends_all_are_one_persons(string act) =>
        EndedAtEachStopAsync(act, WaitlistFixture.InMemory, several: true, loseMessages: false);

    [Fact]
    public Task Killed_while_a_customer_joins_the_entry_gets_what_is_freed_later() => EachStopAsync(
        WaitlistFixture.InMemory, several: false, loseMessages: true, 4, async fixture => [await fixture.JoinAsync(2), await fixture.JoinAsync(3)],
        (fixture, by, _) => fixture.TryJoinAsync(by, 4),
        async (fixture, entries) => Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(entries[0])), freesLater: true);

    private static Task EndedAtEachStopAsync(string act, string engine, bool several, bool loseMessages) => EachStopAsync(
        engine, several, loseMessages, 2, OfferedAsync, (fixture, by, entries) => ActAsync(act, fixture, by, entries[0]),
        async (fixture, entries) =>
        {
            var (first, second) = (await fixture.StatusOfAsync(entries[0]), await fixture.StatusOfAsync(entries[1]));
            Assert.Equal(first is EntryStatus.Taken or EntryStatus.Offered, second is not EntryStatus.Offered);
            Assert.True(act != "take" || first is EntryStatus.Taken or EntryStatus.Offered, $"{act}: {first}");
        });

    private static async Task<WaitlistEntry[]> FreedAsync(WaitlistFixture fixture)
    {
        WaitlistEntry[] entries = [await fixture.JoinAsync(2), await fixture.JoinAsync(3)];
        await fixture.DeliverAsync();
        await fixture.CancelAsync((await BookingOfAsync(fixture))!);
        fixture.LoseMessages();
        return entries;
    }

    private static async Task<WaitlistEntry[]> OfferedAsync(WaitlistFixture fixture)
    {
        WaitlistEntry[] entries = [await fixture.JoinAsync(2), await fixture.JoinAsync(3)];
        await fixture.CancelAsync((await BookingOfAsync(fixture))!);
        await fixture.DeliverAsync();
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(entries[0]));
        return entries;
    }

    private static async Task<Booking?> BookingOfAsync(WaitlistFixture fixture) =>
        (await fixture.Get<BookingEngine.ReadModels.IReadModelStore>().ListAsync(
            BookingEngine.ReadModels.ReadModelList.OfPartition(BookingsProjection.ModelName, BookingsProjection.PartitionOf(Person(1))), default, CancellationToken.None))
        .Select(BookingsProjection.Read).Single();

    private static Task LookAsync(IServiceProvider by) =>
        by.GetRequiredService<WaitlistMessages>().HandleAsync($"{ServiceWaitlist.StreamOf(Cut)}", CancellationToken.None);

    private static async Task ActAsync(string act, WaitlistFixture fixture, IServiceProvider by, WaitlistEntry entry)
    {
        switch (act)
        {
            case "take":
                await fixture.TakeAsync(entry, by: by);
                break;
            case "refuse":
                await fixture.RefuseAsync(entry, by);
                break;
            case "leave":
                await fixture.LeaveAsync(entry, by);
                break;
            default:
                fixture.Pass(Hour);
                await LookAsync(by);
                break;
        }
    }

    /// <param name="atLeast">So many effects the act has at least.</param>
    private static async Task EachStopAsync(
        string engine, bool several, bool loseMessages, int atLeast, Func<WaitlistFixture, Task<WaitlistEntry[]>> prepare,
        Func<WaitlistFixture, IServiceProvider, WaitlistEntry[], Task> act, Func<WaitlistFixture, WaitlistEntry[], Task> then, bool freesLater = false)
    {
        var stops = new KillStops();
        while (stops.MoveNext())
        {
            await using var fixture = several ? await OpenAsync(engine, ToSeveral, Several) : await OpenAsync(engine);
            await (several ? fixture.TellAsync(Several) : Task.CompletedTask);
            await fixture.BookAsync(1);
            var entries = await prepare(fixture);
            var stop = stops.NewStop(fixture.Stored, name => fixture.CheckAsync($"at {name}"));
            var isStopped = await stop.StopsAsync(act(fixture, fixture.NewInstance(name => IsStop(name, engine) ? stop.StepAsync(name) : Task.CompletedTask), entries));
            if (freesLater)
            {
                await fixture.CancelAsync((await BookingOfAsync(fixture))!);
            }

            var when = $"{engine}, {(isStopped ? $"stopped at step {stop.At}, {stop.Step}" : "the whole act")}";
            await GoOnAsync(fixture, engine, loseMessages, when);
            await fixture.AssertSettledAsync(when);
            await then(fixture, entries);
        }

        Assert.True(stops.Count > atLeast, $"The act has {stops.Count} steps only.");
    }

    // A message that was being handled is visible again after a crash. Or the queue's memory is lost, and the process starts again, with the timer.
    private static async Task GoOnAsync(WaitlistFixture fixture, string engine, bool loseMessages, string when)
    {
        var by = fixture.NewInstance(name => IsStop(name, engine) ? fixture.CheckAsync($"{when}, then at {name}") : Task.CompletedTask);
        if (loseMessages)
        {
            fixture.LoseMessages();
            await fixture.SweepAsync(by);
        }

        fixture.Pass(Recovery);
        await (loseMessages ? Task.CompletedTask : LookAsync(by));
        await fixture.DeliverAsync(by);
        fixture.Pass(Duration.FromSeconds(31) - Recovery);
        await fixture.CheckAsync($"{when}, half a minute later");
        fixture.Pass(Recovery); // the other calendars follow the one that decides
        await fixture.DeliverAsync(by);
    }

    // On a database only events: its documents follow from them as in memory.
    private static bool IsStop(string step, string engine) =>
        engine is WaitlistFixture.InMemory or FixtureInstances.Embedded || step.StartsWith("append", StringComparison.Ordinal);

    private static Service ToSeveral(Service service) => service with { ResourceIds = [], Needs = [new(1) { Kind = "person" }, new(1) { Kind = "room" }] };
}
