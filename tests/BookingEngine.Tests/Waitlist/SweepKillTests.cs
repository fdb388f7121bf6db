using BookingEngine.Pipeline;
using BookingEngine.Tests.Transfers;
using BookingEngine.Waitlist;
using BookingEngine.Waitlist.Offers;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>The timer finds an offer that has expired, whose message was lost, and stops between any two effects of giving the place to the next.</summary>
public sealed class SweepKillTests
{
    private static readonly Duration Recovery = Duration.FromSeconds(31), Period = Duration.FromMinutes(5);

    [Theory]
    [InlineData(WaitlistFixture.InMemory, false)]
    [InlineData(WaitlistFixture.InMemory, true)]
    [InlineData(FixtureInstances.Embedded, false)]
    [InlineData(FixtureInstances.Embedded, true)]
    public async Task Killed_between_a_lapse_and_the_next_offer_the_place_is_offered_once(string engine, bool isRestarted)
    {
        var (stops, untilTheTimer) = (new KillStops(), 0);
        while (stops.MoveNext())
        {
            await using var fixture = await OpenAsync(engine);
            var booking = await fixture.BookAsync(1);
            WaitlistEntry[] entries = [await fixture.JoinAsync(2), await fixture.JoinAsync(3)];
            await fixture.CancelAsync(booking);
            await fixture.DeliverAsync();
            fixture.LoseMessages();
            fixture.Pass(Hour);
            var swept = await fixture.Get<Sweep>().RunAsync(CancellationToken.None);
            var stop = stops.NewStop(fixture.Stored, name => fixture.CheckAsync($"at {name}"));
            await stop.StopsAsync(fixture.NewInstance(stop.StepAsync).GetRequiredService<WaitlistSweep>().RunAsync(swept, CancellationToken.None));
            var when = $"{engine}, stopped at step {stop.At}, {stop.Step}";
            var died = fixture.Now;
            await GoOnAsync(fixture, isRestarted);
            untilTheTimer += await WaitForTimerAsync(fixture, entries, when);
            Assert.True(await fixture.StatusOfAsync(entries[1]) is EntryStatus.Offered, $"Not offered: {when}.");
            Assert.InRange(fixture.Now - died, Duration.Zero, Duration.FromMinutes(6));
            await fixture.AssertSettledAsync(when);
        }

        Assert.True(stops.Count > 4, $"The sweep has {stops.Count} steps only.");
        Assert.InRange(untilTheTimer, 0, isRestarted ? 0 : 2); // it has done nothing yet
    }

    // With a queue in memory the process loses its messages, and sweeps when it starts.
    private static async Task GoOnAsync(WaitlistFixture fixture, bool isRestarted)
    {
        if (isRestarted)
        {
            fixture.LoseMessages();
            await fixture.SweepAsync();
        }

        fixture.Pass(Recovery);
        await fixture.DeliverAsync();
    }

    // What has ended the offer has left a message before.
    private static async Task<int> WaitForTimerAsync(WaitlistFixture fixture, WaitlistEntry[] entries, string when)
    {
        if (await fixture.StatusOfAsync(entries[1]) is EntryStatus.Offered)
        {
            return 0;
        }

        Assert.True(await fixture.StatusOfAsync(entries[0]) is EntryStatus.Offered, $"The offer has ended, and no message says so: {when}.");
        fixture.Pass(Period - Recovery);
        await fixture.SweepAsync();
        fixture.Pass(Recovery);
        await fixture.DeliverAsync();
        return 1;
    }
}
