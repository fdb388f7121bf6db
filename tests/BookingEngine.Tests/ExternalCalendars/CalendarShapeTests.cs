using static BookingEngine.Tests.ExternalCalendars.CalendarFile;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>Files as calendar programs publish them, around two clock changes. The resource stands in Berlin.</summary>
public sealed class CalendarShapeTests
{
    [Fact]
    public void Google_repeated_event_has_its_exception_move_and_end()
    {
        var reading = Read(
            Event("""
                UID:a@google.com
                DTSTART;TZID=Europe/Berlin:20261005T090000
                DTEND;TZID=Europe/Berlin:20261005T100000
                RRULE:FREQ=WEEKLY;UNTIL=20261102T080000Z;BYDAY=MO
                EXDATE;TZID=Europe/Berlin:20261019T090000
                """) + "\n" + Event("""
                UID:a@google.com
                RECURRENCE-ID;TZID=Europe/Berlin:20261026T090000
                DTSTART;TZID=Europe/Berlin:20261026T140000
                DTEND;TZID=Europe/Berlin:20261026T153000
                """));

        Assert.Equal(["2026-10-05 07:00-08:00", "2026-10-12 07:00-08:00", "2026-10-26 13:00-14:30", "2026-11-02 08:00-09:00"], TimesOf(reading));
    }

    [Fact]
    public void Google_free_busy_events_count_without_the_event_they_change()
    {
        var reading = Read(
            Event("""
                UID:b@google.com
                RECURRENCE-ID:20261027T083000Z
                DTSTART:20261027T083000Z
                DTEND:20261027T093000Z
                """) + "\n" + Event("""
                UID:b@google.com
                RECURRENCE-ID:20261103T083000Z
                DTSTART:20261103T083000Z
                DTEND:20261103T093000Z
                """));

        Assert.Equal(["2026-10-27 08:30-09:30", "2026-11-03 08:30-09:30"], TimesOf(reading));
    }

    [Fact]
    public void Outlook_windows_zones_are_known_and_free_events_take_no_time()
    {
        var reading = Read(
            """
            BEGIN:VTIMEZONE
            TZID:Romance Standard Time
            BEGIN:STANDARD
            DTSTART:16010101T030000
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
            END:DAYLIGHT
            END:VTIMEZONE

            """
            + Outlook("1", "W. Europe Standard Time", "20270329T0930", "20270329T1030", "BUSY", "OPAQUE") + "\n"
            + Outlook("2", "GMT Standard Time", "20270326T0930", "20270326T1000", "OOF", null) + "\n"
            + Outlook("3", "GMT Standard Time", "20270329T0930", "20270329T1000", "TENTATIVE", null) + "\n"
            + Outlook("4", "Romance Standard Time", "20270330T0930", "20270330T1030", "FREE", "TRANSPARENT"));

        Assert.Equal(["2027-03-26 09:30-10:00", "2027-03-29 07:30-09:00"], TimesOf(reading));
    }

    [Fact]
    public void Own_zone_description_from_1601_counts()
    {
        var reading = Read(
            """
            BEGIN:VTIMEZONE
            TZID:Customized Time Zone
            BEGIN:STANDARD
            DTSTART:16010101T020000
            TZOFFSETFROM:-0400
            TZOFFSETTO:-0500
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010101T020000
            TZOFFSETFROM:-0500
            TZOFFSETTO:-0400
            RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
            END:DAYLIGHT
            END:VTIMEZONE

            """
            + Outlook("1", "Customized Time Zone", "20261030T1030", "20261030T1100", "BUSY", null) + "\n"
            + Outlook("2", "Customized Time Zone", "20261102T1030", "20261102T1100", "BUSY", null));

        Assert.Equal(["2026-10-30 14:30-15:00", "2026-11-02 15:30-16:00"], TimesOf(reading));
    }

    [Fact]
    public void Unknown_zone_is_the_resources_with_a_warning()
    {
        var reading = Read(Outlook("1", "Customized Time Zone", "20261027T1000", "20261027T1100", "BUSY", null));

        Assert.Equal(["2026-10-27 09:00-10:00"], TimesOf(reading));
        Assert.Equal(1, reading.UnknownZones);
    }

    [Fact]
    public void Whole_days_are_the_resources_days()
    {
        var reading = Read(
            Event("UID:1\nDTSTART;VALUE=DATE:20270328\nDTEND;VALUE=DATE:20270329\nTRANSP:OPAQUE") + "\n"
            + Event("UID:2\nDTSTART;VALUE=DATE:20261025") + "\n"
            + Event("UID:3\nDTSTART;VALUE=DATE:20270401\nDTEND;VALUE=DATE:20270402\nTRANSP:TRANSPARENT"));

        Assert.Equal(["2026-10-24 22:00-2026-10-25 23:00", "2027-03-27 23:00-2027-03-28 22:00"], TimesOf(reading));
    }

