using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Tests.Availability;

/// <summary>Edge cases 3, 11 and 12, and similar ones.</summary>
public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("2026-03-08T02:30", "America/New_York", LocalTimes.Invalid)]
    [InlineData("2026-11-01T01:30", "America/New_York", LocalTimes.Ambiguous)]
    [InlineData("2026-11-01T01:30-04:00", "America/New_York", "2026-11-01T05:30Z")]
    [InlineData("2026-11-01T01:30-05:00", "America/New_York", "2026-11-01T06:30Z")]
    [InlineData("2026-11-01T02:00", "America/New_York", "2026-11-01T07:00Z")]
    [InlineData("2026-03-08T03:00", "America/New_York", "2026-03-08T07:00Z")]
    [InlineData("2026-03-29T01:30", "Europe/Dublin", LocalTimes.Invalid)]
    [InlineData("2026-10-25T01:30", "Europe/Dublin", LocalTimes.Ambiguous)]
    [InlineData("2026-03-22T02:30", "Africa/Casablanca", LocalTimes.Invalid)]
    [InlineData("2026-10-04T02:15", "Australia/Lord_Howe", LocalTimes.Invalid)]
    [InlineData("2026-10-04T02:30", "Australia/Lord_Howe", "2026-10-03T15:30Z")]
    [InlineData("2026-04-05T01:45", "Australia/Lord_Howe", LocalTimes.Ambiguous)]
    [InlineData("2026-09-06T00:30", "America/Santiago", LocalTimes.Invalid)]
    [InlineData("2011-12-30T12:00", "Pacific/Apia", LocalTimes.Invalid)]
    [InlineData("2026-06-01T10:00:00 01:00", "America/New_York", "2026-06-01T09:00Z")] // 11: a + that arrived as a space
    public void Case_3_a_local_time_that_does_not_exist_once_is_refused(string text, string zone, string expected) =>
        Assert.Equal(expected, Resolved(text, zone));

    [Fact]
    public void Case_3_the_refusal_names_both_instants()
    {
        var local = new LocalDateTime(2026, 11, 1, 1, 30);
        var zone = ZoneData.TryFind("America/New_York")!;
        Assert.Equal(["2026-11-01T05:30Z", "2026-11-01T06:30Z"], LocalTimes.Candidates(local, zone).Select(instant => instant.Text()));
        Assert.Equal(
            "The clocks in America/New_York show that time twice. Write 2026-11-01T05:30:00Z or 2026-11-01T06:30:00Z.",
            LocalTimes.Resolve(local, zone).Refusal!.Detail);
    }

    [Theory]
    [InlineData("GMT+2")]
    [InlineData("UTC+02")]
    [InlineData("UTC+02:00")]
    [InlineData("")]
    [InlineData("Mars/Base")]
    [InlineData("europe/berlin")]
    [InlineData("+02:00")]
    [InlineData("W. Europe Standard Time")]
    public void Case_12_an_unknown_zone_name_is_refused(string id) => Assert.Null(ZoneData.TryFind(id));

    [Theory]
    [InlineData("Europe/Kiev", "Europe/Kyiv", true)]
    [InlineData("Asia/Calcutta", "Asia/Kolkata", true)]
    [InlineData("UTC", "Etc/UTC", true)]
    [InlineData("Europe/Kyiv", "Europe/Berlin", false)]
    public void Case_12_a_linked_zone_name_is_its_target(string first, string second, bool same) =>
        Assert.Equal(same, ZoneData.AreSame(ZoneData.TryFind(first)!, ZoneData.TryFind(second)!));

    [Fact]
    public void Case_13_an_invalid_date_is_refused() => Assert.Null(SlotTime.TryRead("2027-02-29T10:00"));

    [Theory]
    [InlineData("2026-06-01T10:00", "Europe/Kiev,Europe/Kyiv", "2026-06-01T07:00Z")]
    [InlineData("2026-06-01T10:00", "Europe/Berlin,Europe/Lisbon", "offset_required")]
    [InlineData("2026-06-01T10:00", "Europe/Berlin,Europe/Paris", "offset_required")] // the same today, and not by rule
    [InlineData("2026-06-01T10:00Z", "Europe/Berlin,Europe/Lisbon", "2026-06-01T10:00Z")]
    public void A_local_time_needs_a_single_zone(string text, string zones, string expected) => Assert.Equal(expected, Resolved(text, zones));

    [Theory]
    [InlineData("-9998-01-01T00:00")]
    [InlineData("9999-12-31T23:59")]
    public void The_limits_of_the_calendar_cause_no_error(string text) =>
        Assert.All(["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"], zone => Assert.Null(LocalTimes.Resolve(SlotTime.TryRead(text)!.Value, [ZoneData.TryFind(zone)!]).Refusal));

    [Theory]
    [InlineData("2026-04-24", "Africa/Cairo", "2026-04-23T22:00Z")]
    [InlineData("2011-12-30", "Pacific/Apia", "2011-12-30T10:00Z")] // skipped whole
    [InlineData("2025-11-02", "America/Havana", "2025-11-02T04:00Z")] // the first of two
    public void A_date_starts_at_its_first_instant(string date, string zone, string expected) =>
        Assert.Equal(expected, LocalTimes.StartOf(NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value, ZoneData.TryFind(zone)!).Text());

    private static string Resolved(string text, string zones) =>
        LocalTimes.Resolve(SlotTime.TryRead(text)!.Value, [.. zones.Split(',').Select(id => ZoneData.TryFind(id)!)])
            .IsRefused(out var refusal, out var instant) ? refusal.Code : instant.Text();
}
