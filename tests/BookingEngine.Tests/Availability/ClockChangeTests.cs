using BookingEngine.Hours;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;
using NodaTime.Text;
using static BookingEngine.Tests.Availability.Given;

namespace BookingEngine.Tests.Availability;

/// <summary>Edge cases 1 to 9, and similar ones.</summary>
public sealed class ClockChangeTests
{
    [Fact]
    public void Case_1_hours_across_the_spring_gap_are_one_hour_shorter() => Assert.Equal(
        ["2026-03-08T06:00Z", "2026-03-08T07:00Z", "2026-03-08T08:00Z"],
        Calendar("America/New_York", Daily("01:00-05:00")).StartsOn(Service("60/60"), "2026-03-08"));

    [Theory]
    [InlineData("2026-03-07", "2026-03-07T14:00Z", "2026-03-07T22:00Z")]
    [InlineData("2026-03-08", "2026-03-08T13:00Z", "2026-03-08T21:00Z")]
    [InlineData("2026-11-01", "2026-11-01T14:00Z", "2026-11-01T22:00Z")]
    public void Case_2_hours_follow_local_time(string date, string from, string to)
    {
        var span = Assert.Single(SpansOn("America/New_York", Daily("09:00-17:00"), date));
        Assert.Equal((from, to), (span.Start.Text(), span.End.Text()));
        Assert.Equal(At(from), Assert.Single(span.GridStarts));
    }

    [Fact]
    public void Case_4_overnight_hours_change_by_an_hour_with_the_clocks()
    {
        var nights = Calendar("Europe/Berlin", Daily("22:00-06:00"));
        var spring = nights.Starts(Service("60/60"), "2026-03-28T12:00Z", "2026-03-29T12:00Z");
        Assert.Equal((7, "2026-03-28T21:00Z"), (spring.Length, spring[0]));
        Assert.Equal("2026-03-29T03:00Z", spring[^1]); // until 04:00Z
        var autumn = nights.Starts(Service("60/60"), "2026-10-24T12:00Z", "2026-10-25T12:00Z");
        Assert.Equal((9, "2026-10-24T20:00Z", "2026-10-25T04:00Z"), (autumn.Length, autumn[0], autumn[^1]));
    }

