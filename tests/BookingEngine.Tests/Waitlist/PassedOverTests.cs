using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.Holds;
using BookingEngine.Users.Roles;
using BookingEngine.Waitlist;
using static BookingEngine.Tests.Waitlist.BlockedCustomerTests;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Entries that a look passes over for other reasons than another booking at that time. The end of the reason leads to the offer within five seconds. The
/// timer never runs.</summary>
public sealed class PassedOverTests
{
    private static readonly ServiceId Visit = new("visit");

    [Theory]
    [InlineData("a visit is cancelled")]
    [InlineData("a booking at a resource that has left is cancelled")]
    [InlineData("a booking ends by the clock")]
    public async Task A_limit_that_becomes_free_elsewhere_leads_to_an_offer(string name)
    {
        var limits = name is "a booking ends by the clock" ? new CustomerLimits(Active: 1, PerDay: null) : new CustomerLimits(null, PerDay: 1);
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, service => service with { Limits = limits, ResourceIds = [Ann, Ben] }, Ann, Ben);
        await fixture.CreateAsync(OtherService() with { ResourceIds = [Ben] });
        await fixture.CreateAsync(OtherService() with { Id = Visit, ResourceIds = [], Segments = [new(Talk), new(Cut)] });
        var (slot, service) = name is "a visit is cancelled" ? (Ten + Hour, Visit) : name is "a booking ends by the clock" ? (Start + (Hour / 2), Cut) : (Ten + Hour, Cut);
        var own = await fixture.BookAsync(2, slot, name is "a visit is cancelled" ? null : Ben, service);
        await fixture.ChangeAsync(cut => cut with { ResourceIds = [Ann] });
        var taken = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.CancelAsync(taken);
        await DeliverAsync(fixture);
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        await (name is "a booking ends by the clock" ? PassAsync(fixture, own.End - fixture.Now) : fixture.CancelAsync(own));
        await AssertOfferedSoonAsync(fixture, entry, name);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("taken")]
    [InlineData("left")]
    [InlineData("lapsed")]
    [InlineData("released")]
    public async Task An_offer_that_ends_lets_the_customers_other_entry_have_its_place(string how)
    {
        await using var fixture = await OpenAsync();
        var (first, second) = (await fixture.BookAsync(1), await fixture.BookAsync(1, Ten + Hour));
        var entry = await fixture.JoinAsync(2);
        var other = await fixture.JoinAsync(2, join => join with { From = new(null, Ten + Hour), To = new(null, Ten + Hour + Minute) });
        await fixture.CancelAsync(first);
        await DeliverAsync(fixture);
        await fixture.CancelAsync(second);
        await DeliverAsync(fixture);
        Assert.Equal((EntryStatus.Offered, EntryStatus.Waiting), (await fixture.StatusOfAsync(entry), await fixture.StatusOfAsync(other)));
        var offer = (await fixture.SeeAsync(entry)).Offered!;
        await (how switch
        {
            "refused" => fixture.RefuseAsync(entry),
            "taken" => fixture.TakeAsync(entry),
            "left" => fixture.LeaveAsync(entry),
            "released" => fixture.Get<ReleaseHoldHandler>().HandleAsync(
                new ReleaseHold(new HoldId(Ann, offer.HoldId), Person(2)), fixture.NewContext(), CancellationToken.None),
            _ => PassAsync(fixture, offer.Expires - fixture.Now),
        });
        await AssertOfferedSoonAsync(fixture, other, how);
    }

    [Fact]
    public async Task A_customer_who_may_sign_in_again_is_offered_the_place()
    {
        await using var fixture = await OpenAsync();
        var taken = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await ChangeTeamAsync(fixture, new UserDeactivated(Person(2), By: null, From: null));
        await fixture.CancelAsync(taken);
        await DeliverAsync(fixture);
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        await ChangeTeamAsync(fixture, new UserReactivated(Person(2), By: null, From: null));
        await fixture.HandleEventsAsync<Team>(Team.Stream);
        await AssertOfferedSoonAsync(fixture, entry, "reactivated");
    }

    // So there is nothing to wait for when a hold ends.
    [Fact]
    public async Task A_customer_with_the_most_holds_is_made_offers()
    {
        var (check, time) = (new CustomerLimitCheck(null!, null!, new HoldLimit(PerCustomer: 1)), BookedInterval.From(Ten, Hour, DefaultCatalogue.InitialLocation));
        var service = DefaultCatalogue.InitialService with { Limits = new CustomerLimits(Active: 5, PerDay: null) };
        var hold = new LimitSubject(Person(2), new BookingId(Person(1).Value), service, Ann, time, new CommitId(Person(1).Value)) { Expires = Ten };
        var claims = new ClaimSet(ClaimSet.None.ById.Add(
            new BookingId(Person(2).Value), new LimitClaim(Talk) { Confirmed = ClaimedTime.Of(time, segments: null) with { Until = Ten } }));
        Assert.IsType<HoldLimitReached>((await check.RequestAsync(hold, Start, CancellationToken.None))!.Check(claims));
        Assert.Null((await check.RequestAsync(hold with { IsOffer = true }, Start, CancellationToken.None))!.Check(claims));
    }

    private static Task ChangeTeamAsync(WaitlistFixture fixture, IDomainEvent change) =>
        fixture.Get<CommandExecutor>().ExecuteAsync<Team>(Team.Stream, fixture.NewContext(), _ => Decision.Of(change), CancellationToken.None);
}
