using BookingEngine.Availability;
using BookingEngine.Hours;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

/// <summary>Edge cases 10, 13 and 15 to 17, and similar ones.</summary>
public sealed class HoursTests
{
    [Fact]
    public void Case_10_slots_are_listed_by_date_in_the_requested_zone()
    {
        var offers = SlotSearch.Offers(
            new(Service("60/60"), LongBefore), [Calendar("Pacific/Auckland", Daily("09:00-10:00"))], At("2026-06-30T12:00Z"), At("2026-07-01T12:00Z"));
        Assert.Equal("2026-06-30T21:00Z", Assert.Single(offers).Start.Text());
        Assert.Equal(new LocalDate(2026, 7, 1), Assert.Single(AvailabilityDays.Of(offers, ZoneData.TryFind("Pacific/Auckland")!)).Date);
        Assert.Equal(new LocalDate(2026, 6, 30), Assert.Single(AvailabilityDays.Of(offers, ZoneData.TryFind("America/Los_Angeles")!)).Date);
    }

    [Fact]
    public void Case_13_a_tuesday_rule_covers_the_leap_day() => Assert.Equal(
        ["2028-02-29T09:00Z"], Calendar("UTC", On(IsoDayOfWeek.Tuesday, "09:00-10:00")).StartsOn(Service("60/60"), "2028-02-29"));

    [Fact]
    public void Case_15_overnight_hours_offer_starts_past_midnight()
    {
        var starts = Calendar("Europe/Lisbon", On(IsoDayOfWeek.Friday, "22:00-02:00")).Starts(Service("60/30"), "2026-06-05T00:00Z", "2026-06-07T00:00Z");
        Assert.Equal((7, "2026-06-05T21:00Z", "2026-06-06T00:00Z"), (starts.Length, starts[0], starts[^1]));
    }

    [Fact]
    public void Case_16_a_booking_crosses_midnight_only_into_an_open_day()
    {
        var starts = Calendar("UTC", Daily("00:00-24:00")).StartsOn(Service("120/60"), "2026-06-01");
        Assert.Equal("2026-06-01T23:00Z", starts[^1]);
        starts = Calendar("UTC", On(IsoDayOfWeek.Monday, "00:00-24:00")).StartsOn(Service("120/60"), "2026-06-01");
        Assert.Equal("2026-06-01T22:00Z", starts[^1]);
    }

    [Theory] // 17 is the first
    [InlineData(OpeningHoursRules.Zero, 0, "00:00-00:00")]
    [InlineData(OpeningHoursRules.Zero, 0, "09:00-09:00")]
    [InlineData(OpeningHoursRules.StartsAtTheEnd, 0, "24:00-24:00")]
    [InlineData(OpeningHoursRules.StartsAtTheEnd, 0, "24:00-02:00")]
    [InlineData(OpeningHoursRules.Overlaps, 1, "09:00-12:00", "11:59-14:00")]
    [InlineData(OpeningHoursRules.Overlaps, 1, "09:00-12:00", "09:00-12:00")]
    [InlineData(OpeningHoursRules.Overlaps, 1, "22:00-02:00", "23:00-23:30")]
    [InlineData(OpeningHoursRules.Overlaps, 1, "20:00-01:00", "23:00-02:00")]
    public void Case_17_impossible_hours_are_refused(string text, int place, params string[] intervals)
    {
        Assert.Equal([new HoursError(0, null, place, text)], OpeningHoursRules.Check(On(IsoDayOfWeek.Monday, intervals)));
        Assert.Equal([new HoursError(null, 0, place, text)], OpeningHoursRules.Check(Never.But("2026-06-01", intervals)));
    }

    [Theory]
    [InlineData("00:00-24:00")]
    [InlineData("22:00-00:00")]
    [InlineData("22:00-06:00")]
    [InlineData("09:00-12:00", "12:00-17:00")]
    [InlineData("22:00-02:00", "02:00-22:00")]
    [InlineData("13:00-17:00", "09:00-12:00")]
    public void Adjacent_hours_are_accepted(params string[] intervals) => Assert.Empty(OpeningHoursRules.Check(Daily(intervals)));

    [Fact]
    public void Overnight_hours_that_overlap_the_next_morning_are_refused()
    {
        string[] mornings = ["01:00-09:00"], nights = ["22:00-02:00"];
        Assert.Equal(
            [new HoursError(1, null, 0, OpeningHoursRules.OverlapsEvening)],
            OpeningHoursRules.Check(Weekly(d => d switch { IsoDayOfWeek.Monday => nights, IsoDayOfWeek.Tuesday => mornings, _ => [] })));
        Assert.Equal(
            [new HoursError(0, null, 0, OpeningHoursRules.OverlapsEvening)],
            OpeningHoursRules.Check(Weekly(d => d switch { IsoDayOfWeek.Sunday => nights, IsoDayOfWeek.Monday => mornings, _ => [] })));
        Assert.Equal(
            [new HoursError(null, 0, 0, OpeningHoursRules.OverlapsMorning)],
            OpeningHoursRules.Check(On(IsoDayOfWeek.Tuesday, mornings).But("2026-06-01", nights)));
        // An override replaces the previous day's overnight hours, so it may start at any time.
        Assert.Empty(OpeningHoursRules.Check(On(IsoDayOfWeek.Monday, nights).But("2026-06-02", mornings)));
        Assert.Empty(OpeningHoursRules.Check(Never.But("2026-06-01", nights).But("2026-06-02", mornings)));
    }

