using BookingEngine.Pipeline;
using BookingEngine.Pipeline.Quiet;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>Without entries nobody looks for them.</summary>
public sealed class WaitlistCostTests
{
    [Fact]
    public async Task A_sweep_where_nobody_waits_reads_nothing_for_waitlists()
    {
        await using var fixture = await OpenAsync();
        await SaveAsync(fixture, waiting: 0);
        await fixture.BookAsync(1);
        var swept = await fixture.Get<Sweep>().RunAsync(CancellationToken.None);
        Assert.False(swept.MayWait);
        Assert.Equal(0, await new WaitlistSweep(matcher: null!, models: null!).RunAsync(swept, CancellationToken.None)); // it needs neither
    }

    [Fact]
    public async Task A_sweep_knows_who_waited_at_the_last_one_and_who_has_joined_since()
    {
        await using var fixture = await OpenAsync();
        await fixture.BookAsync(1);
        await SaveAsync(fixture, waiting: 1);
        Assert.True((await fixture.Get<Sweep>().RunAsync(CancellationToken.None)).MayWait);

        await SaveAsync(fixture, waiting: 0);
        await fixture.JoinAsync(2);
        var swept = await fixture.Get<Sweep>().RunAsync(CancellationToken.None);
        Assert.Equal((true, ServiceWaitlist.StreamOf(Cut)), (swept.MayWait, swept.Waitlists.Single()));
    }

    private static async Task SaveAsync(WaitlistFixture fixture, int waiting)
    {
        await fixture.Get<Sweep>().RunAsync(CancellationToken.None);
        await fixture.Get<QuietCheck>().SaveAsync(
            new Lag(0, Duration.Zero), poison: 0, new Failing(0, 0), isQuiet: waiting == 0, nextMail: null, waiting, CancellationToken.None);
    }
}
