using BookingEngine.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Transfers;

/// <summary>Transfers whose messages are lost, like those of a killed process.</summary>
public sealed class TransferSweepTests
{
    [Fact]
    public Task A_transfer_with_a_lost_message_is_settled_by_the_sweep() => TransferKillTests.EachStopAsync(TransferFixture.InMemory, async (fixture, _, when) =>
    {
        fixture.LoseMessages();
        var next = fixture.NewInstance(_ => Task.CompletedTask);
        var reserved = (await fixture.FindAsync()).Reserved.Count;
        Assert.Equal(reserved, await next.GetRequiredService<TransferSweep>().RunAsync(CancellationToken.None));
        await TransferKillTests.SettleAsync(fixture, when);
        await fixture.AssertSettledAsync(when);
        Assert.Equal(0, await next.GetRequiredService<TransferSweep>().RunAsync(CancellationToken.None));
    });

    [Fact]
    public Task A_swept_transfer_whose_message_is_lost_again_is_found_later() => TransferKillTests.EachStopAsync(TransferFixture.InMemory, async (fixture, _, when) =>
    {
        var reserved = (await fixture.FindAsync()).Reserved.Count;
        for (var sweep = 0; sweep < 3; sweep++)
        {
            fixture.LoseMessages();
            fixture.Pass(NodaTime.Duration.FromHours(1));
            Assert.Equal(reserved, await fixture.NewInstance(_ => Task.CompletedTask).GetRequiredService<TransferSweep>().RunAsync(CancellationToken.None));
        }

        await fixture.SettleAsync(fixture.NewInstance(_ => Task.CompletedTask));
        await fixture.ProjectAsync();
        await fixture.AssertSettledAsync(when);
    });
}
