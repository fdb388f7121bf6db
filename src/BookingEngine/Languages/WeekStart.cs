using NodaTime;

namespace BookingEngine.Languages;

/// <summary>The first day of the week by region, as CLDR has it. Our own table, because .NET answers differently by version of ICU.</summary>
public static class WeekStart
{
    private static readonly HashSet<string>
        Sunday =
        [
            "AG", "AS", "AU", "BD", "BR", "BS", "BT", "BW", "BZ", "CA", "CO", "DM", "DO", "ET", "GT", "GU", "HK", "HN", "ID", "IL", "IN", "JM", "JP", "KE",
            "KH", "KR", "LA", "MH", "MM", "MO", "MT", "MX", "MZ", "NI", "NP", "PA", "PE", "PH", "PK", "PR", "PT", "PY", "SA", "SG", "SV", "TH", "TT", "TW",
            "UM", "US", "VE", "VI", "WS", "YE", "ZA", "ZW",
        ],
        Saturday = ["AE", "AF", "BH", "DJ", "DZ", "EG", "IQ", "IR", "JO", "KW", "LY", "OM", "QA", "SD", "SY"];

    /// <param name="tags">The first one with a region decides. Monday without any.</param>
    public static IsoDayOfWeek Of(params IEnumerable<string?> tags)
    {
        var region = tags.OfType<string>().Select(tag => tag.Split('-')[^1]).FirstOrDefault(part => part.Length == 2 && part.All(char.IsAsciiLetterUpper));
        return region is null ? IsoDayOfWeek.Monday
            : Sunday.Contains(region) ? IsoDayOfWeek.Sunday
            : Saturday.Contains(region) ? IsoDayOfWeek.Saturday
            : IsoDayOfWeek.Monday;
    }
}