    [Fact]
    public void Floating_time_has_the_files_zone_and_its_first_occurrence()
    {
        var reading = Read("X-WR-TIMEZONE:America/New_York\n" + Event("UID:1\nDTSTART:20261101T013000\nDTEND:20261101T023000"));

        Assert.Equal(["2026-11-01 05:30-07:30"], TimesOf(reading));
    }

    [Fact]
    public void ICloud_changes_in_utc_match_a_repeated_event_with_a_zone()
    {
        var reading = Read(
            Event("UID:c\nDTSTART;TZID=America/New_York:20261028T160000\nDURATION:PT45M\nRRULE:FREQ=DAILY;COUNT=5") + "\n"
            + Event("UID:c\nRECURRENCE-ID:20261030T200000Z\nDTSTART;TZID=America/New_York:20261030T180000\nDURATION:PT45M") + "\n"
            + Event("UID:c\nRECURRENCE-ID:20261031T200000Z\nDTSTART;TZID=America/New_York:20261031T160000\nDURATION:PT45M\nSTATUS:CANCELLED"));

        Assert.Equal(["2026-10-28 20:00-20:45", "2026-10-29 20:00-20:45", "2026-10-30 22:00-22:45", "2026-11-01 21:00-21:45"], TimesOf(reading));
    }

    [Fact]
    public void Nextcloud_excluded_date_and_added_period_count()
    {
        var reading = Read(Event("""
            UID:d
            DTSTART;TZID=Europe/Vienna:20270317T100000
            DTEND;TZID=Europe/Vienna:20270317T110000
            RRULE:FREQ=WEEKLY;BYDAY=WE;UNTIL=20270414T080000Z
            EXDATE;VALUE=DATE:20270331
            RDATE;VALUE=PERIOD;TZID=Europe/Vienna:20270320T150000/PT1H30M
            """));

        Assert.Equal(
            ["2027-03-17 09:00-10:00", "2027-03-20 14:00-15:30", "2027-03-24 09:00-10:00", "2027-04-07 08:00-09:00", "2027-04-14 08:00-09:00"],
            TimesOf(reading));
    }

    [Fact]
    public void Change_of_this_and_later_dates_moves_them_all()
    {
        var reading = Read(
            Event("UID:e\nDTSTART;TZID=Europe/Berlin:20261006T090000\nDTEND;TZID=Europe/Berlin:20261006T100000\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=6") + "\n"
            + Event(
                "UID:e\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20261020T090000\nDTSTART;TZID=Europe/Berlin:20261020T110000\n"
                + "DTEND;TZID=Europe/Berlin:20261020T113000"));

        Assert.Equal(
            [
                "2026-10-06 07:00-08:00", "2026-10-13 07:00-08:00", "2026-10-20 09:00-09:30",
                "2026-10-27 10:00-10:30", "2026-11-03 10:00-10:30", "2026-11-10 10:00-10:30",
            ],
            TimesOf(reading));
    }

    [Fact]
    public void Time_in_a_gap_has_the_offset_before_it()
    {
        var reading = Read(
            Event("UID:1\nDTSTART;TZID=Europe/Berlin:20270328T023000\nDTEND;TZID=Europe/Berlin:20270328T040000") + "\n"
            + Event("UID:2\nDTSTART;TZID=Europe/Berlin:20261024T220000\nDTEND;TZID=Europe/Berlin:20261025T060000"));

        Assert.Equal(["2026-10-24 20:00-2026-10-25 05:00", "2027-03-28 01:30-02:00"], TimesOf(reading));
    }

    [Fact]
    public void Endless_and_impossible_rules_harm_no_other_event()
    {
        var reading = Read(
            Event("UID:1\nDTSTART:19700101T120000Z\nDURATION:PT30M\nRRULE:FREQ=DAILY") + "\n"
            + Event("UID:2\nDTSTART:20200101T120000Z\nDURATION:PT30M\nRRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31") + "\n"
            + Event("UID:3\nDTSTART:20261201T120000Z\nDTEND:20261201T120000Z") + "\n"
            + Event("UID:4\nDTSTART:20261201T120000Z\nDTEND:20261201T110000Z") + "\n"
            + Event("UID:5\nDTSTART:19700101T120000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY"),
            "2026-12-01", "2026-12-03");

        Assert.Equal(["2026-12-01 12:00-12:30", "2026-12-02 12:00-12:30"], TimesOf(reading));
        Assert.Equal(4, reading.Skipped);
    }

    private static string Outlook(string uid, string zone, string from, string to, string status, string? transparency) => Event(
        $"UID:{uid}\nDTSTART;TZID=\"{zone}\":{from}00\nDTEND;TZID=\"{zone}\":{to}00\nX-MICROSOFT-CDO-BUSYSTATUS:{status}"
        + (transparency is null ? "" : $"\nTRANSP:{transparency}"));
}
