using System.Buffers;
using System.Globalization;
using System.Text;
using BookingEngine.Unicode;

namespace BookingEngine.Users;

/// <summary>A mail address: an addr-spec of RFC 5322 at a public domain name, at most 254 characters. The local part is a dot-atom or
/// quoted, and may be internationalised. Display names, lists, comments, address literals and single-label domains are rejected. Blanks
/// around it are ignored.</summary>
public sealed class EmailAddress
{
    public const int MaximumLength = 254;
    private const int MaximumLocalLength = 64;
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    // Their composed form is ASCII: K, a semicolon and a grave accent. So they are not composed.
    private static readonly SearchValues<char> KeptApart = SearchValues.Create("\u212a\u037e\u1fef");

    private EmailAddress(string value, string canonical, string? former) => (Value, Canonical, Former) = (value, canonical, former);

    /// <summary>In the original spelling, without blanks around it.</summary>
    public string Value { get; }

    /// <summary>Equal for all spellings of one mailbox: the local part composed (form C) and in lower case, the domain by UTS 46.</summary>
    public string Canonical { get; }

    /// <summary>The canonical form of earlier versions, for claims of that time: no normalization, and a domain by its spelling. Null if it is the
    /// same.</summary>
    public string? Former { get; }

    /// <summary>An address for a new use.</summary>
    public static EmailAddress? TryParse(string text) => Parse(text, isKnown: false);

    /// <summary>An address that may be in use since earlier versions, which accepted some domain names that UTS 46 refuses.</summary>
    public static EmailAddress? TryParseKnown(string text) => Parse(text, isKnown: true);

    /// <summary>The text without blanks around it: spaces of any kind and tabs, but no line breaks.</summary>
    public static string TrimBlanks(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return text[start..end];
    }

    private static bool IsBlank(char c) => c == '\t' || char.GetUnicodeCategory(c) is UnicodeCategory.SpaceSeparator;

    private static EmailAddress? Parse(string spelled, bool isKnown)
    {
        var text = TrimBlanks(spelled);
        var at = text.LastIndexOf('@');
        if (text.Length > MaximumLength || at is < 1 or > MaximumLocalLength || !text.IsWellFormed())
        {
            return null;
        }

        var (local, domain) = (text[..at], text[(at + 1)..]);
        if (!IsDotAtom(local) && !IsQuoted(local))
        {
            return null;
        }

        var former = DomainName.ToFormerAscii(domain) is { } spelledDomain ? $"{LowerCase.Of(local)}@{spelledDomain}" : null;
        var canonical = DomainName.ToAscii(domain) is { } ascii ? $"{Fold(local)}@{ascii}" : isKnown ? former : null;
        return canonical is null ? null : new EmailAddress(text, canonical, former == canonical ? null : former);
    }

    // Lower case may leave a letter and its mark apart that have one character together, so it is composed again.
    private static string Fold(string local) => Compose(LowerCase.OutsideAsciiOf(Compose(local)));

    private static string Compose(string text)
    {
        var apart = text.AsSpan().IndexOfAny(KeptApart);
        return apart < 0 ? UnicodeForms.Compose(text) : UnicodeForms.Compose(text[..apart]) + text[apart] + Compose(text[(apart + 1)..]);
    }

    private static bool IsDotAtom(string local) =>
        local.Split('.').All(atom => atom.Length > 0 && atom.All(c => char.IsAsciiLetterOrDigit(c) || AtomSymbols.Contains(c) || IsText(c)));

    private static bool IsText(char c) => c > '\u007f' && !char.IsControl(c) && !char.IsWhiteSpace(c)
        && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);

    private static bool IsQuoted(string local)
    {
        if (local.Length < 3 || local[0] != '"' || local[^1] != '"')
        {
            return false;
        }

        for (var i = 1; i < local.Length - 1; i++)
        {
            var isEscaped = local[i] == '\\';
            if (isEscaped && ++i == local.Length - 1)
            {
                return false; // the closing quote is itself escaped
            }

            if ((local[i] == '"' && !isEscaped) || local[i] is < ' ' or '\u007f' || (local[i] > '\u007f' && !IsText(local[i])))
            {
                return false;
            }
        }

        return true;
    }
}

file static class Utf16
{
    /// <summary>Whether the text is well-formed UTF-16. Half a surrogate pair cannot be stored or sent.</summary>
    public static bool IsWellFormed(this string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }
}
