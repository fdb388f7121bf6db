using System.Text;

namespace BookingEngine.Unicode;

/// <summary>Simple lower case of Unicode 16, character by character. ICU may be older, and then lacks some letters.</summary>
internal static class LowerCase
{
    public static string Of(string text) => string.Concat(text.EnumerateRunes().Select(Of));

    /// <summary>Like <see cref="Of(string)"/>, but no character becomes ASCII: the Kelvin sign does not become <c>k</c>.</summary>
    public static string OutsideAsciiOf(string text) =>
        string.Concat(text.EnumerateRunes().Select(rune => Of(rune) is var lower && lower.IsAscii == rune.IsAscii ? lower : rune));

    private static Rune Of(Rune rune) => Rune.ToLowerInvariant(rune) is var lower && lower != rune ? lower : new Rune(NewerLetter(rune.Value));

    private static int NewerLetter(int letter) => letter switch
    {
        0x1C89 or 0xA7CC or 0xA7DA => letter + 1,
        0xA7CB => 0x0264,
        0xA7DC => 0x019B,
        >= 0x10D50 and <= 0x10D65 => letter + 0x20,
        _ => letter,
    };
}
