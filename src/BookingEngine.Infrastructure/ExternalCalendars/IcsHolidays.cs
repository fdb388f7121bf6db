using System.Collections.Immutable;
using System.Text;
using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Locations;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Infrastructure.ExternalCalendars;

/// <summary>Reads the whole days of a file of holidays. The end is excluded; without an end it is one day. Events with a time of day, and those that repeat, are
/// skipped.</summary>
public sealed class IcsHolidays : IHolidayReader
{
    private const int MaximumDays = 366, MaximumText = 200;

    public HolidayFile? Read(string file)
    {
        if (CalendarComponent.Read(Encoding.UTF8.GetBytes(file)) is not { } calendar)
        {
            return null;
        }

        var (closures, skipped) = (new Dictionary<string, Closure>(StringComparer.Ordinal), ImmutableArray.CreateBuilder<SkippedEvent>());
        foreach (var component in calendar.Components.Where(c => c.Name == "VEVENT"))
        {
            var uid = component.Find("UID") is { Value: { Length: > 0 and <= MaximumText } text } ? text : null;
            if (Reason(component, uid) is { } reason)
            {
                skipped.Add(new SkippedEvent(uid, reason));
            }
            else
            {
                closures[uid!] = ClosureOf(component, uid!); // the last event with a UID counts
            }
        }

        return new HolidayFile([.. closures.Values], skipped.ToImmutable());
    }

    private static string? Reason(CalendarComponent component, string? uid)
    {
        try
        {
            return component.Find("DTSTART") is not { } start || uid is null || component.Find("STATUS") is { } status && status.Is("CANCELLED") ? "invalid"
                : !CalendarTime.Of(start).IsDate ? "timed"
                : component.Find("RRULE") is not null || component.Find("RDATE") is not null ? "repeated"
                : DaysOf(component) is < 1 or > MaximumDays || !IsPossible(CalendarTime.Of(start).Local.Date, DaysOf(component)) ? "invalid"
                : null;
        }
        catch (FormatException)
        {
            return "invalid";
        }
    }

    // As if a client had sent it: a closure that is shown can be sent back.
    private static bool IsPossible(LocalDate from, int days) =>
        SlotRange.AllowsDate(from) && SlotRange.AllowsDate(from.PlusDays(days));

    private static Closure ClosureOf(CalendarComponent component, string uid)
    {
        var from = CalendarTime.Of(component.Find("DTSTART")!).Local.Date;
        return new Closure(from, from.PlusDays(DaysOf(component)), NameOf(component)) { Uid = uid };
    }

    private static int DaysOf(CalendarComponent component)
    {
        var from = CalendarTime.Of(component.Find("DTSTART")!).Local.Date;
        return component.Find("DTEND") is { } end ? Period.DaysBetween(from, CalendarTime.Of(end).Local.Date) : 1;
    }

    // Without escapes, controls and line breaks.
    private static string? NameOf(CalendarComponent component)
    {
        var text = component.Find("SUMMARY")?.Value.Replace("\\n", " ", StringComparison.OrdinalIgnoreCase).Replace("\\", "", StringComparison.Ordinal);
        var shown = string.Concat((text ?? "").EnumerateRunes().Where(rune => !Rune.IsControl(rune)).Take(MaximumText).Select(rune => rune.ToString())).Trim();
        return shown.Length == 0 ? null : shown;
    }
}
