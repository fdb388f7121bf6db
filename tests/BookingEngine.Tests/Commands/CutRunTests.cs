using BookingEngine.Calendars;
using BookingEngine.Commands;
using BookingEngine.Ports;
using Xunit.Abstractions;

namespace BookingEngine.Tests.Commands;

/// <summary>Runs that another writer, a crash or a failing store interrupts.</summary>
public sealed class CutRunTests(ITestOutputHelper output)
{
    private const string Taken = "slot_unavailable";

    [Fact]
    public void The_rest_of_a_cut_run_is_decided_again()
    {
        var fixture = new RunFixture();
        fixture.Before = (step, n) =>
        {
            if (step == "append" && n == 3)
            {
                fixture.RecordOther(slot: 3); // the second commit of the run of five meets it
            }
        };
        Assert.Equal(
            ["1", "2", "4", Taken, "5", Taken],
            fixture.AnswersOf([.. new[] { 0, 1, 2, 3, 4, 4 }.Select(slot => fixture.StartBooking(slot))]));
        Assert.Equal([(1, 1), (4, 1), (2, 2)], fixture.Appends);
        Assert.Equal([0, 1, 3, 2, 4], fixture.Booked);
    }

    [Fact]
    public void A_refusal_by_a_commit_that_lost_is_decided_again()
    {
        var fixture = new RunFixture();
        fixture.Before = (step, n) =>
        {
            if (step == "append" && n == 2)
            {
                fixture.RecordOther(slot: 7);
            }
        };
        var unlessTaken = fixture.StartBooking(0);
        var picky = fixture.Start(calendar => RunFixture.Book(calendar, 7).Refusal is { } refusal ? refusal : RunFixture.Book(calendar, 1));
        Assert.Equal(["1", Taken, "3"], fixture.AnswersOf(unlessTaken, picky, fixture.StartBooking(1)));
    }

    [Fact]
    public void A_command_that_always_loses_gives_up_after_twenty_appends()
    {
        var fixture = new RunFixture();
        var others = 0;
        fixture.Before = (step, n) =>
        {
            if (step == "append")
            {
                fixture.RecordOther(100 + others++);
            }
        };
        Assert.Equal(
            Enumerable.Repeat("The stream calendar-default has too many writers: 20 appends lost their race. Try again later.", 3),
            fixture.AnswersOf(fixture.StartBooking(0), fixture.StartBooking(1), fixture.StartBooking(2)));
    }

    [Fact]
    public void A_store_that_fails_in_a_run_fails_its_commits_only()
    {
        var fixture = new RunFixture();
        fixture.Before = (step, n) => _ = step == "append" && n == 3 ? throw new StoreUnavailableException("Not now.") : 0;
        Assert.Equal(
            ["1", "Not now.", "Not now.", Taken],
            fixture.AnswersOf(fixture.StartBooking(0), fixture.StartBooking(1), fixture.StartBooking(2), fixture.StartBooking(0)));
        Assert.Equal([0, 1], fixture.Booked);
        fixture.Before = (_, _) => { };
        Assert.Equal(["3", Taken], fixture.AnswersOf(fixture.StartBooking(2), fixture.StartBooking(1)));
    }

    [Fact]
    public void A_stream_that_cannot_be_read_fails_all_that_wait_for_that_read()
    {
        var fixture = new RunFixture();
        fixture.Before = (step, _) => _ = step == "read" ? throw new StoreUnavailableException("Not now.") : 0;
        Assert.Equal(["Not now.", "Not now."], fixture.AnswersOf(fixture.StartBooking(0), fixture.StartBooking(1)));
        fixture.Before = (_, _) => { };
        Assert.Equal(["1"], fixture.AnswersOf(fixture.StartBooking(0)));
    }

    // The first commit of the run is the one that another attempt has written meanwhile, with another slot.
    [Fact]
    public void A_commit_of_another_attempt_is_answered_with_its_own_events()
    {
        var fixture = new RunFixture();
        var context = RunFixture.NewContext() with { Attempt = CommandAttempt.Competing(NodaTime.Instant.MinValue) };
        fixture.Before = (step, n) =>
        {
            if (step == "append" && n == 2)
            {
                fixture.RecordOther(slot: 5);
                fixture.World.Events.Commits[^1] = fixture.World.Events.Commits[^1] with { Id = context.CommitId };
            }
        };
        Assert.Equal(
            ["1", "2", "3", Taken],
            fixture.AnswersOf(fixture.StartBooking(0), fixture.Start(calendar => RunFixture.Book(calendar, 1), context), fixture.StartBooking(1), fixture.StartBooking(5)));
        Assert.Equal([0, 5, 1], fixture.Booked);
    }

    // A retry that chose another resource may have recorded a commit of the same id in that resource's stream.
    [Fact]
    public void Commit_when_another_stream_has_its_id_then_keeps_its_own_events()
    {
        var fixture = new RunFixture();
        var context = RunFixture.NewContext() with { Attempt = CommandAttempt.Competing(NodaTime.Instant.MinValue) };
        fixture.Before = (step, n) =>
        {
            if (step == "append" && n == 1)
            {
                fixture.RecordOther(slot: 5);
                fixture.World.Events.Commits[^1] = fixture.World.Events.Commits[^1] with { Id = context.CommitId, Stream = Calendar.StreamOf(new("other")), FirstVersion = 7 };
            }
        };
        Assert.Equal(["1"], fixture.AnswersOf(fixture.Start(calendar => RunFixture.Book(calendar, 1), context)));
        Assert.Equal(["2", Taken, "3"], fixture.AnswersOf(fixture.StartBooking(0), fixture.StartBooking(1), fixture.StartBooking(5)));
    }

    [Fact]
    public void Two_instances_lose_fewer_races_with_runs_than_one_by_one()
    {
        var (one, together) = (LostBy(new RunLimits(1, 1)), LostBy(RunLimits.Default));
        output.WriteLine($"lost appends of 400 commands: {one} one by one, {together} in runs");
        Assert.InRange(together, 1, one / 2);
    }

    // Two instances with ten commands each, all for other times of one calendar, in twenty orders.
    private static int LostBy(RunLimits limits)
    {
        var lost = 0;
        for (var seed = 1; seed <= 20; seed++)
        {
            var fixture = new RunFixture(limits, seed);
            var other = fixture.NewNode();
            var answers = fixture.AnswersOf([.. Enumerable.Range(0, 20).Select(slot => fixture.StartBooking(slot, slot % 2 == 0 ? fixture.Node : other))]);
            Assert.Equal(Enumerable.Range(1, 20), answers.Select(int.Parse).Order());
            lost += fixture.Appends.Count(append => append.Stand < append.Commits);
        }

        return lost;
    }
}
