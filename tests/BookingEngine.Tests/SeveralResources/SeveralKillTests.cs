using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Tests.Transfers;
using BookingEngine.Transfers;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources;

/// <summary>An act over four calendars whose instance stops between any two effects. What people see is checked at every step.</summary>
public sealed class SeveralKillTests
{
    public static TheoryData<string> Engines => [SeveralFixture.InMemory, SeveralFixture.Embedded, "ReplicaSet", "CosmosRu"];

    // The strictest engine shows what others need.
    public static TheoryData<string> StrictEngines => [SeveralFixture.InMemory, SeveralFixture.Embedded, "CosmosRu"];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_booking_killed_at_any_step_exists_whole_or_not_at_all(string engine)
    {
        List<int> ends = [];
        await EachStopAsync(engine, _ => Task.FromResult<Booking?>(null), (fixture, by, _) => fixture.BookAsync(by, SeveralFixture.Ten), async (fixture, _, _, when) =>
        {
            await SettleAsync(fixture, when);
            ends.Add((await fixture.AssertSettledAsync(when)).Count);
        });
        Assert.Equal([0, 1], ends.Distinct());
        Assert.InRange(ends.Count, 10, 120);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public Task A_cancellation_killed_at_any_step_frees_all_or_nothing(string engine) => EachStopAsync(
        engine, BookedAsync, (fixture, by, booking) => fixture.CancelAsync(by, booking!), async (fixture, _, _, when) =>
        {
            await SettleAsync(fixture, when);
            await fixture.AssertSettledAsync(when);
        });

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_reschedule_killed_at_any_step_moves_all_or_nothing(string engine)
    {
        List<Instant> ends = [];
        await EachStopAsync(
            engine, BookedAsync, (fixture, by, booking) => fixture.RescheduleAsync(by, booking!, SeveralFixture.Eleven, SeveralFixture.Cameras[2]),
            async (fixture, _, _, when) =>
            {
                await SettleAsync(fixture, when);
                ends.Add((await fixture.AssertSettledAsync(when)).Single().Slot);
            });
        Assert.Equal([SeveralFixture.Ten, SeveralFixture.Eleven], ends.Distinct());
    }

    [Theory]
    [MemberData(nameof(StrictEngines))]
    public async Task A_swap_of_the_deciding_room_killed_at_any_step_is_whole_or_not(string engine)
    {
        List<bool> ends = [];
        await EachStopAsync(
            engine, BookedAsync, (fixture, by, booking) => fixture.RescheduleAsync(by, booking!, SeveralFixture.Ten, SeveralFixture.RoomTwo),
            async (fixture, _, _, when) =>
            {
                await SettleAsync(fixture, when);
                ends.Add((await fixture.AssertSettledAsync(when)).Single().ResourceIds.Contains(SeveralFixture.RoomTwo));
            });
        Assert.Equal([false, true], ends.Distinct());
    }

    [Fact]
    public Task A_booking_that_resumes_after_its_recovery_changes_nothing() => EachStopAsync(
        SeveralFixture.InMemory, _ => Task.FromResult<Booking?>(null), (fixture, by, _) => fixture.BookAsync(by, SeveralFixture.Ten), async (fixture, stop, _, when) =>
        {
            await SettleAsync(fixture, when);
            var settled = await fixture.AssertSettledAsync(when);
            await stop.ResumeAsync();
            await SettleAsync(fixture, when); // it may have left a second message
            Assert.Equal(settled.Count, (await fixture.AssertSettledAsync(when)).Count);
        });

    [Fact]
    public Task A_booking_cancelled_while_its_instance_is_stopped_stays_cancelled() => EachStopAsync(
        SeveralFixture.InMemory, BookedAsync, (fixture, by, booking) => fixture.RescheduleAsync(by, booking!, SeveralFixture.Eleven, SeveralFixture.Cameras[2]),
        async (fixture, stop, booking, when) =>
        {
            var cancelled = await fixture.CancelAsync(fixture.NewInstance(name => fixture.CheckAsync($"{when}, cancel at {name}")), booking!);
            Assert.Null(cancelled.Refusal);
            await stop.ResumeAsync();
            await SettleAsync(fixture, when);
            Assert.Equal(BookingStatus.Cancelled, (await fixture.AssertSettledAsync(when)).Single().Status);
        });

    [Fact]
    public Task Reschedule_resumed_after_a_later_one_then_frees_nothing_of_the_later() => EachStopAsync(
        SeveralFixture.InMemory, BookedAsync, (fixture, by, booking) => fixture.RescheduleAsync(by, booking!, SeveralFixture.Eleven, SeveralFixture.Cameras[2]),
        async (fixture, stop, booking, when) =>
        {
            var later = fixture.NewInstance(name => fixture.CheckAsync($"{when}, the later one at {name}"));
            await fixture.RescheduleAsync(later, booking!, SeveralFixture.Ten, SeveralFixture.Cameras[..2]);
            await stop.ResumeAsync();
            await SettleAsync(fixture, when);
            await fixture.AssertSettledAsync(when);
        });

    [Theory]
    [InlineData("book", SeveralFixture.InMemory)]
    [InlineData("cancel", SeveralFixture.InMemory)]
    [InlineData("reschedule", SeveralFixture.InMemory)]
    [InlineData("book", SeveralFixture.Embedded)]
    [InlineData("cancel", SeveralFixture.Embedded)]
    [InlineData("reschedule", SeveralFixture.Embedded)]
    public Task An_act_whose_message_is_lost_is_settled_by_the_sweep(string act, string engine) => EachStopAsync(
        engine, fixture => act == "book" ? Task.FromResult<Booking?>(null) : BookedAsync(fixture),
        (fixture, by, booking) => act switch
        {
            "book" => fixture.BookAsync(by, SeveralFixture.Ten),
            "cancel" => fixture.CancelAsync(by, booking!),
            _ => fixture.RescheduleAsync(by, booking!, SeveralFixture.Eleven, SeveralFixture.Cameras[2]),
        },
        async (fixture, _, _, when) =>
        {
            fixture.LoseMessages();
            await fixture.SweepAsync();
            await SettleAsync(fixture, when);
            await fixture.AssertSettledAsync(when);
            Assert.Equal(0, await fixture.SweepAsync());
        });

    internal static async Task<Booking?> BookedAsync(SeveralFixture fixture)
    {
        var outcome = await fixture.BookAsync(SeveralFixture.Ten);
        Assert.False(outcome.IsRefused(out var refusal, out var booking), refusal?.Code);
        await fixture.ProjectAsync();
        fixture.LoseMessages();
        return booking;
    }

    internal static async Task EachStopAsync(
        string engine, Func<SeveralFixture, Task<Booking?>> prepare, Func<SeveralFixture, IServiceProvider, Booking?, Task<Outcome<Booking>>> act,
        Func<SeveralFixture, Stop, Booking?, string, Task> then, params VisitSegment[] visit)
    {
        var stops = new KillStops(engine);
        while (stops.MoveNext())
        {
            await using var fixture = await SeveralFixture.OpenAsync(engine, visit: visit);
            var booking = await prepare(fixture);
            var stop = stops.NewStop(fixture.Stored, name => fixture.CheckAsync($"at {name}"));
            var work = act(fixture, fixture.NewInstance(stop.StepAsync), booking);
            if (await stop.StopsAsync(work))
            {
                await then(fixture, stop, booking, $"{engine}, stopped at step {stop.At}, {stop.Step}");
            }
            else
            {
                Assert.Null((await work).Refusal);
                await fixture.AssertSettledAsync("the whole act");
            }
        }

        Assert.True(stops.Count > 10, $"The act has {stops.Count} steps only.");
    }

    internal static async Task SettleAsync(SeveralFixture fixture, string when)
    {
        fixture.Pass(JointDecisions.RecoveryDelay);
        await fixture.SettleAsync(fixture.NewInstance(name => fixture.CheckAsync($"{when}, settlement at {name}")));
        await fixture.ProjectAsync();
        await fixture.CheckAsync($"{when}, projected");
    }
}
