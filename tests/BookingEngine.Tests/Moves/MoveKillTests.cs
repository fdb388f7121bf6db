using BookingEngine.Bookings;

namespace BookingEngine.Tests.Moves;

/// <summary>A move of a booking from one calendar to another whose instance stops between any two of its effects, and what the message that it
/// left makes of it.</summary>
public sealed class MoveKillTests
{
    public static TheoryData<string> Engines => [MoveStage.InMemory, "ReplicaSet", "CosmosRu"];

    [Theory]
    [MemberData(nameof(Engines))]
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

    [Theory]
    [InlineData(MoveStage.InMemory)]
    [InlineData("ReplicaSet")]
    public Task One_that_stands_still_past_its_deadline_and_goes_on_after_the_settlement_changes_nothing_more(string engine) =>
        EachStopAsync(engine, async (stage, stop, when) =>
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
    public Task A_settlement_killed_at_any_step_is_done_again_by_the_same_message() => EachPairOfStopsAsync(async (stage, _, when) =>
    {
        stage.Pass(BookingMoves.SettledAfter); // until the message is visible again
        await stage.SettleAsync(stage.NewInstance(name => stage.LookAsync($"{when}, again {name}", MoveStage.Patience + BookingMoves.SettledAfter)));
    });

    [Fact]
    public Task Of_two_settlements_at_once_each_may_stand_still_at_any_step() => EachPairOfStopsAsync(async (stage, stop, when) =>
    {
        await stage.SettleAsync(stage.NewInstance(name => stage.LookAsync($"{when}, meanwhile {name}")));
        await stop.GoOnAsync();
    });

    [Fact]
    public Task A_message_that_comes_twice_changes_nothing_more() => EachStopAsync(MoveStage.InMemory, async (stage, _, when) =>
    {
        stage.Pass(BookingMoves.SettledAfter);
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
        stage.Pass(BookingMoves.SettledAfter);
        await stage.SettleAsync(stage.NewInstance(name => stage.LookAsync($"{when}, settlement at {name}")));
        await stage.ProjectAsync();
        await stage.LookAsync($"{when}, projected");
    }

    // A move that is dead at each of its steps, and a settlement that stops at each of its own.
    private static async Task EachPairOfStopsAsync(Func<MoveStage, Stop, string, Task> then)
    {
        var stopped = true;
        var pairs = 0;
        for (var m = 1; stopped; m++)
        {
            stopped = false;
            await EachStopAsync(MoveStage.InMemory, async (stage, _, when) =>
            {
                stage.Pass(BookingMoves.SettledAfter);
                var stop = new Stop(m, name => stage.LookAsync($"{when}, settlement at {name}"));
                if (await stop.StopsAsync(stage.SettleAsync(stage.NewInstance(stop.StepAsync), keeps: true)))
                {
                    (stopped, pairs, when) = (true, pairs + 1, $"{when}, settlement stopped at step {m}, {stop.Step}");
                    await then(stage, stop, when);
                    await stage.ProjectAsync();
                    await stage.AssertSettledAsync(when);
                }
            });
        }

        Assert.True(pairs > 50, $"There were {pairs} pairs of stops only.");
    }
}
