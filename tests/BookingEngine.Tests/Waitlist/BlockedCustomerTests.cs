using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.ChangeEnd;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Catalogue;
using BookingEngine.Holds;
using BookingEngine.Tests.Transfers;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>A place is free, and the customer who waits for it cannot have it. Whatever frees the customer, in whatever calendar, leads to the offer within five
/// seconds. The timer never runs.</summary>
public sealed class BlockedCustomerTests
{
    internal static readonly ServiceId Talk = new("talk");
    private static readonly ResourceId Cid = new("cid");
    private static readonly Actor Administrator = new(Person(900), Role.Admin);

    /// <summary>What frees the customer, by what blocks them. It returns once it is done.</summary>
    private static readonly Dictionary<string, Act> Acts = new()
    {
        ["another booking is cancelled"] = new(OtherService(), (f, by, b) => f.CancelAsync(b, by)),
        ["another exclusive booking is cancelled"] = new(OtherService(exclusive: true), (f, by, b) => f.CancelAsync(b, by)),
        ["a pending booking is declined"] = new(OtherService() with { Approval = true }, (f, by, b) => DeclineAsync(f, by, b)),
        ["another booking moves"] = new(OtherService(), (f, by, b) => MoveAsync(f, by, b, Ben)),
        ["another booking moves to another calendar"] = new(OtherService(), (f, by, b) => MoveAsync(f, by, b, Cid)),
        ["another exclusive booking moves to another calendar"] = new(OtherService(exclusive: true), (f, by, b) => MoveAsync(f, by, b, Cid)),
        ["a running booking ends early"] = new(OtherService() with { Duration = Hour * 3, SlotInterval = Hour }, EndAsync) { At = Ten - (Hour * 2) },
        ["a hold is released"] = new(OtherService(exclusive: true), ReleaseAsync) { IsHold = true },
        ["a hold expires"] = new(OtherService(exclusive: true), (f, _, _) => PassAsync(f, Minute * 10)) { IsHold = true },
        ["a hold that was extended expires"] = new(OtherService(exclusive: true), ExtendAsync) { IsHold = true },
    };

    public static TheoryData<string> Names => [.. Acts.Keys];

