using BookingEngine.Bookings;
using BookingEngine.Bookings.Approve;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Cancel;
using BookingEngine.Bookings.Reschedule;
using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Change;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Tests.Transfers;
using BookingEngine.Times;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.SeveralResources.Series;

/// <summary>A command on several bookings of a series of several resources, whose instance stops between any two effects. What people see is checked at every
/// step. The second booking has another camera, so not all calendars take part in all bookings.</summary>
public sealed class SharedScopeKillTests
{
    private static readonly Actor Ada = new(SeveralFixture.Customer, Role.Customer), Administrator = new(new UserId(new Guid(2, 0, 0, new byte[8])), Role.Admin);

    public static TheoryData<string, string> EachOnAll => EachOn(SeveralFixture.InMemory, SeveralFixture.Embedded, "ReplicaSet", "CosmosRu");

    public static TheoryData<string, string> EachOnTwo => EachOn(SeveralFixture.InMemory, SeveralFixture.Embedded);

    public static TheoryData<string> Each => [.. Acts];

    // The acts on the series, named by what they do to the second booking and those after it.
    private static string[] Acts => ["cancel", "approve", "move", "swap days"];

    [Theory]
    [MemberData(nameof(EachOnAll))]
    public async Task A_scope_killed_at_any_step_changes_all_or_nothing(string engine, string act)
    {
        List<string> ends = [];
        await EachStopAsync(engine, act, async (fixture, _, _, when) =>
        {
            await SeveralKillTests.SettleAsync(fixture, when);
            ends.Add(await EndOfAsync(fixture, when));
        });
        Assert.Equal([Before(act), After(act)], ends.Distinct());
    }

    [Theory]
    [MemberData(nameof(Each))]
    public Task A_scope_whose_message_is_lost_is_settled_by_the_sweep(string act) => EachStopAsync(SeveralFixture.Embedded, act, async (fixture, _, _, when) =>
    {
        fixture.LoseMessages();
        await fixture.SweepAsync();
        await SeveralKillTests.SettleAsync(fixture, when);
        Assert.Contains(await EndOfAsync(fixture, when), new[] { Before(act), After(act) });
        Assert.Equal(0, await fixture.SweepAsync());
    });

    [Theory]
    [MemberData(nameof(Each))]
    public Task A_scope_that_resumes_after_its_recovery_changes_nothing(string act) => EachStopAsync(SeveralFixture.InMemory, act, async (fixture, stop, _, when) =>
    {
        await SeveralKillTests.SettleAsync(fixture, when);
        var settled = await EndOfAsync(fixture, when);
        await stop.ResumeAsync();
        await SeveralKillTests.SettleAsync(fixture, when);
        var end = await EndOfAsync(fixture, when);
        Assert.True(end == settled || (end == After(act) && act is "cancel" or "approve"), $"{when}: {settled}, then {end}");
    });

    [Theory]
    [MemberData(nameof(EachOnTwo))]
    public async Task A_scope_killed_at_any_step_is_finished_once_by_its_retry(string engine, string act)
    {
        CommandContext? first = null;
        await EachStopAsync(engine, act, async (fixture, _, series, when) =>
        {
            var later = Duration.FromSeconds(25); // the first attempt has ended, and no message was delivered
            fixture.Pass(later);
            var now = first!.Now + later;
            var retry = first with { Now = now, Attempt = new CommandAttempt(IsFirst: false, first.Attempt!.FirstAt, now + Duration.FromSeconds(20)), Documents = new() };
            var refusal = await RunAsync(act, fixture.NewInstance(name => fixture.CheckAsync($"{when}, again at {name}")), series, retry);
            Assert.True(refusal is null, $"{when}: {refusal?.Code}");
            await SeveralKillTests.SettleAsync(fixture, when);
            Assert.Equal((when, After(act)), (when, await EndOfAsync(fixture, when)));
        }, context => first = context);
    }

    [Fact]
    public Task A_series_cancelled_while_its_move_is_stopped_stays_cancelled() => EachStopAsync(SeveralFixture.InMemory, "swap days", async (fixture, stop, series, when) =>
    {
        Assert.Null(await RunAsync("cancel", fixture.NewInstance(name => fixture.CheckAsync($"{when}, cancel at {name}")), series, fixture.NewContext()));
        await stop.ResumeAsync();
        await SeveralKillTests.SettleAsync(fixture, when);
        Assert.Equal([BookingStatus.Confirmed, BookingStatus.Cancelled, BookingStatus.Cancelled], (await SettledAsync(fixture, when)).Select(b => b.Status));
    });

    [Fact]
    public Task One_moved_alone_while_the_others_are_stopped_is_where_it_was_moved() => EachStopAsync(SeveralFixture.InMemory, "swap days", async (fixture, stop, series, when) =>
    {
        var to = SeveralFixture.Ten + Duration.FromDays(20);
        var alone = await fixture.RescheduleAsync(fixture.NewInstance(name => fixture.CheckAsync($"{when}, alone at {name}")), series[2], to);
        Assert.True(alone.Refusal is null, $"{when}: {alone.Refusal?.Code}");
        await stop.ResumeAsync();
        await SeveralKillTests.SettleAsync(fixture, when);
        Assert.Equal(to, (await SettledAsync(fixture, when)).Single(b => b.Id == series[2].Id).Slot);
    });

