using System.Text;
using BookingEngine.CalendarEntries;
using NodaTime;

namespace BookingEngine.Tests.CalendarEntries;

public sealed class EntryWriterTests
{
    private static readonly Instant Slot = Instant.FromUtc(2030, 5, 13, 12, 30);

    [Fact]
    public void A_request_has_these_lines() => Assert.Equal(
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Salon Mitte//DE
        CALSCALE:GREGORIAN
        METHOD:REQUEST
        BEGIN:VTIMEZONE
        TZID:Europe/Berlin
        BEGIN:STANDARD
        DTSTART:19701025T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        TZNAME:CET
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:19700329T020000
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        TZNAME:CEST
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        END:DAYLIGHT
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506
        SEQUENCE:2
        DTSTAMP:20300501T091244Z
        DTSTART;TZID=Europe/Berlin:20300513T143000
        DTEND;TZID=Europe/Berlin:20300513T150000
        SUMMARY:Haircut
        DESCRIPTION:Change it: https://salon.example/manage?token=x
        LOCATION:Salon Mitte\, Torstr. 1\, Berlin
        URL:https://salon.example/manage?token=x
        STATUS:CONFIRMED
        TRANSP:OPAQUE
        CLASS:PUBLIC
        ORGANIZER;CN="Salon Mitte":mailto:hello@salon.example
        ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE
         ;CN="Ada Lovelace":mailto:ada@example.com
        END:VEVENT
        END:VCALENDAR

        """.ReplaceLineEndings("\r\n"),
        Write(Entry with
        {
            Description = "Change it: https://salon.example/manage?token=x",
            Location = "Salon Mitte\r\nTorstr. 1\nBerlin",
            Url = new("https://salon.example/manage?token=x"),
            Organizer = new("hello@salon.example", "Salon Mitte"),
            Attendee = new("ada@example.com", "Ada Lovelace"),
        }));

    [Theory]
    [InlineData("a;b,c\\d", "a\\;b\\,c\\\\d")]
    [InlineData("a\r\nb\nc\rd", "a\\nb\\nc\\nd")]
    [InlineData("a\u0000\u0007\u001bb", "ab")]
    [InlineData("END:VEVENT\r\nATTENDEE:mailto:eve@example.com", "END:VEVENT\\nATTENDEE:mailto:eve@example.com")]
    public void A_text_is_escaped(string text, string escaped) =>
        Assert.Contains($"\r\nDESCRIPTION:{escaped}\r\n", Unfold(Write(Entry with { Description = text })), StringComparison.Ordinal);

    [Theory]
    [InlineData("Ada \"the\" Countess; of: Lovelace, etc.", "CN=\"Ada the Countess; of: Lovelace, etc.\"")]
    [InlineData("Ada\r\nATTENDEE:x", "CN=\"AdaATTENDEE:x\"")]
    public void A_name_stays_in_its_parameter(string name, string parameter) =>
        Assert.Contains(parameter, Unfold(Write(Entry with { Attendee = new("ada@example.com", name) })), StringComparison.Ordinal);

    [Theory]
    [InlineData("o'brien+tag@example.com", "mailto:o'brien+tag@example.com")]
    [InlineData("\"a b\"@example.com", "mailto:%22a%20b%22@example.com")]
    public void An_address_is_a_uri(string address, string uri) =>
        Assert.Contains($":{uri}\r\n", Unfold(Write(Entry with { Attendee = new(address, "Ada") })), StringComparison.Ordinal);

    [Theory]
    [InlineData("x")]
    [InlineData("ä")]
    [InlineData("€")]
    [InlineData("😀")]
    [InlineData("a😀é€")]
    public void A_long_line_is_folded_between_characters(string part)
    {
        for (var offset = 0; offset < 6; offset++)
        {
            var text = new string('-', offset) + string.Concat(Enumerable.Repeat(part, 100));
            var written = Write(Entry with { Summary = text });

            Assert.All(written.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
            Assert.Contains($"SUMMARY:{text}\r\n", Unfold(written), StringComparison.Ordinal);
            Assert.DoesNotContain('\uFFFD', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(written)));
        }
    }

    [Fact]
    public void A_cancellation_names_its_method_and_status()
    {
        var written = EntryWriter.Write(new EntryFile(EntryMethod.Cancel, "Salon", "de", Entry with { Status = EntryStatus.Cancelled, Sequence = 3 }));
        Assert.Contains("METHOD:CANCEL\r\n", written, StringComparison.Ordinal);
        Assert.Contains("STATUS:CANCELLED\r\n", written, StringComparison.Ordinal);
        Assert.Contains("SEQUENCE:3\r\n", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Etc/UTC")]
    public void A_time_in_utc_needs_no_zone(string zone)
    {
        var written = Write(Entry with { TimeZone = zone });
        Assert.DoesNotContain("VTIMEZONE", written, StringComparison.Ordinal);
        Assert.Contains("DTSTART:20300513T123000Z\r\n", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "DTSTART;TZID=Europe/Berlin:20301027T023000")]
    [InlineData(1, "DTSTART:20301027T013000Z")]
    public void The_second_of_two_equal_local_times_is_said_in_utc(int hour, string line)
    {
        var start = Instant.FromUtc(2030, 10, 27, hour, 30);
        Assert.Contains($"{line}\r\n", Write(Entry with { Start = start, End = start + Duration.FromMinutes(20) }), StringComparison.Ordinal);
    }

    private static CalendarEntry Entry => new(
        "0197a3c2-b4d5-7f6e-8a90-b1c2d3e4f506", 2, Instant.FromUtc(2030, 5, 1, 9, 12, 44), Slot, Slot + Duration.FromMinutes(30), "Europe/Berlin",
        EntryStatus.Confirmed, "Haircut");

    private static string Write(CalendarEntry entry) => EntryWriter.Write(new EntryFile(EntryMethod.Request, "Salon Mitte", "de", entry));

    private static string Unfold(string written) => written.Replace("\r\n ", "", StringComparison.Ordinal);
}
