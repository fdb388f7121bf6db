using BookingEngine.Tests.InMemory;

namespace BookingEngine.Tests.Transfers;

public sealed class KillStopsTests
{
    private int _stored;

    [Fact]
    public async Task A_kill_after_an_effect_stands_for_one_before_the_next() => Assert.Equal([1, 2, 4], await StopsOfAsync(InTurnAsync));

    [Fact]
    public async Task An_act_that_goes_on_is_stopped_at_every_step() => Assert.Equal([1, 2, 3, 4], await StopsOfAsync(InTurnAsync, resumes: true));

    [Fact]
    public async Task Effects_that_overlap_are_stopped_at_every_step() => Assert.Equal([1, 2, 3, 4], await StopsOfAsync(TogetherAsync));

    [Fact]
    public async Task Two_engines_share_the_stops()
    {
        if (Environment.GetEnvironmentVariable("KILL_ENGINES") == "all")
        {
            Assert.Equal([1, 2, 4], await StopsOfAsync(InTurnAsync, engine: "CosmosRu"));
            return;
        }

        Assert.Equal([1, 4], await StopsOfAsync(InTurnAsync, engine: "ReplicaSet"));
        Assert.Equal([2], await StopsOfAsync(InTurnAsync, engine: "CosmosRu"));
        Assert.Equal([1, 2, 4], await StopsOfAsync(InTurnAsync, engine: "InMemory"));
    }

    [Fact]
    public async Task A_write_that_changes_nothing_has_one_stop() => Assert.Equal([1], await StopsOfAsync(async step =>
    {
        await step("write");
        await step(SteppedPorts.DoneOf("write"));
    }));

    private async Task InTurnAsync(Step step)
    {
        await step("one");
        await EndAsync(step, "one");
        await step("two");
        await EndAsync(step, "two");
    }

    private async Task TogetherAsync(Step step)
    {
        await step("one");
        await step("two");
        await EndAsync(step, "one");
        await EndAsync(step, "two");
    }

    private Task EndAsync(Step step, string name)
    {
        _stored++;
        return step(SteppedPorts.DoneOf(name));
    }

    private async Task<List<int>> StopsOfAsync(Func<Step, Task> act, bool resumes = false, string? engine = null)
    {
        var (stops, stopped) = (new KillStops(engine), new List<int>());
        while (stops.MoveNext())
        {
            var stop = stops.NewStop(() => $"{_stored}", _ => Task.CompletedTask);
            if (await stop.StopsAsync(act(stop.StepAsync)))
            {
                stopped.Add(stop.At);
                await (resumes ? stop.ResumeAsync() : Task.CompletedTask);
            }
        }

        return stopped;
    }
}
