using BookingEngine.Languages;
using BookingEngine.Times;
using BookingEngine.Waitlist;
using NodaTime;

namespace BookingEngine.WaitlistMails;

/// <summary>The dates of a wish, as people write them.</summary>
public static class WishDates
{
    /// <summary>From the first date to the last one, or the one date.</summary>
    /// <param name="language">A tag.</param>
    public static string Of(Wish wish, string language)
    {
        var zone = ZoneData.Zones[wish.TimeZone];
        var (first, last) = (wish.From.InZone(zone).Date, (wish.To - Duration.Epsilon).InZone(zone).Date);
        return first >= last ? DateTexts.Date(language, first) : $"{DateTexts.Date(language, first)} – {DateTexts.Date(language, last)}";
    }
}
