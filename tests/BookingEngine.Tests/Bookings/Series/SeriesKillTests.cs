using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Tests.Transfers;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>A command on a series whose instance stops between any two effects, and then its retry. Whatever is told is looked at after every step.</summary>
public sealed class SeriesKillTests
{
    public static TheoryData<string> Engines => [FixtureInstances.InMemory, FixtureInstances.Embedded, "ReplicaSet", "CosmosRu"];

    // The strictest engine shows what others need.
    public static TheoryData<string> StrictEngines => [FixtureInstances.InMemory, FixtureInstances.Embedded, "CosmosRu"];

    [Theory]
    [MemberData(nameof(Engines))]
    public Task A_series_killed_at_any_step_is_booked_whole_by_its_retry(string engine) => EachStopAsync(
        engine, _ => Task.FromResult<Booking[]>([]), async (_, by, _, context) => (await SeriesFixture.BookAsync(by, context)).Refusal, async (fixture, _, when) =>
        {
            await fixture.AssertToldAsync(when);
            var again = await SeriesFixture.BookAsync(fixture.NewInstance(_ => Task.CompletedTask), fixture.NewContext());
            Assert.True(again.Refusal is not null, $"{when}: more than the limit was booked");
        });

    [Theory]
    [MemberData(nameof(StrictEngines))]
    public Task Following_ones_killed_while_they_are_cancelled_are_all_cancelled_by_a_retry(string engine) => EachStopAsync(
        engine, BookedWithOneElsewhereAsync, async (_, by, bookings, context) => (await SeriesFixture.CancelAsync(by, bookings[1], context)).Refusal,
        async (fixture, bookings, when) =>
        {
            await fixture.AssertToldAsync(when);
            var found = await fixture.FindAsync(SeriesId.Of(bookings[0].Id)!.Value);
            Assert.Equal([BookingStatus.Confirmed, BookingStatus.Cancelled, BookingStatus.Cancelled, BookingStatus.Cancelled], found.Select(b => b.Status));
        });

    [Theory]
    [MemberData(nameof(StrictEngines))]
    public Task Following_ones_killed_while_they_move_move_together_or_not(string engine) => EachStopAsync(
        engine, fixture => fixture.BookedAsync(), async (_, by, bookings, context) => (await SeriesFixture.RescheduleAsync(by, bookings[1], context)).Refusal,
        async (fixture, bookings, when) =>
        {
            await fixture.AssertToldAsync(when);
            var moved = bookings.Select((b, n) => b.Slot + (n == 0 ? Duration.Zero : Duration.FromHours(25)));
            Assert.Equal(moved, (await fixture.FindAsync(SeriesId.Of(bookings[0].Id)!.Value)).Select(b => b.Slot));
        });

    private static async Task<Booking[]> BookedWithOneElsewhereAsync(SeriesFixture fixture)
    {
        var bookings = await fixture.BookedAsync();
        await fixture.MoveAwayAsync(bookings[3]);
        await fixture.ProjectAsync();
        await fixture.CheckAsync("moved away");
        return bookings;
    }

    private static async Task EachStopAsync(
        string engine, Func<SeriesFixture, Task<Booking[]>> prepare, Func<SeriesFixture, IServiceProvider, Booking[], CommandContext, Task<Refusal?>> act,
        Func<SeriesFixture, Booking[], string, Task> then)
    {
        var kills = new KillStops(engine);
        while (kills.MoveNext())
        {
            await using var fixture = await SeriesFixture.OpenAsync(engine);
            var (bookings, context) = (await prepare(fixture), fixture.NewContext());
            var stop = kills.NewStop(fixture.Stored, name => fixture.CheckAsync($"at {name}"));
            var work = act(fixture, fixture.NewInstance(stop.StepAsync), bookings, context);
            var stops = await stop.StopsAsync(work);
            var when = stops ? $"{engine}, stopped at step {stop.At}, {stop.Step}" : $"{engine}, the whole act";
            Assert.True(stops || await work is null, when);
            if (stops)
            {
                fixture.Restart();
                var refusal = await act(fixture, fixture.NewInstance(name => fixture.CheckAsync($"{when}, again at {name}")), bookings, fixture.RetryOf(context));
                Assert.True(refusal is null, $"{when}: {refusal?.Code}");
            }

            await then(fixture, bookings, when);
        }

        Assert.True(kills.Count > 8, $"The act has {kills.Count} steps only.");
    }
}
