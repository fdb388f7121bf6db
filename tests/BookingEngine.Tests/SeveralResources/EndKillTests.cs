using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Tests.Visits;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>A running booking of several resources that gets another end, by an instance that stops between any two effects. What people see is checked at
/// every step.</summary>
public sealed class EndKillTests
{
    private static readonly Instant Running = SeveralFixture.Ten + Duration.FromMinutes(15);

    public static TheoryData<string> Engines => [SeveralFixture.InMemory, SeveralFixture.Embedded, "CosmosRu"];

    [Theory]
    [MemberData(nameof(Engines))]
    public Task An_early_end_killed_at_any_step_is_that_of_all_calendars_or_of_none(string engine) =>
        EachStopAsync(engine, SeveralFixture.Ten + Duration.FromMinutes(20));

    [Theory]
    [MemberData(nameof(Engines))]
    public Task A_later_end_killed_at_any_step_is_that_of_all_calendars_or_of_none(string engine) =>
        EachStopAsync(engine, SeveralFixture.Ten + Duration.FromMinutes(40));

    // Light begins at 10:45, print at 11:20. The room of the print, whose calendar decides, leaves the visit.
    [Theory]
    [MemberData(nameof(Engines))]
    public Task An_end_before_the_last_segments_killed_at_any_step_drops_them_or_none(string engine) =>
        EachStopAsync(engine, SeveralFixture.Eleven, SeveralFixture.Visit);

    private static async Task EachStopAsync(string engine, Instant end, params VisitSegment[] visit)
    {
        List<Instant> ends = [];
        await SeveralKillTests.EachStopAsync(
            engine, RunningAsync, (fixture, by, booking) => fixture.EndAsync(by, booking!, end), async (fixture, _, booking, when) =>
            {
                await SeveralKillTests.SettleAsync(fixture, when);
                var ended = (visit.Length > 0 ? await VisitKillTests.AssertSettledAsync(fixture, when) : await fixture.AssertSettledAsync(when)).Single();
                Assert.Equal(ended.End == end && visit.Length > 0 ? 2 : booking!.ResourceIds.Count(), ended.ResourceIds.Count());
                ends.Add(ended.End);
            },
            visit);
        Assert.Equal(2, ends.Distinct().Count());
        Assert.Contains(end, ends);
    }

    private static async Task<Booking?> RunningAsync(SeveralFixture fixture)
    {
        var booking = await SeveralKillTests.BookedAsync(fixture);
        await fixture.CheckAsync("booked"); // mails go out before it begins
        fixture.PassTo(Running);
        return booking;
    }
}
