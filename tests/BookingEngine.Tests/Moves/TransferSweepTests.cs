using BookingEngine.Transfers;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Moves;

/// <summary>Moves whose messages are lost, as those of a process that is killed.</summary>
public sealed class TransferSweepTests
{
    [Fact]
    public Task A_move_whose_message_is_lost_is_found_by_the_sweep_and_settled_in_time() => MoveKillTests.EachStopAsync(MoveStage.InMemory, async (stage, _, when) =>
    {
        stage.LoseMessages();
        var next = stage.NewInstance(_ => Task.CompletedTask);
        var reserved = (await stage.FindAsync()).Reserved.Count;
        Assert.Equal(reserved, await next.GetRequiredService<TransferSweep>().RunAsync(CancellationToken.None));
        await MoveKillTests.SettleAsync(stage, when);
        await stage.AssertSettledAsync(when);
        Assert.Equal(0, await next.GetRequiredService<TransferSweep>().RunAsync(CancellationToken.None));
    });

    [Fact]
    public Task One_that_is_swept_and_lost_again_is_found_however_much_later() => MoveKillTests.EachStopAsync(MoveStage.InMemory, async (stage, _, when) =>
    {
        var reserved = (await stage.FindAsync()).Reserved.Count;
        for (var sweep = 0; sweep < 3; sweep++)
        {
            stage.LoseMessages();
            stage.Pass(NodaTime.Duration.FromHours(1));
            Assert.Equal(reserved, await stage.NewInstance(_ => Task.CompletedTask).GetRequiredService<TransferSweep>().RunAsync(CancellationToken.None));
        }

        await stage.SettleAsync(stage.NewInstance(_ => Task.CompletedTask));
        await stage.ProjectAsync();
        await stage.AssertSettledAsync(when);
    });
}
