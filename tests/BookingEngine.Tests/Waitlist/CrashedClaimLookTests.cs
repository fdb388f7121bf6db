using BookingEngine.BookingLimits;
using BookingEngine.BookingLimits.Periods;
using BookingEngine.Calendars;
using BookingEngine.Catalogue;
using BookingEngine.Waitlist;
using static BookingEngine.Tests.Waitlist.BlockedCustomerTests;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>A command crashes and leaves a claim that counts. Once that is aligned with the calendar, or settled, who waits is offered the place, without the
/// timer.</summary>
public sealed class CrashedClaimLookTests
{
    [Theory]
    [InlineData("period")]
    [InlineData("customer")]
    public async Task A_claim_that_is_released_after_a_crash_leads_to_a_look(string of)
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, of is "period" ? Limited : Exclusive, Ann, Ben);
        await fixture.CreateAsync(OtherService(exclusive: true) with { ResourceIds = [Ben] });
        var taken = await fixture.BookAsync(1);
        var own = of is "customer" ? await fixture.BookAsync(2, service: Talk) : null;
        if (own is not null)
        {
            await fixture.HandleEventsAsync<Calendar>(Calendar.StreamOf(Ben)); // the claim is confirmed
        }

        var entry = await fixture.JoinAsync(2);
        await (own is null ? Task.CompletedTask : fixture.CancelAsync(taken));
        await DeliverAsync(fixture);
        await StopAtAsync("append limit-released.v1", fixture, by => fixture.CancelAsync(own ?? taken, by));
        await DeliverAsync(fixture);
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        fixture.LoseMessages();

        await fixture.HandleEventsAsync<Calendar>(Calendar.StreamOf(own is null ? Ann : Ben));
        await AssertOfferedSoonAsync(fixture, entry, of);
    }

    [Theory]
    [InlineData("period")]
    [InlineData("customer")]
    public async Task A_claim_that_is_withdrawn_after_a_crash_leads_to_a_look(string of)
    {
        await using var fixture = await OpenAsync(WaitlistFixture.InMemory, of is "period" ? Limited : Exclusive, Ann, Ben);
        await fixture.CreateAsync(OtherService(exclusive: true) with { ResourceIds = [Ben] });
        var taken = await fixture.BookAsync(1);
        var entry = await fixture.JoinAsync(2);
        await fixture.CancelAsync(taken);
        await (of is "period"
            ? StopAtAsync("append booking-made.v1", fixture, by => fixture.TryBookAsync(by, 3, Ten + Hour))
            : StopAtAsync("append booking-made.v1", fixture, by => fixture.TryBookAsync(by, 2, service: Talk)));
        await DeliverAsync(fixture);
        Assert.Equal(EntryStatus.Waiting, await fixture.StatusOfAsync(entry));
        fixture.Pass(Minute);
        fixture.LoseMessages();

        var stream = of is "period" ? PeriodStream.Of(Cut, LimitPeriod.Day, Ten.InUtc().Date).Stream.Value : $"{Person(2)}";
        await fixture.Get<SettleClaimsHandler>().HandleAsync(stream, CancellationToken.None);
        await AssertOfferedSoonAsync(fixture, entry, of);
    }

    private static Service Limited(Service service) => service with { ResourceIds = [Ann], BookingLimits = [new(LimitPeriod.Day, Count: 1, Minutes: null)] };

    private static Service Exclusive(Service service) => service with { ResourceIds = [Ann], ExclusivePerCustomer = true };

    /// <summary>Returns when the act has come to that step. It never goes on.</summary>
    private static async Task StopAtAsync<T>(string step, WaitlistFixture fixture, Func<IServiceProvider, Task<T>> act)
    {
        var reached = new TaskCompletionSource();
        var work = act(fixture.NewInstance(async name =>
        {
            if (name == step)
            {
                reached.TrySetResult();
                await new TaskCompletionSource().Task;
            }
        }));
        Assert.Same(reached.Task, await Task.WhenAny(reached.Task, work));
    }
}
