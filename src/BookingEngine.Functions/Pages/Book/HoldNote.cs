using System.Globalization;
using BookingEngine.Functions.Pages.Layout;
using BookingEngine.Holds;
using BookingEngine.Languages;
using BookingEngine.PublicBookings;
using NodaTime;

namespace BookingEngine.Functions.Pages.Book;

/// <summary>Says until when the time is kept.</summary>
internal static class HoldNote
{
    /// <param name="kept">Null if the time is no longer kept.</param>
    public static string Of(PageLook look, VisitorHold? hold, Hold? kept, DateTimeZone zone, Instant now)
    {
        if (hold is null || kept is null)
        {
            return $"<p class=\"note\">{Text(look, "book.hold.over")}</p>";
        }

        var until = DateTexts.Time(look.Language, kept.Expires.InZone(zone).TimeOfDay);
        var seconds = ((long)(kept.Expires - now).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return $"""
            <div class="note" data-ends="{seconds}" data-m2="{Text(look, "book.hold.minutes")}" data-s30="{Text(look, "book.hold.seconds")}" data-over="{Text(look, "book.hold.over")}">{HtmlPage.Encode(look.Texts.With("book.hold.until", until))}
            {(kept.Expires < hold.ExtendedUntil ? $"<button type=\"submit\" name=\"action\" value=\"extend\" class=\"plain\" formnovalidate>{Text(look, "book.hold.extend")}</button>" : "")}</div>
            <p id="live" class="hidden" aria-live="polite"></p>
            """;
    }

    private static string Text(PageLook look, string key) => HtmlPage.Encode(look.Texts[key]);
}