    public static TheoryData<string, string> NamesOnEngines
    {
        get
        {
            TheoryData<string, string> all = new();
            foreach (var engine in new[] { WaitlistFixture.InMemory, FixtureInstances.Embedded, "ReplicaSet", "CosmosRu" })
            {
                Acts.Keys.ToList().ForEach(name => all.Add(name, engine));
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(NamesOnEngines))]
    public async Task A_customer_who_becomes_free_is_offered_the_place_they_wait_for(string name, string engine)
    {
        var act = Acts[name];
        await using var fixture = await BlockedAsync(act, engine);
        var (entry, blocking) = (await OnlyEntryAsync(fixture), await BlockingAsync(fixture, act));
        await act.Free(fixture, fixture.By, blocking);
        await AssertOfferedSoonAsync(fixture, entry, name);
    }

    // A look may come at any moment of the act, and must not be the last one.
    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_look_in_the_middle_of_what_frees_a_customer_is_not_the_last(string name)
    {
        for (var n = 1; ; n++)
        {
            var act = Acts[name];
            await using var fixture = await BlockedAsync(act);
            var (entry, blocking) = (await OnlyEntryAsync(fixture), await BlockingAsync(fixture, act));
            var stop = new Stop(n, _ => Task.CompletedTask);
            var isStopped = await stop.StopsAsync(act.Free(fixture, fixture.NewInstance(stop.StepAsync), blocking));
            await DeliverAsync(fixture);
            await stop.ResumeAsync();
            await AssertOfferedSoonAsync(fixture, entry, $"{name}, after a look at step {n}, {stop.Step}");
            if (!isStopped)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task What_no_customer_waits_behind_any_more_leads_to_one_look_and_no_other()
    {
        var act = Acts["another exclusive booking is cancelled"];
        await using var fixture = await BlockedAsync(act);
        await fixture.LeaveAsync(await OnlyEntryAsync(fixture));
        await DeliverAsync(fixture);
        await fixture.CancelAsync(await BlockingAsync(fixture, act));
        await DeliverAsync(fixture);
        await fixture.CancelAsync(await fixture.BookAsync(2, service: Talk));
        Assert.Empty(fixture.Messages());
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_blocked_customer_costs_no_looks_while_nothing_happens()
    {
        await using var fixture = await BlockedAsync(Acts["another booking is cancelled"]);
        fixture.Pass(Minute);
        Assert.Empty(fixture.Messages());
        await fixture.SweepAsync();
        await DeliverAsync(fixture);
        Assert.Empty(fixture.Messages());
    }

    // Cut excludes other bookings. A place of it is free, and the second person waits for it, who has something else then.
    private static async Task<WaitlistFixture> BlockedAsync(Act act, string engine = WaitlistFixture.InMemory)
    {
        var fixture = await OpenAsync(engine, service => service with { ExclusivePerCustomer = true, ResourceIds = [Ann] }, Ann, Ben, Cid);
        await fixture.CreateAsync(act.Other);
        var taken = await fixture.BookAsync(1);
        await (act.IsHold ? HoldAsync(fixture, act) : fixture.BookAsync(2, act.At, Ben, Talk));
        var entry = await fixture.JoinAsync(2);
        await fixture.CancelAsync(taken);
        await DeliverAsync(fixture);
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        return fixture;
    }

    private static async Task<Booking> BlockingAsync(WaitlistFixture fixture, Act act) => act.IsHold ? null! :
        (await fixture.Get<BookingEngine.ReadModels.IReadModelStore>().ListAsync(
            BookingEngine.ReadModels.ReadModelList.OfPartition(BookingsProjection.ModelName, BookingsProjection.PartitionOf(Person(2))), default, CancellationToken.None))
        .Select(BookingsProjection.Read).Single();

    internal static Service OtherService(bool exclusive = false) =>
        DefaultCatalogue.InitialService with { Id = Talk, ResourceIds = [Ben, Cid], ExclusivePerCustomer = exclusive };

    private static async Task<WaitlistEntry> OnlyEntryAsync(WaitlistFixture fixture) => Assert.Single(await fixture.WaitingAsync());

    private static async Task HoldAsync(WaitlistFixture fixture, Act act) => Assert.Null((await fixture.Get<PlaceHoldHandler>().HandleAsync(
        new PlaceHold(Person(2), new SlotInput(default, act.At), Minute * 10) { ServiceId = Talk, ResourceId = Ben }, fixture.NewContext(), CancellationToken.None)).Refusal);

    private static async Task<HoldId> HoldOfAsync(WaitlistFixture fixture) => new(
        Ben, (await fixture.Get<BookingEngine.Aggregates.AggregateLoader>().RefreshAsync<BookingEngine.Calendars.Calendar>(
            BookingEngine.Calendars.Calendar.StreamOf(Ben), CancellationToken.None)).State.Occupied.All.Single().Id);

    private static async Task ReleaseAsync(WaitlistFixture fixture, IServiceProvider by, Booking _) => await by.GetRequiredService<ReleaseHoldHandler>().HandleAsync(
        new ReleaseHold(await HoldOfAsync(fixture), Person(2)), fixture.NewContext(), CancellationToken.None);

    private static async Task ExtendAsync(WaitlistFixture fixture, IServiceProvider by, Booking _)
    {
        Assert.Null((await by.GetRequiredService<ExtendHoldHandler>().HandleAsync(
            new ExtendHold(await HoldOfAsync(fixture), Person(2), fixture.Now + (Minute * 20)), fixture.NewContext(), CancellationToken.None)).Refusal);
        fixture.Pass(Minute * 10);
        await DeliverAsync(fixture);
        fixture.Pass(Minute * 10);
    }

    private static Task MoveAsync(WaitlistFixture fixture, IServiceProvider by, Booking booking, ResourceId to) => by.GetRequiredService<RescheduleBookingHandler>().HandleAsync(
        new RescheduleBooking(booking.Id, new Actor(booking.UserId, Role.Customer), new SlotInput(default, Ten + (Hour * 4)), to, IsOverride: false),
        fixture.NewContext(), CancellationToken.None);

    private static Task DeclineAsync(WaitlistFixture fixture, IServiceProvider by, Booking booking) => by.GetRequiredService<DecidePendingHandler>().HandleAsync(
        new DecidePending(booking.Id, Administrator, IsApproved: false), fixture.NewContext(), CancellationToken.None);

    private static async Task EndAsync(WaitlistFixture fixture, IServiceProvider by, Booking booking)
    {
        fixture.Pass(booking.Slot + (Hour / 2) - fixture.Now);
        await by.GetRequiredService<ChangeEndHandler>().HandleAsync(
            new ChangeEnd(booking.Id, Administrator, new SlotInput(default, booking.Slot + Hour), IsOverride: false), fixture.NewContext(), CancellationToken.None);
    }

    internal static Task PassAsync(WaitlistFixture fixture, Duration time)
    {
        fixture.Pass(time);
        return Task.CompletedTask;
    }

    // A look may wait a little for what follows its event.
    internal static async Task DeliverAsync(WaitlistFixture fixture)
    {
        await fixture.ProjectAsync();
        fixture.Pass(Duration.FromSeconds(3));
        await fixture.DeliverAsync();
    }

    internal static async Task AssertOfferedSoonAsync(WaitlistFixture fixture, WaitlistEntry entry, string when)
    {
        var freed = fixture.Now;
        await DeliverAsync(fixture);
        Assert.True(await fixture.StatusOfAsync(entry) is EntryStatus.Offered, $"Not offered: {when}.");
        Assert.InRange(fixture.Now - freed, Duration.Zero, Duration.FromSeconds(5));
        await fixture.AssertSettledAsync(when);
    }

    private sealed record Act(Service Other, Func<WaitlistFixture, IServiceProvider, Booking, Task> Free)
    {
        /// <summary>Whether a hold blocks the customer, not a booking.</summary>
        public bool IsHold { get; init; }

        public Instant At { get; init; } = Ten;
    }
}
