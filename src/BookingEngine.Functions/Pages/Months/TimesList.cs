using System.Globalization;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Languages;
using BookingEngine.Slots;
using BookingEngine.Times;
using NodaTime;

namespace BookingEngine.Functions.Pages.Months;

/// <summary>The free times of the chosen day, as buttons.</summary>
internal static class TimesList
{
    /// <param name="action">Where the form goes.</param>
    /// <param name="fields">HTML of the other fields of the form.</param>
    public static string Of(PageLook look, MonthView view, string action, string fields)
    {
        if (view.Day is not { } day)
        {
            return "";
        }

        var date = HtmlPage.Encode(look.Texts.With("book.times.title", DateTexts.Date(look.Language, day)));
        return view.Times.IsEmpty
            ? $"<div><h2 id=\"times\" tabindex=\"-1\" data-focus>{date}</h2><p>{Text(look, "book.free.none")}</p></div>"
            : $"""
            <div><h2 id="times" tabindex="-1" data-focus>{date}</h2>
            <form method="post" action="{action}">{fields}
            {string.Concat(view.Times.GroupBy(slot => PartOf(slot, view.Zone)).Select(part => Part(look, view, part)))}</form></div>
            """;
    }

    /// <summary>Buttons for some starts, each with its date.</summary>
    public static string Buttons(PageLook look, IEnumerable<Instant> starts, DateTimeZone zone) => $"<div class=\"times\">{string.Concat(starts.Select(start =>
        Button(start, DateTexts.DateAndTime(look.Language, start.InZone(zone).LocalDateTime), null)))}</div>";

    private static string Part(PageLook look, MonthView view, IGrouping<string, OfferedSlot> part) =>
        $"<h3>{Text(look, part.Key)}</h3><div class=\"times\">{string.Concat(part.Select(slot => Time(look, view, slot)))}</div>";

    private static string Time(PageLook look, MonthView view, OfferedSlot slot)
    {
        var local = slot.Start.InZone(view.Zone).LocalDateTime;
        var time = DateTexts.ShortTime(look.Language, local.TimeOfDay);
        return Button(slot.Start, time, string.Create(CultureInfo.InvariantCulture, $"{time}, {DateTexts.Date(look.Language, local.Date)}"));
    }

    private static string Button(Instant start, string text, string? name) =>
        $"<button type=\"submit\" name=\"slot\" value=\"{HtmlPage.Encode(Rfc3339.Format(start))}\"{(name is null ? "" : $" aria-label=\"{HtmlPage.Encode(name)}\"")}>{HtmlPage.Encode(text)}</button>";

    private static string PartOf(OfferedSlot slot, DateTimeZone zone) => slot.Start.InZone(zone).Hour switch
    {
        < 12 => "book.morning",
        < 17 => "book.afternoon",
        _ => "book.evening",
    };

    private static string Text(PageLook look, string key) => HtmlPage.Encode(look.Texts[key]);
}
