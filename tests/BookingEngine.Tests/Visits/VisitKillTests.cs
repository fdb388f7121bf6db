using BookingEngine.Bookings;
using BookingEngine.Tests.SeveralResources;
using NodaTime;

namespace BookingEngine.Tests.Visits;

/// <summary>An act over the three calendars of a visit whose instance stops between any two effects. One of them has two parts of the visit. What people see
/// is checked at every step.</summary>
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
                ends.Add((await fixture.AssertSettledAsync(when)).Count);
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
            await fixture.AssertSettledAsync(when);
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
                var moved = (await fixture.AssertSettledAsync(when)).Single();
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
            await fixture.AssertSettledAsync(when);
            Assert.Equal(0, await fixture.SweepAsync());
        },
        SeveralFixture.Visit);
}
