using System.Text;
using BookingEngine.ExternalCalendars;
using static BookingEngine.Tests.ExternalCalendars.CalendarFile;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>Files that are broken, or made to cost time and memory. None takes long, and one bad event harms no other.</summary>
public sealed class BadCalendarTests
{
    private const string Good = "BEGIN:VEVENT\nUID:good\nDTSTART:20261201T120000Z\nDTEND:20261201T123000Z\nEND:VEVENT";
    private static readonly string[] GoodTime = ["2026-12-01 12:00-12:30"];

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE html><html><body>Sign in</body></html>")]
    [InlineData("{\"error\":\"not found\"}")]
    [InlineData("BEGIN:VCARD\nEND:VCARD")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261201T120000Z\n")]
    [InlineData("BEGIN:VCALENDAR\nEND:VEVENT\nEND:VCALENDAR")]
    [InlineData("BEGIN:VCALENDAR\nBEGIN:A\nBEGIN:A\nBEGIN:A\nBEGIN:A\nEND:A\nEND:A\nEND:A\nEND:A\nEND:VCALENDAR")]
    public void File_that_is_no_whole_calendar_is_none(string text) =>
        Assert.Equal(CalendarFault.NotACalendar, Read(Encoding.UTF8.GetBytes(text)).Fault);

    [Theory]
    [InlineData("DTSTART:20261201T100000Z\nDTEND:20261201T100000Z")]
    [InlineData("DTSTART:20261201T100000Z\nDTEND:20261201T090000Z")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:-PT1H")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:P9999D\nRRULE:FREQ=YEARLY")]
    [InlineData("DTSTART:20261201T100000Z")]
    [InlineData("DTSTART:yesterday\nDURATION:PT1H")]
    [InlineData("DTSTART:20261345T100000Z\nDURATION:PT1H")]
    [InlineData("SUMMARY:nothing else")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=SECONDLY")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=MINUTELY;INTERVAL=1")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11;BYMINUTE=0,5,10,15,20,25,30,35,40,45")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;COUNT=-1")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=never")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;FREQ=DAILY")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRDATE:tomorrow")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nRDATE;VALUE=PERIOD:20261201T100000Z/20261201T090000Z")]
    [InlineData("DTSTART:20261201T100000Z\nDURATION:PT1H\nEXDATE:tomorrow")]
    public void Event_that_cannot_be_read_is_skipped_and_harms_no_other(string lines)
    {
        var reading = Read(Event($"UID:bad\n{lines}") + "\n" + Good);

        Assert.Equal(GoodTime, TimesOf(reading));
        Assert.Equal(1, reading.Skipped);
    }

    [Theory]
    [InlineData("DTSTART:19700101T120000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;UNTIL=99991231T235959Z")]
    [InlineData("DTSTART:19700101T120000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=999999999")]
    [InlineData("DTSTART:16010101T120000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY")]
    [InlineData("DTSTART:19700101T120000Z\nDURATION:PT30M\nRRULE:FREQ=HOURLY;INTERVAL=24")]
    [InlineData("DTSTART:19700101T120000Z\nDURATION:PT30M\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU")]
    public void Rule_over_millennia_gives_its_dates_in_the_range(string lines) => Assert.Equal(
        ["2026-12-01 12:00-12:30", "2026-12-02 12:00-12:30"], TimesOf(Read(Event($"UID:1\n{lines}"), "2026-12-01", "2026-12-03")));

    [Theory]
    [InlineData("DTSTART:19700101T000000Z\nDTEND:99991231T235959Z")]
    [InlineData("DTSTART;VALUE=DATE:20200101\nDTEND;VALUE=DATE:20300101")]
    public void Event_over_years_closes_all_of_the_range(string lines) =>
        Assert.Equal(["2026-12-01 00:00-2026-12-03 00:00"], TimesOf(Read(Event($"UID:1\n{lines}"), "2026-12-01", "2026-12-03")));

    [Fact]
    public void Too_many_events_are_a_fault()
    {
        static CalendarReading Of(int count) => Read(string.Join('\n', Enumerable.Repeat(Good, count)));

        Assert.Equal(GoodTime, TimesOf(Of(20_000)));
        Assert.Equal(CalendarFault.TooManyEvents, Of(20_001).Fault);
    }

    [Fact]
    public void Too_many_dates_are_a_fault() => Assert.Equal(
        CalendarFault.TooManyEvents,
        Read(string.Join('\n', Enumerable.Range(0, 60).Select(n => Event($"UID:{n}\nDTSTART:20260901T0000{n:00}Z\nDURATION:PT1M\nRRULE:FREQ=DAILY")))).Fault);

    [Fact]
    public void Changes_of_changes_do_not_go_round_in_circles()
    {
        var circular = Enumerable.Range(0, 50).Select(n => Event(
            $"UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:202612{1 + (n % 28):00}T100000Z\nDTSTART:202612{1 + ((n + 1) % 28):00}T100000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY"));
        var reading = Read(Event("UID:a\nDTSTART:20261201T100000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY") + "\n" + string.Join('\n', circular) + "\n" + Good);

        Assert.Contains(GoodTime[0], TimesOf(reading));
    }

    [Fact]
    public void More_than_a_hundred_later_changes_are_skipped()
    {
        var changes = Enumerable.Range(0, 101).Select(n => Event(
            $"UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE:20260901T0000{n % 60:00}Z\nDTSTART:2026090{1 + (n / 60)}T0000{n % 60:00}Z\nSEQUENCE:{n}\nDURATION:PT1M"));
        var reading = Read(Event("UID:a\nDTSTART:20261201T100000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY") + "\n" + string.Join('\n', changes) + "\n" + Good);

        Assert.Contains(GoodTime[0], TimesOf(reading));
    }

    [Fact]
    public void Unknown_zone_of_one_event_is_counted()
    {
        var reading = Read(Event("UID:1\nDTSTART;TZID=Mars/Olympus:20261201T100000\nDURATION:PT1H") + "\n" + Good);

        Assert.Equal(["2026-12-01 09:00-10:00", GoodTime[0]], TimesOf(reading));
        Assert.Equal((0, 1), (reading.Skipped, reading.UnknownZones));
    }

    [Theory]
    [InlineData("TZOFFSETFROM:+9999\nTZOFFSETTO:+0100\nDTSTART:16010101T000000")]
    [InlineData("TZOFFSETTO:+0100")]
    [InlineData("TZOFFSETFROM:a\nTZOFFSETTO:b\nDTSTART:c")]
    public void Broken_zone_description_is_an_unknown_zone(string lines)
    {
        var reading = Read($"BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\n{lines}\nEND:STANDARD\nEND:VTIMEZONE\n" + Event("UID:1\nDTSTART;TZID=Own:20261201T100000\nDURATION:PT1H"));

        Assert.Equal(["2026-12-01 09:00-10:00"], TimesOf(reading));
        Assert.Equal(1, reading.UnknownZones);
    }

    [Theory]
    [InlineData("\uFEFF", "\r\n")]
    [InlineData("", "\n")]
    [InlineData("", "\r")]
    [InlineData("", "\r\n\r\n")]
    public void Mark_line_ends_and_blank_lines_do_not_matter(string before, string end)
    {
        var text = before + string.Join(end, ["BEGIN:VCALENDAR", .. Good.Split('\n'), "END:VCALENDAR"]);

        Assert.Equal(GoodTime, TimesOf(Read(Encoding.UTF8.GetBytes(text))));
    }

    [Fact]
    public void Folded_lines_and_quoted_parameters_are_read() => Assert.Equal(
        ["2026-12-01 09:00-10:00"],
        TimesOf(Read("BEGIN:VEVENT\nUID:1\nDTSTART;X-A=\"a:b;c\";TZID=\"Europe/Ber\n lin\":20261201T1\n 00000\nDURATION:PT1H\nEND:VEVENT")));

    [Fact]
    public void Line_of_five_megabytes_harms_no_event() =>
        Assert.Equal(GoodTime, TimesOf(Read($"X-A:{new string('a', 5_000_000)}\n{Good}")));

    [Fact]
    public void Own_bookings_take_no_time() => Assert.Equal(
        GoodTime, TimesOf(Read(Event("UID:own-1\nDTSTART:20261201T100000Z\nDURATION:PT1H") + "\n" + Good)));
}
