using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Claims;
using BookingEngine.Bookings;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Tests.SeveralResources;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Visits;

/// <summary>An act over the three calendars of a visit whose instance stops between any two effects. One of them has two parts of the visit. What people see
/// is checked at every step, and at the end what counts against the customer's limits.</summary>
public sealed class VisitKillTests
{
    public static TheoryData<string> Engines => [SeveralFixture.InMemory, SeveralFixture.Embedded, "ReplicaSet", "CosmosRu"];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_visit_killed_at_any_step_exists_whole_or_not_at_all(string engine)
    {
        List<int> ends = [];
        await SeveralKillTests.EachStopAsync(
            engine, _ => Task.FromResult<Booking?>(null), (fixture, by, _) => fixture.BookAsync(by, SeveralFixture.Ten), async (fixture, _, _, when) =>
            {
                await SeveralKillTests.SettleAsync(fixture, when);
                ends.Add((await AssertSettledAsync(fixture, when)).Count);
            },
            SeveralFixture.Visit);
        Assert.Equal([0, 1], ends.Distinct());
        Assert.InRange(ends.Count, 8, 120);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public Task A_cancelled_visit_killed_at_any_step_frees_all_or_nothing(string engine) => SeveralKillTests.EachStopAsync(
        engine, SeveralKillTests.BookedAsync, (fixture, by, booking) => fixture.CancelAsync(by, booking!), async (fixture, _, _, when) =>
        {
            await SeveralKillTests.SettleAsync(fixture, when);
            await AssertSettledAsync(fixture, when);
        },
        SeveralFixture.Visit);

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_visit_killed_while_it_moves_moves_whole_or_not_at_all(string engine)
    {
        List<Instant> ends = [];
        await SeveralKillTests.EachStopAsync(
            engine, SeveralKillTests.BookedAsync,
            (fixture, by, booking) => fixture.RescheduleAsync(by, booking!, SeveralFixture.Eleven, SeveralFixture.Cameras[2]),
            async (fixture, _, _, when) =>
            {
                await SeveralKillTests.SettleAsync(fixture, when);
                var moved = (await AssertSettledAsync(fixture, when)).Single();
                Assert.Equal(moved.Slot, moved.Segments!.Value[0].Start);
                ends.Add(moved.Slot);
            },
            SeveralFixture.Visit);
        Assert.Equal([SeveralFixture.Ten, SeveralFixture.Eleven], ends.Distinct());
    }

    [Theory]
    [InlineData("book", SeveralFixture.InMemory)]
    [InlineData("cancel", SeveralFixture.InMemory)]
    [InlineData("reschedule", SeveralFixture.InMemory)]
    [InlineData("book", SeveralFixture.Embedded)]
    [InlineData("cancel", SeveralFixture.Embedded)]
    [InlineData("reschedule", SeveralFixture.Embedded)]
    public Task A_visit_whose_message_is_lost_is_settled_by_the_sweep(string act, string engine) => SeveralKillTests.EachStopAsync(
        engine, fixture => act == "book" ? Task.FromResult<Booking?>(null) : SeveralKillTests.BookedAsync(fixture),
        (fixture, by, booking) => act switch
        {
            "book" => fixture.BookAsync(by, SeveralFixture.Ten),
            "cancel" => fixture.CancelAsync(by, booking!),
            _ => fixture.RescheduleAsync(by, booking!, SeveralFixture.Eleven, SeveralFixture.Cameras[2]),
        },
        async (fixture, _, _, when) =>
        {
            fixture.LoseMessages();
            await fixture.SweepAsync();
            await SeveralKillTests.SettleAsync(fixture, when);
            await AssertSettledAsync(fixture, when);
            Assert.Equal(0, await fixture.SweepAsync());
        },
        SeveralFixture.Visit);

    /// <summary>Also that the customer's claims, which each segment counts by, are those of the bookings.</summary>
    internal static async Task<IReadOnlyList<Booking>> AssertSettledAsync(SeveralFixture fixture, string when)
    {
        var bookings = await fixture.AssertSettledAsync(when);
        fixture.Pass(Duration.FromMinutes(1));
        var services = fixture.NewInstance(_ => Task.CompletedTask);
        foreach (var stream in await services.GetRequiredService<IEventStore>().ListStreamsAsync(null, 1_000, CancellationToken.None))
        {
            await services.GetRequiredService<EventDispatcher>().HandleAsync(new StreamAdvanced(stream.Stream, stream.Version), CancellationToken.None);
        }

        await services.GetRequiredService<SettleClaimsHandler>().HandleAsync(SeveralFixture.Customer.ToString(), CancellationToken.None);
        var claims = (await services.GetRequiredService<ClaimStreams>().ReadAsync(CustomerClaims.StreamOf(SeveralFixture.Customer), CancellationToken.None)).ById;
        Assert.All(claims.Values, claim => Assert.Null(claim.Pending));
        Assert.Equal(
            bookings.Where(booking => booking.IsActive).Select(booking => (booking.Id, ClaimedTime.Of(booking))),
            claims.Select(claim => (claim.Key, claim.Value.Confirmed!)));
        Assert.All(claims.Values, claim => Assert.NotEmpty(claim.Confirmed!.Segments!.Value));
        return bookings;
    }
}
