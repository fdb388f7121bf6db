using BookingEngine.Aggregates;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>A calendar forgets that somebody waits for it.</summary>
public sealed class WaitlistFlagTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resource_that_left_the_service_forgets_it_at_its_next_event(bool somebodyWaits)
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, Ann, Ben);
        var (_, booking) = (await fixture.BookAsync(1, resource: Ann), await fixture.BookAsync(1, resource: Ben));
        var entry = await fixture.JoinAsync(2);
        await fixture.ChangeAsync(service => service with { ResourceIds = [Ann] });
        if (!somebodyWaits)
        {
            await fixture.LeaveAsync(entry);
        }

        fixture.Pass(Minute);
        await fixture.DeliverAsync();
        await fixture.CancelAsync(booking);
        await fixture.DeliverAsync();
        Assert.Empty(await WaitingAtAsync(fixture, Ben));
        Assert.Equal(somebodyWaits ? [Cut] : [], await WaitingAtAsync(fixture, Ann));

        await fixture.ChangeAsync(service => service with { ResourceIds = [Ann, Ben] });
        await fixture.DeliverAsync();
        await fixture.AssertSettledAsync();
    }

    private static async Task<IEnumerable<ServiceId>> WaitingAtAsync(WaitlistFixture fixture, ResourceId resource) =>
        (await fixture.Get<AggregateLoader>().RefreshAsync<Calendar>(Calendar.StreamOf(resource), CancellationToken.None)).State.Waiting.Keys;
}
