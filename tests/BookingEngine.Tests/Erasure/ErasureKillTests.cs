using BookingEngine.Tests.Transfers;
using NodaTime;

namespace BookingEngine.Tests.Erasure;

/// <summary>An erasure that stops between any two effects: before its decision nothing has changed, and after it the pipeline finishes it.</summary>
public sealed class ErasureKillTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_killed_erasure_is_finished_by_the_pipeline(bool isAdmin)
    {
        var (stops, decided, n) = (true, 0, 1);
        for (; stops; n++)
        {
            var fixture = await ErasureFixture.OpenAsync(isAdmin);
            var stop = new Stop(n, _ => Task.CompletedTask);
            stops = await stop.StopsAsync(fixture.EraseAsync(fixture.NewInstance(stop.StepAsync)));
            var when = $"stopped at step {n}, {stop.Step}";
            if (!fixture.IsDecided)
            {
                await fixture.AssertUntouchedAsync(when);
                continue;
            }

            decided++;
            await fixture.RunPipelineAsync(fixture.NewInstance(_ => Task.CompletedTask));
            await fixture.AssertErasedAsync(when);
        }

        Assert.True(decided > 20, $"There were {decided} stops after the decision only.");
    }

    [Fact]
    public async Task The_pipeline_that_is_killed_as_well_is_finished_by_the_next_one()
    {
        var (stops, n) = (true, 1);
        for (; stops; n += 3)
        {
            var fixture = await ErasureFixture.OpenAsync();
            var request = new Stop(12, _ => Task.CompletedTask);
            Assert.True(await request.StopsAsync(fixture.EraseAsync(fixture.NewInstance(request.StepAsync))));
            var handler = new Stop(n, _ => Task.CompletedTask);
            stops = await handler.StopsAsync(fixture.RunPipelineAsync(fixture.NewInstance(handler.StepAsync)));
            if (fixture.IsDecided)
            {
                await fixture.RunPipelineAsync(fixture.NewInstance(_ => Task.CompletedTask));
                await fixture.AssertErasedAsync($"stopped at step {n}, {handler.Step}");
            }
        }

        Assert.True(n > 30, $"There were {n} steps only.");
    }

    [Fact]
    public async Task A_paused_erasure_that_goes_on_after_the_pipeline_changes_nothing()
    {
        var (stops, n) = (true, 1);
        for (; stops; n += 2)
        {
            var fixture = await ErasureFixture.OpenAsync();
            var stop = new Stop(n, _ => Task.CompletedTask);
            stops = await stop.StopsAsync(fixture.EraseAsync(fixture.NewInstance(stop.StepAsync)));
            await fixture.RunPipelineAsync(fixture.NewInstance(_ => Task.CompletedTask));
            await stop.ResumeAsync();
            await fixture.RunPipelineAsync(fixture.NewInstance(_ => Task.CompletedTask));
            await fixture.AssertErasedAsync($"paused at step {n}, {stop.Step}");
        }
    }

    [Fact]
    public async Task A_booking_of_a_request_that_ran_meanwhile_is_found_by_the_second_look()
    {
        var fixture = await ErasureFixture.OpenAsync();
        await fixture.EraseAsync(fixture.NewInstance(_ => Task.CompletedTask));
        Assert.Null((await fixture.BookAsync(Instant.FromUtc(2030, 3, 1, 10, 0))).Refusal);
        Assert.Equal("customer_erased", (await fixture.BookAsync(Instant.FromUtc(2030, 3, 2, 10, 0), """{"notes":"dog","answers":{}}""")).Refusal?.Code);
        Assert.Equal(1, await fixture.CountAheadAsync());

        await fixture.LookAgainAsync();

        await fixture.AssertErasedAsync("after the second look");
    }
}
