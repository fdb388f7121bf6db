using BookingEngine.Transfers;

namespace BookingEngine.Tests.Transfers;

/// <summary>A recovery that stops between any two effects, of a transfer that stopped between any two effects.</summary>
public sealed class RecoveryKillTests
{
    [Fact]
    public Task A_recovery_killed_at_any_step_is_completed_by_the_same_message() => EachPairOfStopsAsync(async (fixture, _, when) =>
    {
        fixture.Pass(BookingTransfer.RecoveryDelay); // until the message is visible again
        await fixture.SettleAsync(fixture.NewInstance(name => fixture.CheckAsync($"{when}, again {name}", TransferFixture.MaximumDuration + BookingTransfer.RecoveryDelay)));
    });

    [Fact]
    public Task Of_two_concurrent_recoveries_each_may_pause_at_any_step() => EachPairOfStopsAsync(async (fixture, stop, when) =>
    {
        await fixture.SettleAsync(fixture.NewInstance(name => fixture.CheckAsync($"{when}, meanwhile {name}")));
        await stop.ResumeAsync();
    });

    // Every stop of a transfer with every stop of its recovery.
    private static async Task EachPairOfStopsAsync(Func<TransferFixture, Stop, string, Task> then)
    {
        var stopped = true;
        var pairs = 0;
        for (var m = 1; stopped; m++)
        {
            stopped = false;
            await TransferKillTests.EachStopAsync(TransferFixture.InMemory, async (fixture, _, when) =>
            {
                fixture.Pass(BookingTransfer.RecoveryDelay);
                var stop = new Stop(m, name => fixture.CheckAsync($"{when}, settlement at {name}"));
                if (await stop.StopsAsync(fixture.SettleAsync(fixture.NewInstance(stop.StepAsync), keeps: true)))
                {
                    (stopped, pairs, when) = (true, pairs + 1, $"{when}, settlement stopped at step {m}, {stop.Step}");
                    await then(fixture, stop, when);
                    await fixture.ProjectAsync();
                    await fixture.AssertSettledAsync(when);
                }
            });
        }

        Assert.True(pairs > 50, $"There were {pairs} pairs of stops only.");
    }
}
