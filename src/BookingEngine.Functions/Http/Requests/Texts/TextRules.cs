using System.Globalization;
using System.Text;

namespace BookingEngine.Functions.Http.Requests.Texts;

/// <summary>What texts must have, and what names must not have. Only requests are checked: what is stored or imported stays readable.</summary>
internal static class TextRules
{
    public const string NotVisible = "must have a visible character";

    private const int ZeroWidthNonJoiner = 0x200C, ZeroWidthJoiner = 0x200D;

    /// <summary>Whether people see the text at all.</summary>
    public static bool HasVisible(string text) => text.EnumerateRunes().Any(IsVisible);

    /// <summary>The error of a name with a character that hides or reorders others. Null if it has none.</summary>
    public static string? ErrorOfName(string name)
    {
        var runes = name.EnumerateRunes().ToArray();
        for (var i = 0; i < runes.Length; i++)
        {
            if (IsForbidden(runes[i]))
            {
                return $"must not have the character {CodeOf(runes[i])}";
            }

            if (IsJoiner(runes[i]) && !(i > 0 && i < runes.Length - 1 && IsJoinable(runes[i - 1]) && IsJoinable(runes[i + 1])))
            {
                return $"may have the character {CodeOf(runes[i])} only between letters, marks and emoji";
            }
        }

        return null;
    }

    // A mark alone has nothing to stand on. Characters that are not assigned yet may be new emoji.
    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate => false,
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => false,
        _ => !IsBlank(rune.Value),
    };

    // Letters and symbols that show nothing: the Hangul fillers, the blank pattern of Braille, the null notehead, and what Unicode reserves as
    // ignorable or as no character.
    private static bool IsBlank(int value) =>
        value is 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800 or 0x1D159 or 0x2065 or (>= 0xFFF0 and <= 0xFFF8) or (>= 0xE0000 and <= 0xE0FFF)
            or (>= 0xFDD0 and <= 0xFDEF)
        || (value & 0xFFFE) == 0xFFFE;

    // Controls, half surrogate pairs, separators of lines, embeddings, overrides and isolates of the direction, and blanks without width.
    private static bool IsForbidden(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Surrogate
        || rune.Value is 0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200B or 0x2060 or 0xFEFF;

    private static bool IsJoiner(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner;

    private static bool IsJoinable(Rune rune) => Rune.IsLetter(rune) || IsEmoji(rune.Value) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherSymbol;

    // Some arrows and the skin tones are not in the category of the other emoji. New emoji are not in any category yet.
    private static bool IsEmoji(int value) => value is (>= 0x2190 and <= 0x21FF) or (>= 0x1F000 and <= 0x1FAFF);

    private static string CodeOf(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
}
