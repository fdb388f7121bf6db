using BookingEngine.Holds;
using BookingEngine.Tests.Transfers;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>A hold of four resources, or of a visit with three, that is placed or booked by an instance that stops between any two effects.</summary>
public sealed class HoldKillTests
{
    public static TheoryData<string, bool> Engines => new()
    {
        { SeveralFixture.InMemory, false },
        { SeveralFixture.InMemory, true },
        { SeveralFixture.Embedded, false },
        { SeveralFixture.Embedded, true },
        { "ReplicaSet", false },
        { "ReplicaSet", true },
        { "CosmosRu", false },
        { "CosmosRu", true },
    };

    [Theory]
    [MemberData(nameof(Engines))]
    public Task A_hold_placed_by_a_stopped_instance_ends_with_its_expiry(string engine, bool isVisit) => EachStopAsync(engine, isBooked: false, isVisit, async (fixture, _, when) =>
    {
        await SettleAsync(fixture, when);
        Assert.Empty(await fixture.AssertSettledAsync(when));
        fixture.Pass(Duration.FromMinutes(10));
        var again = await fixture.BookAsync(SeveralFixture.Ten);
        Assert.True(again.Refusal is null, $"{when}: {again.Refusal?.Code}");
    });

    [Theory]
    [MemberData(nameof(Engines))]
    public Task A_hold_booked_by_a_stopped_instance_is_booked_whole_or_held_whole(string engine, bool isVisit) => EachStopAsync(engine, isBooked: true, isVisit, async (fixture, hold, when) =>
    {
        await SettleAsync(fixture, when);
        var bookings = await fixture.AssertSettledAsync(when);
        Assert.True(await fixture.IsHeldAsync(hold!) == (bookings.Count == 0), $"{when}: {bookings.Count} bookings");
    });

    private static async Task EachStopAsync(string engine, bool isBooked, bool isVisit, Func<SeveralFixture, Hold?, string, Task> then)
    {
        var stops = new KillStops(engine);
        while (stops.MoveNext())
        {
            await using var fixture = await SeveralFixture.OpenAsync(engine, visit: isVisit ? SeveralFixture.Visit : []);
            Hold? hold = null;
            if (isBooked)
            {
                Assert.False((await fixture.HoldAsync(fixture.NewInstance(_ => Task.CompletedTask), SeveralFixture.Ten)).IsRefused(out var refusal, out hold), refusal?.Code);
                fixture.LoseMessages();
            }

            var stop = stops.NewStop(fixture.Stored, name => fixture.CheckAsync($"at {name}"));
            var by = fixture.NewInstance(stop.StepAsync);
            Task work = isBooked ? fixture.BookHoldAsync(by, hold!) : fixture.HoldAsync(by, SeveralFixture.Ten);
            if (await stop.StopsAsync(work))
            {
                await then(fixture, hold, $"{engine}, stopped at step {stop.At}, {stop.Step}");
            }
            else
            {
                Assert.Equal(isBooked ? 1 : 0, (await fixture.AssertSettledAsync("the whole act")).Count);
            }
        }

        Assert.True(stops.Count > 8, $"The act has {stops.Count} steps only.");
    }

    private static async Task SettleAsync(SeveralFixture fixture, string when)
    {
        fixture.Pass(JointDecisions.RecoveryDelay);
        await fixture.SettleAsync(fixture.NewInstance(name => fixture.CheckAsync($"{when}, settlement at {name}")));
        await fixture.ProjectAsync();
        await fixture.CheckAsync($"{when}, projected");
    }
}
