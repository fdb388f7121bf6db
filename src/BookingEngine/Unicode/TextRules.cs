using System.Globalization;
using System.Text;

namespace BookingEngine.Unicode;

/// <summary>What texts must have, and what names must not have. Requests are checked, and a name before it gets into a mail. What is stored or imported
/// stays readable.</summary>
public static class TextRules
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
            if (IsSelector(runes[i].Value) ? i == 0 || !IsSelectable(runes[i - 1]) : IsForbidden(runes[i]))
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

    // Controls, half surrogate pairs, separators of lines, everything that sets the direction, and what shows nothing. The signs over Arabic and Syriac
    // numbers are formats that people see.
    private static bool IsForbidden(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => !IsJoiner(rune) && !IsNumberSign(rune.Value),
        _ => IsBlank(rune.Value) || IsHiddenMark(rune.Value),
    };

    private static bool IsNumberSign(int value) =>
        value is (>= 0x0600 and <= 0x0605) or 0x06DD or 0x070F or 0x0890 or 0x0891 or 0x08E2 or 0x110BD or 0x110CD;

    // The grapheme joiner, the inherent vowels of Khmer and the Khitan filler.
    private static bool IsHiddenMark(int value) => value is 0x034F or 0x17B4 or 0x17B5 or 0x16FE4;

    // They choose how the character before them looks: of emoji, symbols and digits, of Mongolian letters, and of ideographs, also in Japanese names.
    private static bool IsSelector(int value) => value is (>= 0xFE00 and <= 0xFE0F) or (>= 0x180B and <= 0x180D) or 0x180F or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsSelectable(Rune rune) => IsEmoji(rune.Value) || rune.Value is '#' or '*' || Rune.IsDigit(rune) || Rune.IsSymbol(rune)
        || rune.Value is 0x203C or 0x2049 or 0x3030 || Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherLetter;

    private static bool IsJoiner(Rune rune) => rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner;

    private static bool IsJoinable(Rune rune) => Rune.IsLetter(rune) || IsEmoji(rune.Value) || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.OtherSymbol;

    // Some arrows and the skin tones are not in the category of the other emoji. New emoji are not in any category yet.
    private static bool IsEmoji(int value) => value is (>= 0x2190 and <= 0x21FF) or (>= 0x1F000 and <= 0x1FAFF);

    private static string CodeOf(Rune rune) => string.Create(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}");
}