    [Fact]
    public void The_grid_restarts_with_each_interval_and_a_booking_may_span_both() => Assert.Equal(
        ["2026-06-01T09:00Z", "2026-06-01T10:00Z", "2026-06-01T10:15Z", "2026-06-01T11:15Z"],
        Calendar("UTC", Daily("09:00-10:15", "10:15-12:15")).StartsOn(Service("60/60"), "2026-06-01"));

    [Fact]
    public void The_grid_restarts_at_midnight_when_both_days_are_open() => Assert.Equal(
        ["2026-06-01T21:00Z", "2026-06-01T22:30Z", "2026-06-02T00:00Z", "2026-06-02T01:30Z"],
        Calendar("UTC", Daily("00:00-24:00")).Starts(Service("90/90"), "2026-06-01T20:00Z", "2026-06-02T03:00Z"));

    [Fact]
    public void An_override_ends_the_previous_days_overnight_hours_at_midnight()
    {
        var nights = Daily("22:00-02:00").But("2026-06-02", "08:00-09:00");
        Assert.Equal(
            ["2026-06-01T22:00Z", "2026-06-01T23:00Z", "2026-06-02T08:00Z"],
            Calendar("UTC", nights).Starts(Service("60/60"), "2026-06-01T12:00Z", "2026-06-02T20:00Z"));
        Assert.Equal(["2026-06-02T08:00Z"], Calendar("UTC", nights).Starts(Service("60/60"), "2026-06-02T00:00Z", "2026-06-02T22:00Z"));
    }

    [Fact]
    public void An_override_without_hours_closes_and_overnight_overrides_reach_the_next_day()
    {
        Assert.Empty(Calendar("UTC", Daily("09:00-17:00").But("2026-06-02")).StartsOn(Service("60/60"), "2026-06-02"));
        Assert.Equal(
            ["2026-06-02T23:00Z", "2026-06-03T00:00Z"],
            Calendar("UTC", Never.But("2026-06-02", "23:00-01:00")).Starts(Service("60/60"), "2026-06-01T00:00Z", "2026-06-05T00:00Z"));
    }

    [Theory]
    [InlineData("2026-06-01T10:00Z", Unavailability.Closed)] // ends in the time off
    [InlineData("2026-06-01T09:45Z", null)] // ends where the time off begins
    [InlineData("2026-06-01T10:30Z", Unavailability.Closed)]
    [InlineData("2026-06-01T11:00Z", null)]
    public void Time_off_closes_the_resource_without_moving_the_grid(string start, Unavailability? expected)
    {
        var calendar = Calendar("UTC", Daily("09:00-17:00"));
        var off = new TimeOff(At("2026-06-01T10:15Z"), At("2026-06-01T11:00Z"), "dentist");
        calendar = calendar with { Resource = calendar.Resource with { TimeOff = [off] } };
        Assert.Equal(expected, calendar.UnavailabilityAt(start, Service("30/15", before: 30, after: 15))); // buffers may overlap time off
    }

    [Fact]
    public void The_limits_of_the_calendar_offer_no_slots_and_cause_no_error()
    {
        foreach (var zone in new[] { "Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC" })
        {
            var calendar = Calendar(zone, Daily("00:00-24:00").But("9999-12-31", "10:00-09:00").But("-9998-01-01"));
            foreach (var start in new[] { Instant.MinValue, SlotRange.Earliest, Instant.FromUtc(8999, 12, 31, 23, 0), SlotRange.Latest, Instant.MaxValue })
            {
                var terms = new SlotQuery(Service("60/60"), start);
                Assert.Equal(Unavailability.InThePast, SlotCheck.UnavailabilityAt(start, terms, calendar));
                Assert.Empty(SlotSearch.Offers(terms, [calendar], SlotRange.Latest, Instant.MaxValue));
                Assert.Empty(SlotSearch.Offers(terms, [calendar], Instant.MinValue, Instant.FromUtc(1, 1, 1, 0, 0)));
            }

            Assert.Equal(Unavailability.OutOfRange, SlotCheck.UnavailabilityAt(Instant.MaxValue, new(Service("60/60"), LongBefore), calendar));
            Assert.Equal(48, OpenPeriods.Between(calendar.Resource.Hours, calendar.ZoneOn(new(8999, 12, 31)), Instant.FromUtc(8999, 12, 31, 0, 0), Instant.MaxValue).Sum(s => (s.End - s.Start).TotalHours) * 2);
        }
    }
}
