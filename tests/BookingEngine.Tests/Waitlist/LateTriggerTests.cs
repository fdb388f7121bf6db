using BookingEngine.Bookings;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Tests.Transfers;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Users.Roles;
using BookingEngine.Waitlist;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Places that become free without an event of a calendar where somebody waits, or after it.</summary>
public sealed class LateTriggerTests
{
    private static readonly ResourceId One = new("person-1"), Two = new("person-2");

    [Theory]
    [InlineData("new")]
    [InlineData("returned")]
    [InlineData("of the kind")]
    public async Task A_resource_that_gets_the_needed_kind_is_offered(string what)
    {
        await using var fixture = await OpenAsync(
            WaitlistFixture.InMemory, service => service with { ResourceIds = [], Needs = [new(1) { Kind = "person" }] }, what is "new" ? [One] : [One, Two]);
        if (what is not "new")
        {
            await fixture.ChangeAsync(Two, resource => what is "returned" ? resource with { Active = false } : resource with { Kind = "room" });
            await fixture.ProjectAsync();
        }

        await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await DeliverAsync(fixture);
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));

        await (what is "new"
            ? fixture.CreateAsync(DefaultCatalogue.InitialResource with { Id = Two, Kind = "person" })
            : fixture.ChangeAsync(Two, resource => resource with { Active = true, Kind = "person" }));
        await fixture.HandleEventsAsync<Calendar>(Calendar.StreamOf(Two));
        await DeliverAsync(fixture);

        Assert.Equal(Two, (await fixture.SeeAsync(entry)).Offered?.ResourceId);
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task A_limit_that_is_free_after_the_look_leads_to_another_look()
    {
        for (var n = 1; ; n++)
        {
            await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { BookingLimits = [new(LimitPeriod.Day, Count: 1, Minutes: null)] });
            var booking = await fixture.BookAsync(1);
            var entry = await fixture.JoinAsync(2);
            await DeliverAsync(fixture);
            var stop = new Stop(n, name => fixture.CheckAsync($"at {name}"));
            var isStopped = await stop.StopsAsync(fixture.CancelAsync(booking, fixture.NewInstance(stop.StepAsync)));
            await DeliverAsync(fixture);
            await stop.ResumeAsync();
            await DeliverAsync(fixture);
            Assert.True(await fixture.StatusOfAsync(entry) is EntryStatus.Offered, $"Not offered after a pause at step {n}, {stop.Step}.");
            if (!isStopped)
            {
                Assert.True(n > 4, $"The cancellation has {n} steps only.");
                return;
            }
        }
    }

    [Theory]
    [InlineData("cancel")]
    [InlineData("reschedule")]
    public async Task A_customers_limit_that_is_free_after_the_look_leads_to_another_look(string act)
    {
        for (var n = 1; ; n++)
        {
            await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Limits = new CustomerLimits(null, PerDay: 1) });
            var (booking, own) = (await fixture.BookAsync(1), await fixture.BookAsync(2, Ten + Hour));
            var entry = await fixture.JoinAsync(2);
            await fixture.CancelAsync(booking);
            await DeliverAsync(fixture);
            Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
            var stop = new Stop(n, name => fixture.CheckAsync($"at {name}"));
            var by = fixture.NewInstance(stop.StepAsync);
            var isStopped = await stop.StopsAsync(act is "cancel" ? fixture.CancelAsync(own, by) : RescheduleAsync(fixture, own, by));
            await DeliverAsync(fixture);
            await stop.ResumeAsync();
            await DeliverAsync(fixture);
            Assert.True(await fixture.StatusOfAsync(entry) is EntryStatus.Offered, $"Not offered after a pause at step {n}, {stop.Step}.");
            if (!isStopped)
            {
                Assert.True(n > 4, $"The act has {n} steps only.");
                return;
            }
        }
    }

    [Fact]
    public async Task A_customers_limit_that_an_expired_hold_leaves_leads_to_a_look()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Limits = new CustomerLimits(null, PerDay: 1) });
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        Assert.Null((await fixture.Get<PlaceHoldHandler>().HandleAsync(
            new PlaceHold(Person(2), new SlotInput(default, Ten + Hour), Minute * 10) { ServiceId = Cut }, fixture.NewContext(), CancellationToken.None)).Refusal);
        await fixture.CancelAsync(booking);
        await DeliverAsync(fixture);
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        fixture.Pass(Minute * 10);
        await DeliverAsync(fixture);
        Assert.Equal(EntryStatus.Offered, await fixture.StatusOfAsync(entry));
    }

    [Fact]
    public async Task A_deactivated_customer_is_passed_over_and_keeps_the_place()
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var (first, second) = (await fixture.JoinAsync(2), await fixture.JoinAsync(3));
        await ChangeTeamAsync(fixture, new UserDeactivated(Person(2), By: null, From: null));
        await fixture.CancelAsync(booking);
        await DeliverAsync(fixture);
        Assert.Equal((EntryStatus.Waiting, EntryStatus.Offered), (await fixture.StatusOfAsync(first), await fixture.StatusOfAsync(second)));

        await ChangeTeamAsync(fixture, new UserReactivated(Person(2), By: null, From: null));
        await fixture.RefuseAsync(second);
        await DeliverAsync(fixture);
        Assert.Equal((EntryStatus.Offered, EntryStatus.Waiting), (await fixture.StatusOfAsync(first), await fixture.StatusOfAsync(second)));
        await fixture.AssertSettledAsync();
    }

    private static Task RescheduleAsync(WaitlistFixture fixture, Booking booking, IServiceProvider by) => by.GetRequiredService<RescheduleBookingHandler>().HandleAsync(
        new RescheduleBooking(booking.Id, new Actor(booking.UserId, Role.Customer), new SlotInput(default, Ten + (Hour * 24)), null, IsOverride: false),
        fixture.NewContext(), CancellationToken.None);

    private static Task ChangeTeamAsync(WaitlistFixture fixture, IDomainEvent change) =>
        fixture.Get<CommandExecutor>().ExecuteAsync<Team>(Team.Stream, fixture.NewContext(), _ => Decision.Of(change), CancellationToken.None);

    // A look may wait a little for what follows its event.
    private static async Task DeliverAsync(WaitlistFixture fixture)
    {
        await fixture.ProjectAsync();
        fixture.Pass(Duration.FromSeconds(5));
        await fixture.DeliverAsync();
    }
}
