using BookingEngine.Calendars.Events;
using BookingEngine.Commands;
using BookingEngine.Ports;
using BookingEngine.ReadModels;
using NodaTime;

namespace BookingEngine.Tests.Commands;

/// <summary>Commands of one process that wait for one calendar.</summary>
public sealed class RunTests
{
    private const string Taken = "slot_unavailable";

    [Fact]
    public void Commands_that_wait_share_one_append_and_one_write_of_read_models()
    {
        var fixture = new RunFixture();
        Assert.Equal(["1", "2", "3", "4"], fixture.AnswersOf([.. Enumerable.Range(0, 4).Select(slot => fixture.StartBooking(slot))]));
        Assert.Equal([(1, 1), (3, 3)], fixture.Appends);
        Assert.Equal(2, fixture.ReadModelCalls.All.Count(call => call == $"{nameof(IReadModelStore)}.{nameof(IReadModelStore.AddAsync)}"));
        Assert.Equal(4, fixture.World.ReadModels.Documents.Count);
        Assert.Equal(4, fixture.World.Events.Commits.Select(c => c.Id).Distinct().Count());
    }

    [Fact]
    public void Nothing_is_answered_before_it_is_durable()
    {
        var fixture = new RunFixture();
        Task[] commands = [fixture.StartBooking(0), fixture.StartBooking(1), fixture.StartBooking(1), fixture.StartBooking(2)];
        fixture.Before = (step, n) => Assert.True(step != "append done" || n == 1 || !commands[1..].Any(c => c.IsCompleted), $"answered before append {n} returned");
        fixture.Run();
        Assert.All(commands, c => Assert.True(c.IsCompletedSuccessfully));
    }

    [Fact]
    public void A_refusal_by_a_commit_of_its_run_needs_no_read()
    {
        var fixture = new RunFixture();
        fixture.AnswersOf(fixture.StartBooking(0));
        var reads = 0;
        fixture.Before = (step, _) => reads += step == "read" ? 1 : 0;
        Assert.Equal(["2", "3", Taken], fixture.AnswersOf(fixture.StartBooking(1), fixture.StartBooking(2), fixture.StartBooking(2)));
        Assert.Equal(0, reads);
    }

    [Fact]
    public void A_refusal_on_a_known_state_reads_newer_commits_first()
    {
        var fixture = new RunFixture();
        fixture.AnswersOf(fixture.StartBooking(0));
        var reads = 0;
        fixture.Before = (step, _) => reads += step == "read" ? 1 : 0;
        Assert.Equal([Taken], fixture.AnswersOf(fixture.StartBooking(0)));
        Assert.Equal(1, reads);
    }

    [Fact]
    public void A_decision_that_throws_fails_alone()
    {
        var fixture = new RunFixture();
        Assert.Equal(
            ["1", "2", "a bug", "3"],
            fixture.AnswersOf(fixture.StartBooking(0), fixture.StartBooking(1), fixture.Start(_ => throw new InvalidOperationException("a bug")), fixture.StartBooking(2)));
    }

    [Fact]
    public void A_commit_that_is_too_large_fails_alone()
    {
        var fixture = new RunFixture();
        var tooMany = fixture.Start(calendar => new([.. Enumerable.Repeat(new HoldReleased(Guid.CreateVersion7()), 101)], null));
        var answers = fixture.AnswersOf(fixture.StartBooking(0), tooMany, fixture.StartBooking(1));
        Assert.Equal(["1", "2"], [answers[0], answers[2]]);
        Assert.Contains("has 101 events", answers[1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_command_leaves_the_others_and_appends_nothing()
    {
        var fixture = new RunFixture();
        using var cancellation = new CancellationTokenSource();
        var first = fixture.StartBooking(0);
        var cancelled = fixture.Start(calendar => RunFixture.Book(calendar, 1), cancellation: cancellation.Token);
        var last = fixture.StartBooking(2);
        cancellation.Cancel();
        Assert.Equal(["1", "cancelled", "2"], fixture.AnswersOf(first, cancelled, last));
        Assert.Equal([0, 2], fixture.Booked);
    }

    [Fact]
    public void A_cancelled_command_passes_its_turn_on()
    {
        var fixture = new RunFixture();
        using var cancellation = new CancellationTokenSource();
        var cancelled = fixture.Start(calendar => RunFixture.Book(calendar, 0), cancellation: cancellation.Token);
        var others = new[] { fixture.StartBooking(1), fixture.StartBooking(2) };
        cancellation.Cancel();
        Assert.Equal(["cancelled", "1", "2"], fixture.AnswersOf([cancelled, .. others]));
        Assert.Equal([1, 2], fixture.Booked);
    }

    [Fact]
    public void A_command_is_not_cancelled_while_its_commit_is_appended()
    {
        var fixture = new RunFixture();
        using var cancellation = new CancellationTokenSource();
        fixture.Before = (step, n) => (step == "append done" && n == 2 ? cancellation.Cancel : (Action)(() => { }))();
        Assert.Equal(["1", "2"], fixture.AnswersOf(fixture.StartBooking(0), fixture.Start(calendar => RunFixture.Book(calendar, 1), cancellation: cancellation.Token)));
    }

    [Theory]
    [InlineData(2, 1_000_000)]
    [InlineData(64, 1_400)]
    public void A_run_is_cut_by_its_limits_and_the_rest_follows(int commands, int size)
    {
        var fixture = new RunFixture(new RunLimits(commands, size)); // a booking has about 600 characters
        Assert.Equal(["1", "2", "3", "4", "5", Taken, "6"], fixture.AnswersOf([.. new[] { 0, 1, 2, 3, 4, 4, 5 }.Select(slot => fixture.StartBooking(slot))]));
        Assert.Equal((1, 1), fixture.Appends[0]);
        Assert.Equal((2, 2), fixture.Appends[1]);
        Assert.All(fixture.Appends, append => Assert.InRange(append.Commits, 1, 2));
    }

    [Fact]
    public void A_late_attempt_appends_nothing_and_the_others_are_decided_again()
    {
        var fixture = new RunFixture();
        var late = RunFixture.NewContext() with { Attempt = new CommandAttempt(IsFirst: true, Instant.MinValue, Clock.Now(fixture.World)) };
        var answers = fixture.AnswersOf(fixture.StartBooking(0), fixture.StartBooking(1), fixture.Start(calendar => RunFixture.Book(calendar, 2), late), fixture.StartBooking(2));
        Assert.Equal(["1", "2", "The attempt took too long: another may be running. Try again.", "3"], answers);
        Assert.Equal([0, 1, 2], fixture.Booked);
    }

    [Fact]
    public void Two_attempts_at_one_command_in_one_line_are_recorded_once()
    {
        var fixture = new RunFixture();
        var context = RunFixture.NewContext() with { Attempt = CommandAttempt.Competing(Instant.MinValue) };
        var answers = fixture.AnswersOf(
            fixture.StartBooking(0), fixture.Start(calendar => RunFixture.Book(calendar, 1), context), fixture.Start(calendar => RunFixture.Book(calendar, 2), context), fixture.StartBooking(3));
        Assert.Equal(["1", "2", "2", "3"], answers);
        Assert.Equal([0, 1, 3], fixture.Booked);
    }
}
