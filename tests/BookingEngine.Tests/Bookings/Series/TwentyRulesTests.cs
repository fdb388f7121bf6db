using BookingEngine.Bookings.Series.Rules;
using BookingEngine.Catalogue;
using BookingEngine.Infrastructure.Recurrence;
using BookingEngine.Times;
using NodaTime.Text;

namespace BookingEngine.Tests.Bookings.Series;

/// <summary>Rules around clock changes, in 2027, with the instants of the IANA data 2026f.</summary>
public sealed class TwentyRulesTests
{
    private static readonly InstantPattern Shown = InstantPattern.CreateWithInvariantCulture("MM-dd'T'HH:mm'Z'");
    private static readonly LocalDatePattern ShownDate = LocalDatePattern.CreateWithInvariantCulture("MM-dd");

    [Theory]
    [InlineData("America/New_York", "03-07T09:00", "FREQ=WEEKLY;COUNT=3", "03-07T14:00Z 03-14T13:00Z 03-21T13:00Z")]
    [InlineData("America/New_York", "03-07T02:30", "FREQ=WEEKLY;COUNT=3", "03-07T07:30Z 03-21T06:30Z 03-28T06:30Z", "03-14")]
    [InlineData("America/New_York", "03-07T02:30", "FREQ=WEEKLY;UNTIL=20270328T063000Z", "03-07T07:30Z 03-21T06:30Z 03-28T06:30Z", "03-14")]
    [InlineData("America/New_York", "11-06T01:30", "FREQ=DAILY;COUNT=3", "11-06T05:30Z 11-07T05:30Z 11-08T06:30Z")]
    [InlineData("America/New_York", "11-07T01:30-05:00", "FREQ=DAILY;COUNT=2", "11-07T06:30Z 11-08T06:30Z")]
    [InlineData("Europe/Berlin", "10-30T02:30", "FREQ=DAILY;UNTIL=20271031T003000Z", "10-30T00:30Z 10-31T00:30Z")]
    [InlineData("Europe/Berlin", "10-30T02:30", "FREQ=DAILY;UNTIL=20271031T002959Z", "10-30T00:30Z")]
    [InlineData("Europe/Berlin", "01-31T10:00", "FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4", "01-31T09:00Z 03-31T08:00Z 05-31T08:00Z 07-31T08:00Z")]
    [InlineData("Europe/Lisbon", "02-28T18:00", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3", "02-28T18:00Z 03-31T17:00Z 04-30T17:00Z")]
    [InlineData(
        "Europe/Berlin", "01-29T08:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=4", "01-29T07:00Z 02-26T07:00Z 03-31T06:00Z 04-30T06:00Z")]
    [InlineData("Europe/Berlin", "02-28T02:30", "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1;COUNT=2", "02-28T01:30Z 04-25T00:30Z", "03-28")]
    [InlineData("America/New_York", "02-09T17:00", "FREQ=MONTHLY;BYDAY=2TU;COUNT=3", "02-09T22:00Z 03-09T22:00Z 04-13T21:00Z")]
    [InlineData(
        "Europe/Berlin", "08-03T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", "08-03T07:00Z 08-08T07:00Z 08-17T07:00Z 08-22T07:00Z")]
    [InlineData(
        "Europe/Berlin", "08-03T09:00", "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", "08-03T07:00Z 08-15T07:00Z 08-17T07:00Z 08-29T07:00Z")]
    [InlineData("Australia/Lord_Howe", "10-02T02:15", "FREQ=DAILY;COUNT=3", "10-01T15:45Z 10-03T15:15Z 10-04T15:15Z", "10-03")]
    [InlineData("Australia/Lord_Howe", "04-03T01:45", "FREQ=DAILY;COUNT=3", "04-02T14:45Z 04-03T14:45Z 04-04T15:15Z")]
    [InlineData("Africa/Cairo", "04-29T00:30", "FREQ=DAILY;COUNT=3", "04-28T22:30Z 04-30T21:30Z 05-01T21:30Z", "04-30")]
    [InlineData("America/Santiago", "08-29T00:00", "FREQ=WEEKLY;COUNT=3", "08-29T04:00Z 09-12T03:00Z 09-19T03:00Z", "09-05")]
    [InlineData("Pacific/Auckland", "03-31T08:00", "FREQ=WEEKLY;COUNT=2", "03-30T19:00Z 04-06T20:00Z")]
    [InlineData("Europe/Berlin", "03-18T18:00", "FREQ=WEEKLY;UNTIL=20270401", "03-18T17:00Z 03-25T17:00Z 04-01T16:00Z")]
    [InlineData("America/Vancouver", "03-11T09:00", "FREQ=WEEKLY;COUNT=2", "03-11T16:00Z 03-18T16:00Z")]
    public void Rules_keep_the_local_time(string zone, string slot, string rule, string expected, string skipped = "")
    {
        var times = Expand(zone, $"2027-{slot}", rule).Match();
        Assert.Equal(expected, string.Join(' ', times.Where(t => t.Start is not null).Select(t => Shown.Format(t.Start!.Value))));
        Assert.Equal(skipped, string.Join(' ', times.Where(t => t.Start is null).Select(t => ShownDate.Format(t.Local.Date))));
    }

    [Theory]
    [InlineData("FREQ=WEEKLY", "rule_unbounded")]
    [InlineData("FREQ=WEEKLY;COUNT=2;UNTIL=20270401", "rule_invalid")]
    [InlineData("FREQ=SECONDLY;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=HOURLY;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=DAILY;COUNT=367", "rule_invalid")]
    [InlineData("FREQ=DAILY;COUNT=0", "rule_invalid")]
    [InlineData("FREQ=DAILY;COUNT=-1", "rule_invalid")]
    [InlineData("FREQ=DAILY;BYHOUR=9,10;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=DAILY;INTERVAL=0;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=DAILY;COUNT=2;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=WEEKLY;BYDAY=2MO;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=2;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=MONTHLY;BYYEARDAY=2;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=MONTHLY;BYSETPOS=1;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=32;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=DAILY;UNTIL=tomorrow", "rule_invalid")]
    [InlineData("FREQ=DAILY;UNTIL=20270230", "rule_invalid")]
    [InlineData("COUNT=2", "rule_invalid")]
    [InlineData("every day", "rule_invalid")]
    [InlineData("FREQ=DAILY;;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=DAILY;RDATE=20270401;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=YEARLY;BYWEEKNO=11;BYMONTHDAY=18;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=YEARLY;COUNT=4", "rule_invalid")]
    [InlineData("FREQ=DAILY;UNTIL=20290101", "rule_invalid")]
    [InlineData("FREQ=DAILY;INTERVAL=1000;COUNT=2", "rule_invalid")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", "rule_start_mismatch")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU;COUNT=2", "rule_start_mismatch")]
    [InlineData("FREQ=WEEKLY;UNTIL=20270317", "rule_start_mismatch")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=18;BYMONTH=3;BYDAY=TH;BYSETPOS=2;COUNT=2", "rule_start_mismatch")]
    public void A_rule_that_cannot_be_used_is_refused(string rule, string code) =>
        Assert.Equal(code, Expand("Europe/Berlin", "2027-03-18T18:00", rule).Refusal?.Code);

    [Fact]
    public void A_leap_day_rule_of_two_years_stops_at_the_end() =>
        Assert.Equal("rule_invalid", Expand("Europe/Berlin", "2028-02-29T10:00", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2").Refusal?.Code);

    private static Outcome<System.Collections.Immutable.ImmutableArray<RuleTime>> Expand(string zone, string slot, string rule)
    {
        var input = SlotTime.TryRead(slot)!.Value;
        var at = ResourceLocations.Of(
            DefaultCatalogue.InitialResource, DefaultCatalogue.InitialLocation with { TimeZone = zone })!;
        var first = input.Instant ?? LocalTimes.Candidates(input.Local, ZoneData.Zones[zone])[0];
        return RuleParser.Read(rule).IsRefused(out var refusal, out var read)
            ? refusal
            : SeriesTimes.Of(read, first.InZone(ZoneData.Zones[zone]).LocalDateTime, first, at, new IcalRecurringDates());
    }
}

internal static class OutcomeValues
{
    public static T Match<T>(this Outcome<T> outcome) => outcome.IsRefused(out var refusal, out var value) ? throw new InvalidOperationException(refusal.Code) : value;
}
