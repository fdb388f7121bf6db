using System.Collections.Immutable;
using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Complete;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Services;
using BookingEngine.Holds;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Whatever frees a place leads to an offer within seconds, without the timer. What no event tells of, the timer finds.</summary>
public sealed class TriggerTests
{
    private static readonly ImmutableArray<ImmutableArray<HoursInterval>> Closed = [[], [], [], [], [], [], []];

    [Fact]
    public async Task A_hold_from_before_the_entry_is_offered_when_it_expires()
    {
        await using var fixture = await OpenAsync();
        await HoldAsync(fixture, Ten);
        var entry = await fixture.JoinAsync(2);
        await fixture.DeliverAsync();
        await AssertOfferedAsync(fixture, entry, false);
        fixture.Pass(Duration.FromMinutes(9) + Duration.FromSeconds(1)); // a minute has passed at the joining
        await fixture.DeliverAsync();
        await AssertOfferedAsync(fixture, entry);
    }

    [Fact]
    public async Task A_hold_placed_while_somebody_waits_is_offered_when_it_expires()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, Ann, Ben);
        await fixture.BookAsync(1, resource: Ann);
        var hold = await HoldAsync(fixture, Ten);
        var entry = await fixture.JoinAsync(2);
        await fixture.Get<ReleaseHoldHandler>().HandleAsync(new ReleaseHold(hold.Id, Person(1)), fixture.NewContext(), CancellationToken.None);
        await HoldAsync(fixture, Ten);
        fixture.Pass(Duration.FromMinutes(9) + Duration.FromSeconds(30)); // the first hold would have expired
        await fixture.DeliverAsync();
        await AssertOfferedAsync(fixture, entry, false);
        fixture.Pass(Duration.FromSeconds(31));
        await fixture.DeliverAsync();
        await AssertOfferedAsync(fixture, entry);
    }

    [Fact]
    public async Task A_declined_booking_is_offered()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Approval = true });
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.Get<DecidePendingHandler>().HandleAsync(
            new DecidePending(booking.Id, new Actor(Person(900), Role.Admin), IsApproved: false), fixture.NewContext(), CancellationToken.None);
        await fixture.DeliverAsync();
        await AssertOfferedAsync(fixture, entry);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("ben")]
    public async Task A_moved_booking_leaves_its_place_to_who_waits(string to)
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, Ann, Ben);
        var booking = await fixture.BookAsync(1, resource: Ann);
        var entry = await fixture.JoinAsync(2, join => join with { ResourceId = Ann });
        var moved = await fixture.Get<RescheduleBookingHandler>().HandleAsync(
            new RescheduleBooking(booking.Id, new Actor(Person(1), Role.Customer), new SlotInput(default, to == "ben" ? Ten : Ten + Hour), new ResourceId(to), IsOverride: false),
            fixture.NewContext(), CancellationToken.None);
        Assert.Null(moved.Refusal);
        await fixture.DeliverAsync();
        await AssertOfferedAsync(fixture, entry);
    }

    [Theory]
    [InlineData("hours")]
    [InlineData("capacity")]
    [InlineData("time off")]
    public async Task A_changed_resource_gives_more(string what)
    {
        await using var fixture = await OpenAsync();
        await fixture.BookAsync(1, what is "capacity" ? Ten : Ten + Hour);
        await fixture.ChangeAsync(Ann, resource => what switch
        {
            "hours" => resource with { Hours = new OpeningHours(Closed, []) },
            "time off" => resource with { TimeOff = [new(Ten, Ten + Hour, null)] },
            _ => resource,
        });
        var entry = await fixture.JoinAsync(2);
        await fixture.DeliverAsync();
        await AssertOfferedAsync(fixture, entry, false);
        await fixture.ChangeAsync(Ann, resource => resource with { Hours = OpeningHours.AroundTheClock, TimeOff = [], Capacity = 2 });
        await fixture.DeliverAsync();
        await AssertOfferedAsync(fixture, entry);
    }

    [Fact]
    public async Task A_service_with_another_resource_gives_more()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { ResourceIds = [Ann] }, Ann, Ben);
        await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.ChangeAsync(service => service with { ResourceIds = [Ann, Ben] });
        await fixture.DeliverAsync();
        Assert.Equal(Ben, (await fixture.SeeAsync(entry)).Offered!.ResourceId);
    }

    [Fact]
    public async Task An_instance_that_knows_the_old_service_looks_again_soon()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { ResourceIds = [Ann] }, Ann, Ben);
        await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.DeliverAsync();
        var other = fixture.NewInstance(_ => Task.CompletedTask);
        var service = (await other.GetRequiredService<CatalogueCache>().ServiceAsync(Cut, CancellationToken.None))!;
        Assert.Null((await fixture.Get<ChangeServiceHandler>().HandleAsync(
            new ChangeService(service with { ResourceIds = [Ann, Ben] }, new Precondition(null)), fixture.NewContext(), CancellationToken.None)).Refusal);
        await fixture.DeliverAsync(other);
        fixture.Pass(Duration.FromSeconds(3));
        await fixture.DeliverAsync(other);
        Assert.Equal(Ben, (await fixture.SeeAsync(entry)).Offered?.ResourceId);
    }

    [Fact]
    public async Task A_moved_booking_of_several_leaves_each_place_to_who_waits()
    {
        ResourceId person = new("person-1"), room = new("room-1");
        await using var fixture = await OpenAsync(
            WaitlistFixture.InMemory, service => service with { ResourceIds = [], Needs = [new(1) { Kind = "person" }, new(1) { Kind = "room" }] }, person, room);
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = new("for-person"), ResourceIds = [person] });
        await fixture.CreateAsync(DefaultCatalogue.InitialService with { Id = new("for-room"), ResourceIds = [room] });
        foreach (var alone in new[] { "for-person", "for-room" })
        {
            var booking = await fixture.BookAsync(1);
            var entry = await fixture.JoinAsync(2, join => join with { ServiceId = new(alone) });
            await fixture.DeliverAsync();
            Assert.Null((await fixture.Get<RescheduleBookingHandler>().HandleAsync(
                new RescheduleBooking(booking.Id, new Actor(Person(1), Role.Customer), new SlotInput(default, Ten + Hour), null, IsOverride: false),
                fixture.NewContext(), CancellationToken.None)).Refusal);
            await fixture.DeliverAsync();
            await AssertOfferedAsync(fixture, entry);
            await fixture.LeaveAsync(entry);
            await fixture.CancelAsync(booking);
            await fixture.DeliverAsync();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_ends_a_booking_that_is_over_leads_to_no_look(bool came)
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        await fixture.JoinAsync(2);
        fixture.Pass(Ten - fixture.Now);
        await fixture.DeliverAsync();
        Assert.Null((await fixture.Get<RecordOutcomeHandler>().HandleAsync(
            new RecordOutcome(booking.Id, new Actor(Person(900), Role.Admin), IsNoShow: !came), fixture.NewContext(), CancellationToken.None)).Refusal);
        Assert.Empty(fixture.Messages());
    }

    [Fact]
    public async Task The_timer_notices_that_the_horizon_reaches_the_time()
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Horizon = Duration.FromDays(1) });
        var entry = await fixture.JoinAsync(2);
        await fixture.DeliverAsync();
        Assert.Equal(1, await fixture.SweepAsync());
        await AssertOfferedAsync(fixture, entry, false);
        fixture.Pass(Duration.FromHours(10));
        Assert.Equal(1, await fixture.SweepAsync());
        await AssertOfferedAsync(fixture, entry);
    }

    [Fact]
    public async Task The_timer_offers_what_no_message_told_of()
    {
        await using var fixture = await OpenAsync();
        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.CancelAsync(booking);
        fixture.LoseMessages();
        fixture.Pass(Duration.FromMinutes(5));
        await fixture.SweepAsync();
        await AssertOfferedAsync(fixture, entry);
    }

    [Fact]
    public async Task The_end_of_the_wish_ends_the_entry()
    {
        await using var fixture = await OpenAsync();
        await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        fixture.Pass(Ten + Minute - fixture.Now);
        Assert.Equal(0, await fixture.SweepAsync());
        Assert.Equal((EntryStatus.Ended, EntryEnd.WishOver), ((await fixture.SeeAsync(entry)).Status, (await fixture.SeeAsync(entry)).EndedBecause));
        await fixture.AssertSettledAsync();
    }

    [Fact]
    public async Task Without_entries_nothing_that_happens_leads_to_a_look()
    {
        await using var fixture = await OpenAsync();
        await fixture.CancelAsync(await fixture.BookAsync(1));
        Assert.Empty(fixture.Messages());

        var booking = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.LeaveAsync(entry);
        fixture.Pass(Minute);
        await fixture.DeliverAsync();
        await fixture.AssertSettledAsync();
        await fixture.CancelAsync(booking);
        await fixture.ChangeAsync(service => service with { Name = "Cut" });
        fixture.Pass(Hour);
        Assert.Empty(fixture.Messages());
    }

    private static async Task<Hold> HoldAsync(WaitlistFixture fixture, Instant slot)
    {
        var outcome = await fixture.Get<PlaceHoldHandler>().HandleAsync(
            new PlaceHold(Person(1), new SlotInput(default, slot), Duration.FromMinutes(10)) { ServiceId = Cut }, fixture.NewContext(), CancellationToken.None);
        Assert.False(outcome.IsRefused(out var refusal, out var hold), refusal?.Code);
        return hold!;
    }

    private static async Task AssertOfferedAsync(WaitlistFixture fixture, WaitlistEntry entry, bool isOffered = true)
    {
        Assert.Equal(isOffered ? EntryStatus.Offered : EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        await fixture.AssertSettledAsync();
    }
}
