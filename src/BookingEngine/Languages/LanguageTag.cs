using System.Globalization;
using System.Text.RegularExpressions;

namespace BookingEngine.Languages;

/// <summary>Language tags (BCP 47) of a language, perhaps with a script and a region: <c>de</c>, <c>pt-BR</c>, <c>zh-Hant-TW</c>.</summary>
public static partial class LanguageTag
{
    public const int MaximumLength = 11;

    public const string Message = "must be a language such as de or pt-BR";

    /// <summary>In its usual spelling. Null if it is no language that Unicode's data knows.</summary>
    public static string? TryNormalize(string text)
    {
        if (text.Length > MaximumLength || Shape.Match(text) is not { Success: true } match)
        {
            return null;
        }

        var (language, script, region) = (match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value, match.Groups[3].Value.ToUpperInvariant());
        var tag = $"{language}{(script.Length == 0 ? "" : $"-{char.ToUpperInvariant(script[0])}{script[1..].ToLowerInvariant()}")}{(region.Length == 0 ? "" : $"-{region}")}";
        return IsKnown(language) && IsKnown(tag) ? tag : null;
    }

    /// <summary>The language without script and region.</summary>
    public static string PrimaryOf(string tag) => tag.Split('-', 2)[0];

    private static bool IsKnown(string tag)
    {
        try
        {
            return CultureInfo.GetCultureInfo(tag, predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    [GeneratedRegex("^([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape { get; }
}