    private static TheoryData<string, string> EachOn(params string[] engines)
    {
        var data = new TheoryData<string, string>();
        foreach (var engine in engines)
        {
            Array.ForEach(Acts, act => data.Add(engine, act));
        }

        return data;
    }

    private static string Before(string act) => act == "approve" ? "1 pending, 2 pending, 3 pending" : "1 confirmed, 2 confirmed, 3 confirmed";

    private static string After(string act) => act switch
    {
        "cancel" => "1 confirmed, 2 cancelled, 3 cancelled",
        "approve" => "1 pending, 2 confirmed, 3 confirmed",
        "move" => "1 confirmed, 2:11 confirmed, 3:11 confirmed",
        _ => "2 confirmed, 3 confirmed, 4 confirmed",
    };

    // The days and statuses of the bookings, by their places in the series.
    private static async Task<string> EndOfAsync(SeveralFixture fixture, string when) => string.Join(", ", (await SettledAsync(fixture, when))
        .Select(b => $"{b.Slot.InUtc().Day}{(b.Slot.InUtc().Hour == 10 ? "" : $":{b.Slot.InUtc().Hour}")} {b.Status.Name}"));

    private static async Task<IEnumerable<Booking>> SettledAsync(SeveralFixture fixture, string when)
    {
        await fixture.AwaitMailsAsync(when);
        return (await fixture.AssertSettledAsync(when)).OrderBy(b => b.Occurrence!.Start);
    }

    private static async Task<Refusal?> RunAsync(string act, IServiceProvider by, Booking[] series, CommandContext context) => act switch
    {
        "cancel" => (await by.GetRequiredService<CancelSeriesHandler>().HandleAsync(
            new CancelSeries(new CancelBooking(series[1].Id, Ada), SeriesScope.Following), context, CancellationToken.None)).Refusal,
        "approve" => (await by.GetRequiredService<DecideSeriesHandler>().HandleAsync(
            new DecideSeries(new DecidePending(series[1].Id, Administrator, IsApproved: true), SeriesScope.Following), context, CancellationToken.None)).Refusal,
        "move" => await MoveAsync(by, series[1], Duration.FromHours(1), SeriesScope.Following, context),
        _ => await MoveAsync(by, series[0], Duration.FromDays(1), SeriesScope.All, context),
    };

    private static async Task<Refusal?> MoveAsync(IServiceProvider by, Booking named, Duration shift, SeriesScope scope, CommandContext context)
    {
        var to = new SlotInput(default, named.Slot + shift);
        return (await by.GetRequiredService<RescheduleSeriesHandler>().HandleAsync(
            new RescheduleSeries(new RescheduleBooking(named.Id, Ada, to, null, IsOverride: false), scope, Skips: false), context, CancellationToken.None)).Refusal;
    }

    private static async Task<Booking[]> BookedAsync(SeveralFixture fixture)
    {
        var by = fixture.NewInstance(_ => Task.CompletedTask);
        var first = new BookSlot(SeveralFixture.Customer, await fixture.ServiceAsync(by), SeveralFixture.Ten);
        var outcome = await by.GetRequiredService<BookSeriesHandler>().HandleAsync(
            new BookSeries(first, new SeriesRule("FREQ=DAILY", 3, Until: null), Skips: false), fixture.NewContext(), CancellationToken.None);
        Assert.False(outcome.IsRefused(out var refusal, out var booked), refusal?.Code);
        Assert.Null((await fixture.RescheduleAsync(by, booked.Bookings[1], booked.Bookings[1].Slot, SeveralFixture.Cameras[2])).Refusal);
        await fixture.ProjectAsync();
        await fixture.CheckAsync("booked");
        fixture.LoseMessages();
        return [.. booked.Bookings];
    }

    private static async Task EachStopAsync(
        string engine, string act, Func<SeveralFixture, Stop, Booking[], string, Task> then, Action<CommandContext>? begin = null)
    {
        var stops = new KillStops(engine);
        while (stops.MoveNext())
        {
            await using var fixture = await SeveralFixture.OpenAsync(engine, approval: act == "approve");
            var series = await BookedAsync(fixture);
            var context = fixture.NewContext();
            context = context with { Attempt = new CommandAttempt(IsFirst: true, context.Now, context.Now + Duration.FromSeconds(20)) };
            begin?.Invoke(context);
            var stop = stops.NewStop(fixture.Stored, name => fixture.CheckAsync($"at {name}"));
            var work = RunAsync(act, fixture.NewInstance(stop.StepAsync), series, context);
            if (await stop.StopsAsync(work))
            {
                await then(fixture, stop, series, $"{engine}, {act} stopped at step {stop.At}, {stop.Step}");
            }
            else
            {
                Assert.Null(await work);
                Assert.Equal(After(act), await EndOfAsync(fixture, "the whole act"));
            }
        }

        Assert.True(stops.Count > 8, $"The act has {stops.Count} steps only.");
    }
}
