using BookingEngine.Transfers;

namespace BookingEngine.Tests.Moves;

/// <summary>A move of a booking from one calendar to another whose instance stops between any two of its effects, and what the message that it
/// left makes of it.</summary>
public sealed class MoveKillTests
{
    // A move uses ports alone, and their contracts are tested on each engine. One engine, the one that refuses most, shows that a move needs no more.
    [Theory]
    [InlineData(MoveStage.InMemory)]
    [InlineData("CosmosRu")]
    public async Task A_move_killed_at_any_step_is_finished_or_undone_within_half_a_minute(string engine)
    {
        List<string> ends = [];
        await EachStopAsync(engine, async (stage, _, when) =>
        {
            await SettleAsync(stage, when);
            ends.Add((await stage.AssertSettledAsync(when)).ResourceId.Value);
        });
        Assert.Equal(["chair-a", "chair-b"], ends.Distinct()); // undone until it is decided, and finished from then on
        Assert.InRange(ends.Count, 12, 40);
    }

    [Fact]
    public Task One_that_stands_still_past_its_deadline_and_goes_on_after_the_settlement_changes_nothing_more() =>
        EachStopAsync(MoveStage.InMemory, async (stage, stop, when) =>
        {
            await SettleAsync(stage, when);
            var settled = await stage.FindAsync();
            await stop.GoOnAsync();
            await SettleAsync(stage, when); // the move may have left a second message
            var found = await stage.FindAsync();
            Assert.True(found.Here.SequenceEqual(settled.Here) || settled.Here.Count == 0, $"{when}: {found} after {settled}");
            await stage.AssertSettledAsync(when);
        });

    [Fact]
    public Task A_message_that_comes_twice_changes_nothing_more() => EachStopAsync(MoveStage.InMemory, async (stage, _, when) =>
    {
        stage.Pass(BookingTransfer.RecoveryDelay);
        await stage.SettleAsync(stage.NewInstance(_ => Task.CompletedTask), keeps: true);
        var settled = await stage.FindAsync();
        await stage.SettleAsync(stage.NewInstance(name => throw new InvalidOperationException($"{when}: {name}")));
        Assert.Equal(settled.Here, (await stage.FindAsync()).Here);
        await stage.ProjectAsync();
        await stage.AssertSettledAsync(when);
    });

    /// <summary>Runs a move to its nth step, for every n that it has.</summary>
    internal static async Task EachStopAsync(string engine, Func<MoveStage, Stop, string, Task> then, bool approval = false)
    {
        for (var n = 1; ; n++)
        {
            await using var stage = await MoveStage.OpenAsync(engine, approval);
            var stop = new Stop(n, name => stage.LookAsync($"move at {name}"));
            if (!await stop.StopsAsync(stage.RescheduleAsync(stage.NewInstance(stop.StepAsync), MoveStage.B, MoveStage.Eleven)))
            {
                await stage.AssertSettledAsync("the whole move");
                Assert.True(n > 10, $"A move has {n} steps only.");
                return;
            }

            await then(stage, stop, $"{engine}, stopped at step {n}, {stop.Step}");
        }
    }

    internal static async Task SettleAsync(MoveStage stage, string when)
    {
        stage.Pass(BookingTransfer.RecoveryDelay);
        await stage.SettleAsync(stage.NewInstance(name => stage.LookAsync($"{when}, settlement at {name}")));
        await stage.ProjectAsync();
        await stage.LookAsync($"{when}, projected");
    }
}
