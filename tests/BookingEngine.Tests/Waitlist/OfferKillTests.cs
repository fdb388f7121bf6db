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
    private static readonly ResourceId[] Several = [new("person-1"), new("room-1")];

    public static TheoryData<string, bool> Engines => new()
    {
        { WaitlistFixture.InMemory, false }, { WaitlistFixture.InMemory, true }, { "ReplicaSet", false }, { "ReplicaSet", true }, { "CosmosRu", false }, { "CosmosRu", true },
    };

    public static TheoryData<string, bool> Acts => new()
    {
        { "take", false }, { "take", true }, { "refuse", false }, { "refuse", true }, { "leave", false }, { "leave", true }, { "lapse", false }, { "lapse", true },
    };

    [Theory]
    [MemberData(nameof(Engines))]
    public Task Killed_while_it_offers_a_place_it_is_offered_once(string engine, bool loseMessages) => EachStopAsync(
        engine, several: false, loseMessages, 8, FreedAsync, (fixture, by, _) => LookAsync(by),
        async (fixture, entries) => Assert.Equal(
            [EntryStatus.Offered, EntryStatus.Waiting], [await fixture.StatusOfAsync(entries[0]), await fixture.StatusOfAsync(entries[1])]));

    [Theory]
    [InlineData(WaitlistFixture.InMemory)]
    [InlineData("CosmosRu")]
    public Task Killed_while_it_offers_several_resources_all_are_held_once(string engine) => EachStopAsync(
        engine, several: true, loseMessages: false, 12, FreedAsync, (fixture, by, _) => LookAsync(by),
        async (fixture, entries) => Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(entries[0])));

    [Theory]
    [MemberData(nameof(Acts))]
    public Task Killed_while_an_offer_ends_the_place_is_one_persons(string act, bool loseMessages) => EachStopAsync(
        WaitlistFixture.InMemory, several: false, loseMessages, 4, OfferedAsync, (fixture, by, entries) => ActAsync(act, fixture, by, entries[0]),
        async (fixture, entries) =>
        {
            var (first, second) = (await fixture.StatusOfAsync(entries[0]), await fixture.StatusOfAsync(entries[1]));
            Assert.Equal(first is EntryStatus.Taken or EntryStatus.Offered, second is not EntryStatus.Offered);
            Assert.True(act != "take" || first is EntryStatus.Taken or EntryStatus.Offered, $"{act}: {first}");
        });

    [Fact]
    public Task Killed_while_a_customer_joins_the_entry_gets_what_is_freed_later() => EachStopAsync(
        WaitlistFixture.InMemory, several: false, loseMessages: true, 8, async fixture => [await fixture.JoinAsync(2), await fixture.JoinAsync(3)],
        (fixture, by, _) => fixture.TryJoinAsync(by, 4),
        async (fixture, entries) => Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(entries[0])), freesLater: true);

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

    private static async Task EachStopAsync(
        string engine, bool several, bool loseMessages, int atLeast, Func<WaitlistFixture, Task<WaitlistEntry[]>> prepare,
        Func<WaitlistFixture, IServiceProvider, WaitlistEntry[], Task> act, Func<WaitlistFixture, WaitlistEntry[], Task> then, bool freesLater = false)
    {
        var stops = new KillStops();
        while (stops.MoveNext())
        {
            await using var fixture = several ? await OpenAsync(engine, ToSeveral, Several) : await OpenAsync(engine);
            await fixture.BookAsync(1);
            var entries = await prepare(fixture);
            var stop = stops.NewStop(fixture.Stored, name => fixture.CheckAsync($"at {name}"));
            var isStopped = await stop.StopsAsync(act(fixture, fixture.NewInstance(stop.StepAsync), entries));
            if (freesLater)
            {
                await fixture.CancelAsync((await BookingOfAsync(fixture))!);
            }

            await GoOnAsync(fixture, loseMessages);
            await fixture.AssertSettledAsync($"{engine}, {(isStopped ? $"stopped at step {stop.At}, {stop.Step}" : "the whole act")}");
            await then(fixture, entries);
        }

        Assert.True(stops.Count > atLeast, $"The act has {stops.Count} steps only.");
    }

    // A message that was being handled is visible again after a crash.
    private static async Task GoOnAsync(WaitlistFixture fixture, bool loseMessages)
    {
        if (loseMessages)
        {
            fixture.LoseMessages();
            fixture.Pass(Duration.FromMinutes(5));
            await fixture.SweepAsync();
        }
        else
        {
            fixture.Pass(JointDecisions.RecoveryDelay + Duration.FromSeconds(2));
            await LookAsync(fixture.By);
        }

        await fixture.DeliverAsync();
        fixture.Pass(JointDecisions.RecoveryDelay + Duration.FromSeconds(2)); // the other calendars follow the one that decides
        await fixture.DeliverAsync();
    }

    private static Service ToSeveral(Service service) => service with { ResourceIds = [], Needs = [new(1) { Kind = "person" }, new(1) { Kind = "room" }] };
}
