using BookingEngine.Transfers;

namespace BookingEngine.Tests.Transfers;

/// <summary>A transfer whose instance stops between any two effects, and the recovery by the message that it left.</summary>
public sealed class TransferKillTests
{
    // A transfer uses ports only, whose contracts are tested on each engine. The strictest engine shows that it needs no more than these.
    [Theory]
    [InlineData(TransferFixture.InMemory)]
    [InlineData("CosmosRu")]
    public async Task A_transfer_killed_at_any_step_is_settled_within_30_seconds(string engine)
    {
        List<string> ends = [];
        await EachStopAsync(engine, async (fixture, _, when) =>
        {
            await SettleAsync(fixture, when);
            ends.Add((await fixture.AssertSettledAsync(when)).ResourceId.Value);
        });
        Assert.Equal(["chair-a", "chair-b"], ends.Distinct()); // undone before the decision, completed after it
        Assert.InRange(ends.Count, 8, 40);
    }

    [Fact]
    public Task A_transfer_that_resumes_after_its_recovery_changes_nothing() =>
        EachStopAsync(TransferFixture.InMemory, async (fixture, stop, when) =>
        {
            await SettleAsync(fixture, when);
            var settled = await fixture.FindAsync();
            await stop.ResumeAsync();
            await SettleAsync(fixture, when); // the transfer may have left a second message
            var found = await fixture.FindAsync();
            Assert.True(found.Here.SequenceEqual(settled.Here) || settled.Here.Count == 0, $"{when}: {found} after {settled}");
            await fixture.AssertSettledAsync(when);
        });

    [Fact]
    public Task A_duplicate_message_changes_nothing() => EachStopAsync(TransferFixture.InMemory, async (fixture, _, when) =>
    {
        fixture.Pass(BookingTransfer.RecoveryDelay);
        await fixture.SettleAsync(fixture.NewInstance(_ => Task.CompletedTask), keeps: true);
        var settled = await fixture.FindAsync();
        await fixture.SettleAsync(fixture.NewInstance(name => throw new InvalidOperationException($"{when}: {name}")));
        Assert.Equal(settled.Here, (await fixture.FindAsync()).Here);
        await fixture.ProjectAsync();
        await fixture.AssertSettledAsync(when);
    });

    /// <summary>Runs a transfer to each of its steps.</summary>
    internal static async Task EachStopAsync(string engine, Func<TransferFixture, Stop, string, Task> then, bool approval = false)
    {
        var stops = new KillStops();
        while (stops.MoveNext())
        {
            await using var fixture = await TransferFixture.OpenAsync(engine, approval);
            var stop = stops.NewStop(fixture.Stored, name => fixture.CheckAsync($"move at {name}"));
            if (await stop.StopsAsync(fixture.RescheduleAsync(fixture.NewInstance(stop.StepAsync), TransferFixture.B, TransferFixture.Eleven)))
            {
                await then(fixture, stop, $"{engine}, stopped at step {stop.At}, {stop.Step}");
            }
            else
            {
                await fixture.AssertSettledAsync("the whole move");
            }
        }

        Assert.True(stops.Count > 10, $"A move has {stops.Count} steps only.");
    }

    internal static async Task SettleAsync(TransferFixture fixture, string when)
    {
        fixture.Pass(BookingTransfer.RecoveryDelay);
        await fixture.SettleAsync(fixture.NewInstance(name => fixture.CheckAsync($"{when}, settlement at {name}")));
        await fixture.ProjectAsync();
        await fixture.CheckAsync($"{when}, projected");
    }
}
