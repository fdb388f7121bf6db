using System.Collections.Immutable;
using BookingEngine.Hours;
using BookingEngine.Times;
using BookingEngine.Waitlist;
using NodaTime;
using static BookingEngine.Tests.Waitlist.WaitlistFixture;

namespace BookingEngine.Tests.Waitlist;

/// <summary>A search looks only at what a wish asks for.</summary>
public sealed class WishWindowTests
{
    private static readonly HoursInterval Early = Between(3 * 60, (3 * 60) + 1), Night = Between(22 * 60, 60), Noon = Between(12 * 60, 24 * 60);

    public static TheoryData<IsoDayOfWeek[], HoursInterval[]> Wishes => new()
    {
        { [], [] }, { [IsoDayOfWeek.Sunday], [] }, { [], [Night] }, { [IsoDayOfWeek.Saturday, IsoDayOfWeek.Sunday], [Early, Night] }, { [IsoDayOfWeek.Sunday], [Noon] },
    };

    [Theory]
    [MemberData(nameof(Wishes))]
    public void Each_start_that_meets_a_wish_is_in_one_window(IsoDayOfWeek[] weekdays, HoursInterval[] times)
    {
        foreach (var (month, zone) in new[] { (3, "Europe/Berlin"), (10, "Europe/Berlin"), (9, "America/Santiago"), (6, "Etc/UTC") })
        {
            var from = Instant.FromUtc(2030, month, 1, 7, 7);
            var wish = Of(weekdays, times, from, from + Duration.FromDays(30), zone);
            List<(Instant From, Instant To)> windows = [.. wish.Windows(wish.From, wish.To)];
            for (var start = wish.From - Hour; start < wish.To + Hour; start += Minute)
            {
                var count = windows.Count(window => window.From <= start && start < window.To);
                Assert.True(count == 1 || (count == 0 && !wish.IsMetBy(start)), $"{zone} {start}: {count}");
            }
        }
    }

    [Fact]
    public void The_windows_of_a_minute_a_day_are_minutes()
    {
        var wish = Of([], [Early], Ten, Ten + Duration.FromDays(366), "Etc/UTC");
        Assert.Equal(Enumerable.Repeat(Minute, 366), wish.Windows(wish.From, wish.To).Select(window => window.To - window.From));
    }

    [Fact]
    public async Task A_wish_that_no_time_meets_is_refused()
    {
        await using var fixture = await OpenAsync();
        var monday = Instant.FromUtc(2030, 1, 7, 0, 0);
        foreach (var (weekdays, times, days) in new (ImmutableArray<IsoDayOfWeek>, ImmutableArray<HoursInterval>, double)[]
            { ([IsoDayOfWeek.Sunday], [], 1), ([], [Noon], 0.25), ([IsoDayOfWeek.Tuesday], [Noon], 1.5) })
        {
            var outcome = await fixture.TryJoinAsync(fixture.By, 2, join => join with
            {
                From = new(null, monday),
                To = new(null, monday + Duration.FromDays(days)),
                Weekdays = weekdays,
                Times = times,
            });
            Assert.Equal("wish_never_met", outcome.Refusal!.Code);
        }

        Assert.Empty(await fixture.WaitingAsync());
    }

    private static Wish Of(IsoDayOfWeek[] weekdays, HoursInterval[] times, Instant from, Instant to, string zone) => new(null, from, to, [.. weekdays], [.. times], zone, 1);

    private static HoursInterval Between(int from, int to) => new(new TimeOfDay(from), new TimeOfDay(to));
}