    [Theory]
    [InlineData("America/New_York", "2026-03-08", 23)]
    [InlineData("America/New_York", "2026-11-01", 25)]
    [InlineData("America/New_York", "2026-06-01", 24)]
    [InlineData("Europe/Dublin", "2026-03-29", 23)]
    [InlineData("Europe/Dublin", "2026-10-25", 25)]
    [InlineData("Africa/Casablanca", "2026-02-15", 25)] // Ramadan begins: standard time is the exception there
    [InlineData("Africa/Casablanca", "2026-03-22", 23)]
    [InlineData("Antarctica/Troll", "2026-03-29", 22)] // two hours at once
    [InlineData("Antarctica/Troll", "2026-10-25", 26)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 24)] // half an hour, so 24.5 hours
    [InlineData("Australia/Lord_Howe", "2026-10-04", 23)]
    [InlineData("America/Santiago", "2026-09-06", 23)] // no midnight
    [InlineData("America/Havana", "2026-03-08", 23)]
    [InlineData("Pacific/Apia", "2011-12-29", 24)]
    [InlineData("Pacific/Apia", "2011-12-30", 0)] // the day that never was
    [InlineData("Pacific/Apia", "2011-12-31", 24)]
    public void Case_5_a_day_open_all_day_has_its_real_hours(string zone, string date, int hours) =>
        Assert.Equal(hours, Calendar(zone, On(DayOf(date), "00:00-24:00")).StartsOn(Service("60/60"), date).Length);

    [Fact]
    public void Case_6_hours_that_start_at_a_skipped_midnight_start_after_it()
    {
        var fridays = Calendar("Africa/Cairo", On(IsoDayOfWeek.Friday, "00:00-03:00"));
        Assert.Equal(["2026-04-23T22:00Z", "2026-04-23T23:00Z"], fridays.Starts(Service("60/60"), "2026-04-23T12:00Z", "2026-04-24T12:00Z"));
    }

    [Theory]
    [InlineData("America/Vancouver", "2026-11-15T09:00", "2026-11-15T16:00Z")]
    [InlineData("America/Edmonton", "2026-11-15T09:00", "2026-11-15T15:00Z")]
    [InlineData("Africa/Casablanca", "2026-12-15T09:00", "2026-12-15T09:00Z")]
    public void Case_7_the_zone_data_has_the_latest_rules(string zone, string local, string expected) =>
        Assert.Equal(expected, Resolved(local, zone));

    [Theory]
    [InlineData("2026-10-21T09:30", "2026-10-21T08:30Z")]
    [InlineData("2026-10-28T09:30", "2026-10-28T09:30Z")]
    public void Case_8_a_weekly_local_time_survives_a_clock_change(string local, string expected) =>
        Assert.Equal(expected, Resolved(local, "Europe/Lisbon"));

    [Fact]
    public void Case_9_notice_is_elapsed_time()
    {
        var service = Service("60/60") with { MinimumNotice = Duration.FromHours(24) };
        var terms = new SlotQuery(service, At("2026-03-07T17:00Z"));
        var starts = Calendar("America/New_York", Daily("09:00-17:00")).Starts(terms, "2026-03-07T17:00Z", "2026-03-09T00:00Z");
        Assert.Equal("2026-03-08T17:00Z", starts[0]);
    }

    [Theory]
    [InlineData("02:15-04:00", "2026-03-08T07:00Z", "2026-03-08T08:00Z")] // the start is skipped
    [InlineData("01:00-02:45", "2026-03-08T06:00Z", "2026-03-08T07:00Z")] // the end is
    [InlineData("01:30-02:00", "2026-03-08T06:30Z", "2026-03-08T07:00Z")]
    [InlineData("02:00-03:00", null, null)] // both are
    [InlineData("02:15-02:45", null, null)]
    public void A_time_inside_the_spring_gap_is_the_first_instant_after_it(string interval, string? from, string? to) =>
        AssertSpan(SpansOn("America/New_York", On(IsoDayOfWeek.Sunday, interval), "2026-03-08"), from, to);

    [Theory]
    [InlineData("01:30-03:00", "2026-11-01T05:30Z", "2026-11-01T08:00Z")]
    [InlineData("00:30-01:30", "2026-11-01T04:30Z", "2026-11-01T06:30Z")]
    [InlineData("01:15-01:45", "2026-11-01T05:15Z", "2026-11-01T06:45Z")]
    [InlineData("00:30-01:00", "2026-11-01T04:30Z", "2026-11-01T06:00Z")]
    [InlineData("02:00-03:00", "2026-11-01T07:00Z", "2026-11-01T08:00Z")]
    public void Autumn_hours_start_at_the_earlier_and_end_at_the_later_instant(string interval, string from, string to) =>
        AssertSpan(SpansOn("America/New_York", On(IsoDayOfWeek.Sunday, interval), "2026-11-01"), from, to);

    [Fact]
    public void Adjacent_hours_that_overlap_in_autumn_offer_each_start_once()
    {
        var calendar = Calendar("America/New_York", On(IsoDayOfWeek.Sunday, "00:30-01:30", "01:30-02:30"));
        Assert.Equal(
            ["2026-11-01T04:30Z", "2026-11-01T05:00Z", "2026-11-01T05:30Z", "2026-11-01T06:00Z", "2026-11-01T06:30Z", "2026-11-01T07:00Z"],
            calendar.StartsOn(Service("30/30"), "2026-11-01"));
    }

    [Fact]
    public void A_half_hour_clock_change_does_not_move_the_grid() => Assert.Equal(
        ["2026-10-03T14:30Z", "2026-10-03T15:30Z", "2026-10-03T16:30Z"], // 01:00, then 02:30 and 03:30
        Calendar("Australia/Lord_Howe", On(IsoDayOfWeek.Sunday, "01:00-04:30")).StartsOn(Service("60/60"), "2026-10-04"));

    [Fact]
    public void Overnight_hours_into_a_skipped_day_end_at_midnight()
    {
        var calendar = Calendar("Pacific/Apia", Daily("22:00-02:00"));
        Assert.Equal(
            ["2011-12-30T08:00Z", "2011-12-30T09:00Z", "2011-12-30T10:00Z", "2011-12-30T11:00Z"], // the 29th, then the last two hours of the 30th's hours
            calendar.Starts(Service("60/60"), "2011-12-30T00:00Z", "2011-12-31T00:00Z"));
    }

    [Fact]
    public void An_override_ends_earlier_hours_at_the_first_of_two_midnights()
    {
        // In Havana 01:00 becomes 00:00 again on 2 November 2025: midnight is at 04:00Z and at 05:00Z.
        var evenings = On(IsoDayOfWeek.Saturday, "22:00-24:00");
        AssertSpan(SpansAround("America/Havana", evenings), "2025-11-02T02:00Z", "2025-11-02T05:00Z");
        AssertSpan(SpansAround("America/Havana", evenings.But("2025-11-02")), "2025-11-02T02:00Z", "2025-11-02T04:00Z");
    }

    private static OpenPeriod[] SpansAround(string zone, OpeningHours hours) =>
        [.. OpenPeriods.Between(hours, ZoneData.TryFind(zone)!, At("2025-11-01T12:00Z"), At("2025-11-02T12:00Z"))];

    private static OpenPeriod[] SpansOn(string zone, OpeningHours hours, string date)
    {
        var day = LocalDatePattern.Iso.Parse(date).Value;
        var there = ZoneData.TryFind(zone)!;
        return [.. OpenPeriods.Between(hours, there, LocalTimes.StartOf(day, there), LocalTimes.StartOf(day.PlusDays(1), there))];
    }

    private static void AssertSpan(OpenPeriod[] spans, string? from, string? to) =>
        Assert.Equal(from is null ? [] : [(from, to!)], spans.Select(span => (span.Start.Text(), span.End.Text())));

    private static string Resolved(string local, string zone)
    {
        var time = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm").Parse(local).Value;
        return LocalTimes.Resolve(time, ZoneData.TryFind(zone)!).IsRefused(out var refusal, out var instant) ? refusal.Code : instant.Text();
    }

    private static IsoDayOfWeek DayOf(string date) => LocalDatePattern.Iso.Parse(date).Value.DayOfWeek;
}
