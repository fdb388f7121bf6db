using BookingEngine.Bookings;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Commands;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources.Series;

/// <summary>The booking of a series of several resources whose instance stops between any two effects. What people see is checked at every step.</summary>
public sealed class SharedSeriesKillTests
{
    private const int Count = 3;

    private static readonly Duration Deadline = Duration.FromSeconds(20), AfterDeadline = Duration.FromSeconds(21);

    public static TheoryData<string> Engines => [SeveralFixture.InMemory, SeveralFixture.Embedded, "ReplicaSet", "CosmosRu"];

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_series_killed_at_any_step_exists_whole_or_not_at_all(string engine)
    {
        List<int> ends = [];
        await SeveralKillTests.EachStopAsync(engine, NothingAsync, (fixture, by, _) => BookAsync(fixture, by, fixture.NewContext()), async (fixture, _, _, when) =>
        {
            await SeveralKillTests.SettleAsync(fixture, when);
            ends.Add((await fixture.AssertSettledAsync(when)).Count);
        });
        Assert.Equal([0, Count], ends.Distinct());
        Assert.InRange(ends.Count, 10, 120);
    }

    [Theory]
    [InlineData(SeveralFixture.InMemory)]
    [InlineData(SeveralFixture.Embedded)]
    public Task A_series_whose_message_is_lost_is_settled_by_the_sweep(string engine) => SeveralKillTests.EachStopAsync(
        engine, NothingAsync, (fixture, by, _) => BookAsync(fixture, by, fixture.NewContext()), async (fixture, _, _, when) =>
        {
            fixture.LoseMessages();
            Assert.InRange(await fixture.SweepAsync(), 0, Count); // one message for each calendar, however many bookings
            await SeveralKillTests.SettleAsync(fixture, when);
            Assert.Contains((await fixture.AssertSettledAsync(when)).Count, new[] { 0, Count });
            Assert.Equal(0, await fixture.SweepAsync());
        });

    [Fact]
    public Task A_series_that_resumes_after_its_recovery_changes_nothing() => SeveralKillTests.EachStopAsync(
        SeveralFixture.InMemory, NothingAsync, (fixture, by, _) => BookAsync(fixture, by, fixture.NewContext()), async (fixture, stop, _, when) =>
        {
            await SeveralKillTests.SettleAsync(fixture, when);
            var settled = await fixture.AssertSettledAsync(when);
            await stop.ResumeAsync();
            await SeveralKillTests.SettleAsync(fixture, when);
            Assert.Equal(settled.Count, (await fixture.AssertSettledAsync(when)).Count);
        });

    [Theory]
    [InlineData(SeveralFixture.InMemory)]
    [InlineData("CosmosRu")]
    public async Task A_series_killed_at_any_step_is_booked_whole_by_its_retry(string engine)
    {
        CommandContext? context = null;
        await SeveralKillTests.EachStopAsync(
            engine, NothingAsync, (fixture, by, _) => BookAsync(fixture, by, context = WithAttempt(fixture.NewContext())), async (fixture, _, _, when) =>
            {
                fixture.Pass(AfterDeadline); // the messages are not handled yet
                var now = context!.Now + AfterDeadline;
                var retry = context with { Now = now, Attempt = new CommandAttempt(IsFirst: false, context.Attempt!.FirstAt, now + Deadline), Documents = new() };
                var outcome = await BookAsync(fixture, fixture.NewInstance(name => fixture.CheckAsync($"{when}, again at {name}")), retry);
                Assert.True(outcome.Refusal is null, $"{when}: {outcome.Refusal?.Code}");
                await fixture.ProjectAsync();
                Assert.Equal(Count, (await fixture.AssertSettledAsync(when)).Count);
            });
    }

    private static Task<Booking?> NothingAsync(SeveralFixture fixture) => Task.FromResult<Booking?>(null);

    private static CommandContext WithAttempt(CommandContext context) =>
        context with { Attempt = new CommandAttempt(IsFirst: true, context.Now, context.Now + Deadline) };

    private static async Task<Outcome<Booking>> BookAsync(SeveralFixture fixture, IServiceProvider by, CommandContext context)
    {
        var first = new BookSlot(SeveralFixture.Customer, await fixture.ServiceAsync(by), SeveralFixture.Ten);
        var outcome = await by.GetRequiredService<BookSeriesHandler>().HandleAsync(
            new BookSeries(first, new SeriesRule("FREQ=WEEKLY", Count, Until: null), Skips: false), context, CancellationToken.None);
        return outcome.IsRefused(out var refusal, out var booked) ? refusal : booked.Bookings[0];
    }
}
