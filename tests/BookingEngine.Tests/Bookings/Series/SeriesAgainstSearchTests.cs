using System.Collections.Immutable;
using BookingEngine.Bookings.Book;
using BookingEngine.Bookings.Candidates;
using BookingEngine.Bookings.Series.Book;
using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Slots;
using BookingEngine.Users;
using NodaTime;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>Random series in random calendars: a time is booked if and only if the search offers it, after the times before it are booked.</summary>
public sealed class SeriesAgainstSearchTests(Xunit.Abstractions.ITestOutputHelper output)
{
    private static readonly ImmutableDictionary<BookingId, Refusal> NoRefusals = ImmutableDictionary<BookingId, Refusal>.Empty;

    [Fact]
    public void A_series_books_exactly_what_the_search_offers()
    {
        var (cases, seed) = (TestVariable.Whole("AVAILABILITY_CASES", 20_000) / 20, TestVariable.Whole("AVAILABILITY_SEED", 1));
        output.WriteLine($"AVAILABILITY_SEED={seed}, {cases:N0} series");
        var (booked, skipped) = (0, 0);
        for (var n = 0; n < cases; n++)
        {
            var (made, left) = Check(new Random(seed + n));
            (booked, skipped) = (booked + made, skipped + left);
        }

        Assert.True(booked > cases / 4 && skipped > cases / 4, $"{booked} {skipped}");
    }

    private static (int Booked, int Skipped) Check(Random random)
    {
        var service = DefaultCatalogue.InitialService with
        {
            Duration = Duration.FromMinutes(30 * random.Next(1, 60)),
            SlotInterval = Duration.FromMinutes(30),
            BufferAfter = Duration.FromMinutes(15 * random.Next(3)),
            Capacity = random.Next(3) == 0 ? 2 : 1,
            Horizon = random.Next(3) == 0 ? Duration.FromDays(random.Next(1, 20)) : null,
        };
        var (calendar, now) = (CalendarOf(random), Instant.FromUtc(2031, 3, 1, 0, 0));
        var start = now + Duration.FromMinutes(30 * random.Next(1, 600));
        var at = new ResourceAtLocation(calendar.Resource.Value!, DefaultCatalogue.InitialLocation, calendar);
        var first = new SlotCandidate(new SlotQuery(service, now), at, start, IsOverride: false);
        ImmutableArray<RuleTime> times = [.. Enumerable.Range(0, random.Next(1, 20)).Select(n => start + Duration.FromHours(12 * n)).Select(t => new RuleTime(t.InUtc().LocalDateTime, t))];
        var command = new BookSeries(new BookSlot(new UserId(Guid.Empty), service, start), new SeriesRule("FREQ=DAILY", times.Length, null), Skips: true);
        var plan = new SeriesPlan(SeriesId.Of(new CommitId(Guid.CreateVersion7()), times.Length), command, first, times);
        var check = plan.Check(calendar, NoRefusals);
        Assert.Equal(Offered(plan, calendar), check.Made.Select(made => made.Start));
        var decided = plan.Decide(calendar, NoRefusals, details: null);
        Assert.Equal(check.Made.Select(m => m.BookingId), decided.Events.OfType<BookingMade>().Select(m => m.BookingId));
        return (check.Made.Length, check.Skipped.Length);
    }

    // One by one: each time that the search offers is booked before the next is looked for.
    private static List<Instant> Offered(SeriesPlan plan, Calendar calendar)
    {
        List<Instant> offered = [];
        foreach (var (id, candidate, _) in plan.Planned)
        {
            var occupancy = (candidate.At with { State = calendar }).Occupancy;
            if (SlotSearch.Next(candidate.Query, [occupancy], candidate.Start, candidate.Start + Duration.FromTicks(1), 1, CancellationToken.None) is [var only]
                && only.Start == candidate.Start)
            {
                offered.Add(candidate.Start);
                calendar = Given(calendar, (BookingMade)BookSlotHandler.Book(calendar, id, plan.Command.First, candidate, details: null).Events.Single());
            }
        }

        return offered;
    }

    private static Calendar CalendarOf(Random random)
    {
        var calendar = Calendar.InitialOf(Calendar.StreamOf(DefaultCatalogue.Resource));
        for (var n = random.Next(8); n > 0; n--)
        {
            calendar = Given(calendar, TestBooking.At(Instant.FromUtc(2031, 3, 1, 0, 0) + Duration.FromHours(random.Next(1, 400)), Duration.FromMinutes(30 * random.Next(1, 8)), Guid.CreateVersion7()));
        }

        return calendar;
    }

    private static Calendar Given(Calendar calendar, BookingMade made) => calendar.Apply(
        new RecordedEvent(Calendar.StreamOf(DefaultCatalogue.Resource), 1, made, new CommitMetadata(Instant.FromUtc(2031, 1, 1, 0, 0), null, "test")));
}
