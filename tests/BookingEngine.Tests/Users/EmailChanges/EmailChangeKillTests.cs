using BookingEngine.Tests.Transfers;

namespace BookingEngine.Tests.Users.EmailChanges;

/// <summary>A change that stops between any two effects: exactly one address works, and never two accounts have one.</summary>
public sealed class EmailChangeKillTests
{
    private static readonly Func<string, Task> Freely = _ => Task.CompletedTask;

    [Fact]
    public Task A_killed_change_leaves_one_address_and_its_link_completes_it() => EachStopAsync(async (fixture, _, when) =>
    {
        await fixture.AssertConsistentAsync(when);
        Assert.True(await fixture.ConfirmAsync(fixture.NewInstance(Freely)), when);
        Assert.False(await fixture.RegisterBobAsync(fixture.NewInstance(Freely)), when);
    });

    [Fact]
    public Task After_a_killed_change_somebody_else_registers_the_address_or_is_refused() => EachStopAsync(async (fixture, _, when) =>
    {
        fixture.Pass();
        var hasBob = await fixture.RegisterBobAsync(fixture.NewInstance(Freely));
        await fixture.AssertConsistentAsync(when);
        Assert.Equal((when, !hasBob), (when, await fixture.ConfirmAsync(fixture.NewInstance(Freely))));
    });

    [Fact]
    public Task A_change_that_goes_on_after_the_address_was_registered_is_refused() => EachStopAsync(async (fixture, stop, when) =>
    {
        fixture.Pass();
        await fixture.RegisterBobAsync(fixture.NewInstance(name => fixture.AssertConsistentAsync($"{when}, Bob at {name}")));
        await stop.ResumeAsync();
    });

    [Fact]
    public Task A_second_request_after_a_killed_change_competes_with_a_registration() => EachStopAsync(async (fixture, stop, when) =>
    {
        fixture.Pass();
        await fixture.RequestAsync();
        var registering = new Stop(8, _ => Task.CompletedTask);
        await registering.StopsAsync(fixture.RegisterBobAsync(fixture.NewInstance(registering.StepAsync)));
        await fixture.ConfirmAsync(fixture.NewInstance(Freely));
        await registering.ResumeAsync();
        await stop.ResumeAsync();
    });

    [Fact]
    public async Task A_registration_that_stops_anywhere_and_a_change_give_one_account()
    {
        var (stops, n) = (true, 1);
        for (; stops; n++)
        {
            var fixture = await EmailChangeFixture.OpenAsync();
            var stop = new Stop(n, name => fixture.AssertConsistentAsync($"before {name}"));
            stops = await stop.StopsAsync(fixture.RegisterBobAsync(fixture.NewInstance(stop.StepAsync)));
            if (stops)
            {
                fixture.Pass();
                await fixture.ConfirmAsync(fixture.NewInstance(Freely));
                await stop.ResumeAsync();
                await fixture.AssertConsistentAsync($"stopped at {stop.Step}");
                Assert.Equal((stop.Step, 1), (stop.Step, await fixture.CountHoldersAsync()));
            }
        }

        Assert.True(n > 10, $"There were {n} stops only.");
    }

    // Stops the change before and after each of its effects.
    private static async Task EachStopAsync(Func<EmailChangeFixture, Stop, string, Task> then)
    {
        var (stops, n) = (true, 1);
        for (; stops; n++)
        {
            var fixture = await EmailChangeFixture.OpenAsync();
            var stop = new Stop(n, name => fixture.AssertConsistentAsync($"before {name}"));
            stops = await stop.StopsAsync(fixture.ConfirmAsync(fixture.NewInstance(stop.StepAsync)));
            if (stops)
            {
                var when = $"stopped at step {n}, {stop.Step}";
                await then(fixture, stop, when);
                await fixture.AssertConsistentAsync(when);
                Assert.Equal((when, 1), (when, await fixture.CountHoldersAsync()));
            }
        }

        Assert.True(n > 15, $"There were {n} stops only.");
    }
}
